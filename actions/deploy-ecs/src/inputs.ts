import * as z from 'zod'
import { targetShape } from '#core/action/configuration.ts'
import { choice, flag, number, optionalText, pairs } from '#core/action/inputs.ts'
import { cancelPolicies, strategies } from '#core/ecs/order.ts'

/** '' is not given; anything else is read as `schema` says. */
function optional<S extends z.ZodType>(schema: S) {
  return z.string().transform((value, context): z.output<S> | undefined => {
    if (value === '') return undefined
    const read = schema.safeParse(value)
    if (read.success) return read.data
    for (const issue of read.error.issues) {
      const legal = issue.code === 'invalid_value' ? `legal are ${issue.values.map(String).join(', ')}` : issue.message
      context.addIssue({ code: 'custom', message: legal })
    }
    return z.NEVER
  })
}

export const shape = {
  ...targetShape,
  cluster: optionalText,
  service: optionalText,
  images: pairs,
  'task-definition': optionalText,
  strategy: optional(choice(strategies)),
  'desired-count': optional(number({ min: 0, max: 5000, integer: true })),
  'force-new-deployment': flag,
  'timeout-minutes': optional(number({ min: 1, max: 360 })),
  'on-cancel': optional(choice(cancelPolicies)),
}

export type Inputs = { [K in keyof typeof shape]: z.output<(typeof shape)[K]> }
