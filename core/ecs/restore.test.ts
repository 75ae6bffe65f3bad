import { expect, test } from 'vitest'
import type { EcsState } from '#rehearsal/aws/ecs/state.ts'
import { testImage } from '#rehearsal/aws/ecs/testing.ts'
import type { JournalEntry } from '../rollout/journal.ts'
import { restoreEcs } from './restore.ts'
import { rollOut } from './roll-out.ts'
import { openEcsTest, orderOf } from './testing.ts'

type World = Awaited<ReturnType<typeof openEcsTest>>

async function lastEntry(world: World): Promise<JournalEntry> {
  const entry = (await world.journal.entries()).at(-1)
  if (!entry) throw new Error('the journal is empty')
  return entry
}

function liveImage({ account }: World): string | undefined {
  const state = account.world.state<EcsState>('ecs', account)
  const running = Object.values(state.tasks).filter((task) => task.lastStatus === 'RUNNING')
  const images = new Set(running.flatMap((task) => task.containers.map(({ image }) => image)))
  return [...images].join(' ')
}

test('a rollout that succeeded is rolled out backwards, once', async () => {
  await using world = await openEcsTest()
  await rollOut(world.context, orderOf())

  const restored = await restoreEcs(world.context, await lastEntry(world))
  const again = await restoreEcs(world.context, await lastEntry(world))

  expect(restored).toMatchObject({ outcome: 'succeeded', detail: expect.stringContaining('back to test-backend:1') })
  expect(again.outcome).toBe('unchanged')
  expect(liveImage(world)).toBe(testImage(1))
  expect(await world.journal.entries()).toHaveLength(1)
})

test('a rollout under way is turned round by ECS itself', async () => {
  await using world = await openEcsTest()
  const { outcome } = await rollOut(world.context, orderOf({ timeoutMinutes: 0.5 }))

  const restored = await restoreEcs(world.context, await lastEntry(world))

  expect(outcome).toBe('timed-out')
  expect(restored.outcome).toBe('succeeded')
  expect(world.count('StopServiceDeployment')).toBe(1)
  expect(world.count('UpdateService')).toBe(1)
  expect(liveImage(world)).toBe(testImage(1))
})

test('so is one whose id the killed job never learned', async () => {
  await using world = await openEcsTest()
  await rollOut(world.context, orderOf({ timeoutMinutes: 0.5 }))
  const { rollout: _, outcome: __, ...entry } = await lastEntry(world)

  const restored = await restoreEcs(world.context, entry)

  expect(restored.outcome).toBe('succeeded')
  expect(liveImage(world)).toBe(testImage(1))
})

test('what ECS rolled back by itself needs nothing', async () => {
  await using world = await openEcsTest({ faults: [{ environment: 'dev', name: 'crash-loop', options: {} }] })
  await rollOut(world.context, orderOf())

  const restored = await restoreEcs(world.context, await lastEntry(world))

  expect(restored.outcome).toBe('unchanged')
  expect(world.count('UpdateService')).toBe(1)
})

test('what somebody else deployed since is not touched', async () => {
  await using world = await openEcsTest()
  await rollOut(world.context, orderOf())
  const entry = await lastEntry(world)
  await rollOut(world.context, orderOf({ seed: 3 }))

  const restored = await restoreEcs(world.context, entry)

  expect(restored.outcome).toBe('superseded')
  expect(liveImage(world)).toBe(testImage(3))
})

test('the number of tasks goes back too', async () => {
  await using world = await openEcsTest()
  await rollOut(world.context, orderOf({ desiredCount: 3 }))

  await restoreEcs(world.context, await lastEntry(world))

  const state = world.account.world.state<EcsState>('ecs', world.account)
  expect(state.services['test/backend']?.desiredCount).toBe(2)
})

test('a revision that was deregistered meanwhile is registered again', async () => {
  await using world = await openEcsTest()
  await rollOut(world.context, orderOf())
  const { account } = world
  await account.world.call('ecs', 'DeregisterTaskDefinition', { taskDefinition: 'test-backend:1' }, account)

  const restored = await restoreEcs(world.context, await lastEntry(world))

  expect(restored.outcome).toBe('succeeded')
  expect(liveImage(world)).toBe(testImage(1))
})
