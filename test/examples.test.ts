/** Every system under examples/ goes from its first environment to its last, and again without a change. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { deploy, discard, effective, stageOf, temporaryState, toolkit } from './support.ts'

const examples = readdirSync(join(toolkit, 'examples'))

test.each(examples)(
  '%s',
  async (name) => {
    const directory = join(toolkit, 'examples', name)
    const state = await temporaryState()
    const first = await stageOf({ directory, state })
    const released = await deploy(first)
    await first.save()
    await first.close()

    expect(released.result.problems).toEqual([])
    expect(new Set(released.result.environments.map(({ outcome }) => outcome))).toEqual(new Set(['succeeded']))
    expect(new Set(released.result.environments.map(({ release }) => release)).size).toBe(1)

    const second = await stageOf({ directory, state })
    const again = await deploy(second)
    await second.close()

    expect(new Set(again.result.environments.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']))
    expect(effective(second, 'UpdateService') + effective(second, 'RegisterTaskDefinition')).toBe(0)
    await discard(state)
  },
  180_000,
)
