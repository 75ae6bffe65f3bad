import { z } from 'zod'
import { flag, number, optionalText, pairs } from '#core/action/inputs.ts'
import { targetShape } from '#core/action/target.ts'
import { cancelPolicies, strategies } from '#core/ecs/order.ts'

/** '' is not given. */
function optional<S extends z.ZodType>(schema: S) {
  return z.union([z.literal('').transform(() => undefined), schema])
}

export const shape = {
  ...targetShape,
  cluster: optionalText,
  service: optionalText,
  images: pairs,
  'task-definition': optionalText,
  strategy: z.enum(['', ...strategies]).transform((value) => (value === '' ? undefined : value)),
  'desired-count': optional(number({ min: 0, max: 5000, integer: true })),
  'force-new-deployment': flag,
  'timeout-minutes': optional(number({ min: 1, max: 360 })),
  'on-cancel': z.enum(['', ...cancelPolicies]).transform((value) => (value === '' ? undefined : value)),
}

export type Inputs = { [K in keyof typeof shape]: z.output<(typeof shape)[K]> }
