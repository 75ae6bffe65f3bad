/** What a system is made of, as environments/system.yml says it. */
import * as z from 'zod'
import { nameSchema } from './names.ts'

const parameterValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))])

const needs = z.array(nameSchema).default([]).describe('components that have to be there before this one')

const timeoutMinutes = z.number().positive().max(360)

const stackSchema = z
  .strictObject({
    type: z.literal('stack'),
    template: z
      .string()
      .describe(
        'CloudFormation template: a path from the repository’s root, or fairway:NAME.yml for one that comes with Fairway',
      ),
    stackName: z.string().optional().describe('default: SYSTEM-ENVIRONMENT-COMPONENT'),
    parameters: z.record(z.string(), parameterValue).default({}),
    capabilities: z.array(z.enum(['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'])).default([]),
    tags: z.record(z.string(), z.string()).default({}),
    allowReplacement: z
      .array(z.string())
      .default([])
      .describe('logical ids of resources holding data that this environment may replace or delete'),
    timeoutMinutes: timeoutMinutes.default(60),
    needs,
  })
  .describe('a CloudFormation stack')

const migrationSchema = z
  .strictObject({
    type: z.literal('migration'),
    engine: z.enum(['postgresql']),
    directory: z.string().describe('folder of NNNN_name.sql files; NNNN_name.contract.sql runs in the contract phase'),
    host: z.string(),
    port: z.union([z.string(), z.number()]).default(5432),
    database: z.string(),
    secret: z.string().describe('Secrets Manager secret with {username, password}'),
    tls: z.enum(['verify', 'require', 'disable']).default('require'),
    lockTimeoutSeconds: z.number().positive().default(30).describe('how long a statement may wait for a table lock'),
    timeoutMinutes: timeoutMinutes.default(30),
    needs,
  })
  .describe('SQL migrations of one database')

const ecsSchema = z
  .strictObject({
    type: z.literal('ecs'),
    cluster: z.string(),
    service: z.string(),
    containers: z.record(z.string(), nameSchema).describe('container name → image name, one of `images` of the system'),
    strategy: z.enum(['all-at-once', 'rolling']).default('rolling'),
    onCancel: z.enum(['leave', 'stop', 'rollback']).default('rollback'),
    timeoutMinutes: timeoutMinutes.default(30),
    needs,
  })
  .describe('an ECS service')

const cdnSchema = z
  .strictObject({
    type: z.literal('cdn'),
    distribution: z.string().describe('id of the CloudFront distribution'),
    paths: z.array(z.string().startsWith('/')).min(1).default(['/*']),
    timeoutMinutes: timeoutMinutes.default(30),
    needs,
  })
  .describe('a CloudFront distribution whose cache is invalidated by a release')

export const componentSchema = z.discriminatedUnion('type', [stackSchema, migrationSchema, ecsSchema, cdnSchema])

export type StackComponent = z.output<typeof stackSchema>
export type MigrationComponent = z.output<typeof migrationSchema>
export type EcsComponent = z.output<typeof ecsSchema>
export type CdnComponent = z.output<typeof cdnSchema>
export type Component = z.output<typeof componentSchema>
export type ComponentType = Component['type']
