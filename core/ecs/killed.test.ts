import type { FinalizeRequestMiddleware } from '@smithy/types'
import { expect, test } from 'vitest'
import type { EcsState } from '#rehearsal/aws/ecs/state.ts'
import { memoryJournal } from '../rollout/journal.ts'
import { ecsContext } from './context.ts'
import { rollOut } from './roll-out.ts'
import { openEcsTest, orderOf } from './testing.ts'

/** Enough to be past the start of the rollout and into following it. */
const calls = 11

test.each(
  Array.from({ length: calls }, (_, index) => index + 1).flatMap((call) => [
    { call, when: 'before' },
    { call, when: 'after' },
  ]),
)('killed $when AWS call $call and run again: one rollout, one revision', async ({ call, when }) => {
  await using world = await openEcsTest()
  const dying = ecsContext(world.context, world.session)
  let sent = 0
  const die: FinalizeRequestMiddleware<object, object> = (next) => async (args) => {
    sent += 1
    if (sent < call) return await next(args)
    if (when === 'after') await next(args)
    throw new Error('killed')
  }
  dying.ecs.middlewareStack.add(die as never, { step: 'finalizeRequest', priority: 'low' })

  await expect(rollOut(dying, orderOf())).rejects.toThrow()
  const journal = memoryJournal()
  const result = await rollOut({ ...world.context, journal }, orderOf())

  const state = world.account.world.state<EcsState>('ecs', world.account)
  expect(result.outcome).toBe('succeeded')
  expect(Object.keys(state.serviceDeployments)).toHaveLength(2)
  expect(state.taskDefinitions['test-backend']).toHaveLength(2)
  // Attached or started: a later step can still bring back what ran before.
  const [entry] = await journal.entries()
  expect(entry?.before.taskDefinition).toBe(world.service.taskDefinitionArn)
})
