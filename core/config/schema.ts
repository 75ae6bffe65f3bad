/** The shapes of environments/system.yml and environments/<name>.yml. schemas/*.json is generated from here. */
import * as z from 'zod'
import { componentSchema } from './components.ts'
import { nameSchema } from './names.ts'

const httpCheckSchema = z.strictObject({
  url: z.string(),
  status: z.number().int().min(100).max(599).default(200),
  bodyContains: z.string().optional(),
  latencyMs: z.number().positive().optional().describe('the slowest answer that counts as good'),
  consecutive: z.number().int().min(1).max(100).default(3).describe('good answers in a row'),
  intervalSeconds: z.number().positive().default(5),
  timeoutSeconds: z.number().positive().default(120).describe('how long the check may take to become good'),
})

const verifySchema = z.strictObject({
  http: z.array(httpCheckSchema).default([]),
  alarms: z.array(z.string()).default([]).describe('CloudWatch alarms that must not be in ALARM'),
  soakMinutes: z.number().min(0).max(1440).default(0).describe('how long alarms must stay quiet after the checks'),
})
export type HttpCheck = z.output<typeof httpCheckSchema>
export type Verification = z.output<typeof verifySchema>

const tags = z.record(z.string(), z.string())

export const systemSchema = z
  .strictObject({
    system: nameSchema,
    pipeline: z
      .array(nameSchema)
      .min(1)
      .max(8)
      .refine((names) => new Set(names).size === names.length, 'an environment is named twice')
      .default(['dev', 'qa', 'uat', 'prod'])
      .describe('the environments in the order in which a release goes through them'),
    tags: tags.default({}).describe('tags of every stack'),
    images: z
      .record(nameSchema, z.string())
      .default({})
      .describe('image name → reference, by digest or by a tag that can be resolved'),
    components: z.record(nameSchema, componentSchema),
    verify: verifySchema.prefault({}),
    release: z
      .strictObject({
        role: z.string().optional().describe('role that may read the image repositories'),
        region: z.string().optional(),
      })
      .prefault({}),
  })
  .describe('A system: its components and the environments it goes through')

const freezeSchema = z.strictObject({
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  reason: z.string(),
})

/** A component as one environment changes it: any keys of it but its type. Checked after laying it over. */
const overlaySchema = z.record(z.string(), z.unknown())

export const environmentSchema = z
  .strictObject({
    account: z.string().regex(/^\d{12}$/, 'an AWS account id is 12 digits, in quotes'),
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a Region such as eu-central-1'),
    roles: z
      .strictObject({
        plan: z.string().optional(),
        deploy: z.string().optional(),
        cloudformation: z.string().optional(),
      })
      .prefault({})
      .describe('default: SYSTEM-ENVIRONMENT-plan, -deploy and -cloudformation in the account'),
    url: z.string().optional().describe('where people reach it; shown on the deployment'),
    gates: z
      .strictObject({
        approval: z.boolean().default(false).describe('people approve; set as required reviewers on GitHub'),
        waitMinutes: z.number().int().min(0).max(43_200).default(0),
        requirePrevious: z.boolean().default(true).describe('the environment before must have verified the release'),
        freeze: z.array(freezeSchema).default([]),
      })
      .prefault({}),
    tags: tags.default({}),
    components: z.record(nameSchema, overlaySchema).default({}).describe('what differs here, laid over the system'),
    verify: z.record(z.string(), z.unknown()).optional().describe('replaces keys of the system’s `verify`'),
  })
  .describe('An environment: where a system runs and what differs there')

export { verifySchema }
export type SystemFile = z.output<typeof systemSchema>
export type EnvironmentFile = z.output<typeof environmentSchema>
export type Freeze = z.output<typeof freezeSchema>
