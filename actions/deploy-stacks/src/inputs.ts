import * as z from 'zod'
import { targetShape } from '#core/action/configuration.ts'
import { flag, list, number, optionalText } from '#core/action/inputs.ts'

const capability = z.enum(['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'])

/** '' leaves a setting as it is. */
const optionalFlag = z.enum(['', 'true', 'false']).transform((value) => (value === '' ? undefined : value === 'true'))

export const shape = {
  ...targetShape,
  name: optionalText,
  template: optionalText,
  'parameter-overrides': z.string(),
  capabilities: list.pipe(z.array(capability)),
  'role-arn': optionalText,
  tags: z.string(),
  'timeout-in-minutes': number({ min: 1, max: 360 }),
  'allow-replacement': list,
  'no-execute-changeset': z.union([flag, z.enum(['0', '1']).transform((value) => value === '1')]),
  'no-fail-on-empty-changeset': z.string(),
  'termination-protection': optionalFlag,
  'template-bucket': optionalText,
}

export type Inputs = { [K in keyof typeof shape]: z.output<(typeof shape)[K]> }
