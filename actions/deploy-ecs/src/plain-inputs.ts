import { userError } from '#core/errors.ts'
import type { Inputs } from './inputs.ts'

const plainOnly = ['cluster', 'service', 'task-definition', 'strategy', 'desired-count'] as const

/** With an environment its files say what there is; a plain input beside it would be silently of no effect. */
export function refusePlainInputs(inputs: Inputs): void {
  const given = [
    ...plainOnly.filter((name) => inputs[name] !== undefined),
    ...(Object.keys(inputs.images).length > 0 ? ['images'] : []),
  ]
  if (given.length === 0) return
  throw userError({
    code: 'invalid-input',
    message: `the input ${given.map((name) => `"${name}"`).join(', ')} is for use without "environment"`,
    cure: 'Leave it out: with an environment, its files and the release say what is deployed.',
  })
}
