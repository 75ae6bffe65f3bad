import { expect, test } from 'vitest'
import { testImage } from '#rehearsal/aws/ecs/testing.ts'
import type { FaultName } from '#rehearsal/faults/faults.ts'
import { restoreEcs } from './restore.ts'
import { rollOut } from './roll-out.ts'
import { openEcsTest, orderOf } from './testing.ts'

const withoutServiceDeployments = true

test('without service deployments the entry in `deployments` is followed by its id, and that is said once', async () => {
  await using world = await openEcsTest({ withoutServiceDeployments })

  const result = await rollOut(world.context, orderOf())
  const again = await rollOut(world.context, orderOf())

  expect(result).toMatchObject({ outcome: 'succeeded', digests: { backend: testImage(2).split('@')[1] } })
  expect(result.id).toMatch(/^ecs-svc\//)
  expect(again.outcome).toBe('unchanged')
  expect(world.report.lines.filter((line) => line.includes('has no ECS service deployments'))).toHaveLength(2)
})

test.each<[FaultName]>([['unhealthy-tasks'], ['crash-loop']])('%s is rolled back here too', async (name) => {
  await using world = await openEcsTest({
    withoutServiceDeployments,
    faults: [{ environment: 'dev', name, options: {} }],
  })

  const { outcome, dossier } = await rollOut(world.context, orderOf())

  expect(outcome).toBe('rolled-back')
  expect(dossier?.probableCause).toBeDefined()
})

test('a killed run is picked up here too', async () => {
  await using world = await openEcsTest({ withoutServiceDeployments })
  const killed = await rollOut(world.context, orderOf({ timeoutMinutes: 0.3 }))

  const result = await rollOut(world.context, orderOf())

  expect([killed.outcome, result.outcome]).toEqual(['timed-out', 'succeeded'])
  expect(result.id).toBe(killed.id)
  expect(world.count('UpdateService')).toBe(1)
})

test('a cancelled job puts the task definition before back', async () => {
  await using world = await openEcsTest({
    withoutServiceDeployments,
    onSleep: (seconds) => {
      if (seconds >= 28) world.controller.abort('SIGINT')
    },
  })

  const { outcome, dossier } = await rollOut(world.context, orderOf())

  expect(outcome).toBe('stopped')
  expect(dossier?.reason).toMatch(/was put back/)
})

test('a rollout is undone here too', async () => {
  await using world = await openEcsTest({ withoutServiceDeployments })
  await rollOut(world.context, orderOf())
  const [entry] = await world.journal.entries()

  const restored = entry && (await restoreEcs(world.context, entry))

  expect(restored?.outcome).toBe('succeeded')
})
