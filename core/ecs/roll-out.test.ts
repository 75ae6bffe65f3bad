import { expect, test } from 'vitest'
import type { EcsState } from '#rehearsal/aws/ecs/state.ts'
import { testImage } from '#rehearsal/aws/ecs/testing.ts'
import type { FaultName } from '#rehearsal/faults/faults.ts'
import { rollOut } from './roll-out.ts'
import { openEcsTest, orderOf } from './testing.ts'

const released = orderOf().images.backend?.digest

test('a new release is rolled out, followed by its ARN and read back', async () => {
  await using world = await openEcsTest()
  const begun: string[] = []

  const result = await rollOut(world.context, orderOf(), ({ id }) => begun.push(id))

  expect(result).toMatchObject({ outcome: 'succeeded', digests: { backend: released } })
  expect(result.id).toContain(':service-deployment/test/backend/')
  expect(begun).toEqual([result.id])
  expect(world.report.lines.filter((line, index, all) => all.indexOf(line) !== index)).toEqual([])
  expect(await world.journal.entries()).toMatchObject([
    {
      id: 'backend#1',
      rollout: result.id,
      outcome: 'succeeded',
      before: { cluster: 'test', service: 'backend', taskDefinition: world.service.taskDefinitionArn },
      after: { taskDefinition: result.taskDefinition },
    },
  ])
})

test('a second time nothing is sent that changes anything', async () => {
  await using world = await openEcsTest()
  await rollOut(world.context, orderOf())

  const again = await rollOut(world.context, orderOf())

  expect(again).toMatchObject({ outcome: 'unchanged', digests: { backend: released } })
  expect([world.count('RegisterTaskDefinition'), world.count('UpdateService')]).toEqual([1, 1])
})

test.each<[FaultName, string, RegExp, RegExp]>([
  [
    'unhealthy-tasks',
    'backend: exit code 137; Task failed ELB health checks',
    /answers its health check with an error/,
    /database not reachable/,
  ],
  ['crash-loop', 'backend: exit code 1; Essential container in task exited', /exits with code 1/, /DATABASE_POOL_SIZE/],
  ['image-pull-error', 'backend: it never ran', /cannot be pulled/, /printed nothing/],
])('%s: rolled back, with a dossier that says why', async (name, culprit, cause, log) => {
  await using world = await openEcsTest({ faults: [{ environment: 'dev', name, options: {} }] })

  const { outcome, dossier } = await rollOut(world.context, orderOf())

  const lines = (title: string) =>
    dossier?.evidence.find((part) => part.title.startsWith(title))?.lines.join('\n') ?? ''
  expect(outcome).toBe('rolled-back')
  expect(dossier?.reason).toMatch(/circuit breaker threshold was exceeded/)
  expect(dossier?.probableCause).toMatch(cause)
  expect(dossier?.nextStep).toMatch(/The service runs what it ran before/)
  expect(lines('Failing container')).toContain(culprit)
  expect(lines('Last log lines of backend')).toMatch(log)
  expect(lines('Stopped tasks')).toMatch(/^3 × /)
})

test('without a circuit breaker a bad release is left as it is at the deadline, and that was said before', async () => {
  await using world = await openEcsTest({
    faults: [{ environment: 'dev', name: 'unhealthy-tasks', options: {} }],
    service: { deploymentConfiguration: {} },
  })

  const { outcome, dossier, seconds } = await rollOut(world.context, orderOf({ timeoutMinutes: 10 }))

  expect(outcome).toBe('timed-out')
  expect(seconds).toBe(600)
  expect(dossier?.nextStep).toMatch(/still under way/)
  expect(world.report.lines.join('\n')).toMatch(/warning: .*neither a deployment circuit breaker nor alarms/)
})

test.each([
  ['leave', /goes on without this job/, 'IN_PROGRESS'],
  ['stop', /told to stop it/, 'STOPPED'],
  ['rollback', /told to roll it back/, 'ROLLBACK_IN_PROGRESS'],
] as const)('a cancelled job: %s', async (onCancel, did, status) => {
  await using world = await openEcsTest({
    onSleep: (seconds) => {
      if (seconds >= 28) world.controller.abort('SIGINT')
    },
  })

  const { outcome, dossier, seconds } = await rollOut(world.context, orderOf({ onCancel }))

  expect(outcome).toBe('stopped')
  expect(dossier?.reason).toMatch(did)
  expect(dossier?.evidence.find(({ title }) => title === 'Rollout')?.lines[0]).toMatch(status)
  expect(seconds).toBeLessThanOrEqual(28 + 7)
})

test('a job that is cancelled before anything was changed changes nothing', async () => {
  await using world = await openEcsTest()
  world.controller.abort('SIGINT')

  const { outcome } = await rollOut(world.context, orderOf())

  expect(outcome).toBe('stopped')
  expect([world.count('RegisterTaskDefinition'), world.count('UpdateService')]).toEqual([0, 0])
})

test('another deployer in between: superseded', async () => {
  let deployed = false
  await using world = await openEcsTest({
    onSleep: async (seconds) => {
      if (deployed || seconds < 25) return
      deployed = true
      const { world: aws } = world.account
      const definition = structuredClone(world.service.taskDefinition)
      definition.containerDefinitions[0].image = testImage(3)
      await aws.call('ecs', 'RegisterTaskDefinition', definition, world.account)
      const update = { cluster: 'test', service: 'backend', taskDefinition: 'test-backend:3' }
      await aws.call('ecs', 'UpdateService', update, world.account)
    },
  })

  const { outcome, dossier } = await rollOut(world.context, orderOf())

  expect(outcome).toBe('superseded')
  expect(dossier?.nextStep).toMatch(/newer rollout replaced this one/)
})

test('a rollout of something else under way is replaced, with a warning', async () => {
  await using world = await openEcsTest()
  const other = await rollOut(world.context, orderOf({ seed: 3, timeoutMinutes: 0.2 }))

  const { outcome } = await rollOut(world.context, orderOf())

  expect([other.outcome, outcome]).toEqual(['timed-out', 'succeeded'])
  expect(world.report.lines.join('\n')).toContain(`the rollout ${other.id} is under way and is replaced by this one`)
  expect((await world.journal.entries()).at(-1)?.before.taskDefinition).toBe(world.service.taskDefinitionArn)
})

test('access denied fails at once and names the permission', async () => {
  await using world = await openEcsTest({
    statements: [
      { Effect: 'Allow', Action: ['ecs:*', 'iam:PassRole'], Resource: '*' },
      { Effect: 'Deny', Action: 'ecs:UpdateService', Resource: '*' },
    ],
  })

  await expect(rollOut(world.context, orderOf())).rejects.toMatchObject({
    code: 'access-denied',
    message: expect.stringContaining('ecs:UpdateService'),
  })
  expect(world.account.calls.filter(({ operation }) => operation === 'UpdateService')).toHaveLength(1)
})

test.each([
  [{ service: 'frontend' }, 'unknown-service', /no service "frontend"; legal are backend/],
  [{ cluster: 'other' }, 'unknown-cluster', /no ECS cluster "other" .*legal are test/],
  [
    { images: { web: { reference: testImage(2), digest: undefined } } },
    'unknown-container',
    /"web"; legal are backend/,
  ],
  [{ definition: { kind: 'existing', name: 'nothing:1' } }, 'unknown-task-definition', /nothing:1/],
] as const)('%o is refused before anything is changed', async (changes, code, message) => {
  await using world = await openEcsTest()

  await expect(rollOut(world.context, orderOf(changes))).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  })
  expect([world.count('RegisterTaskDefinition'), world.count('UpdateService')]).toEqual([0, 0])
})

test('another number of tasks is no rollout', async () => {
  await using world = await openEcsTest()

  const result = await rollOut(world.context, orderOf({ seed: 1, desiredCount: 3 }))

  expect(result).toMatchObject({ outcome: 'succeeded', detail: '2 → 3 tasks' })
  expect(world.count('RegisterTaskDefinition')).toBe(0)
})

test('forced, the same release is rolled out again with the revision that is there', async () => {
  await using world = await openEcsTest()

  const result = await rollOut(world.context, orderOf({ seed: 1, forceNewDeployment: true }))

  expect(result).toMatchObject({ outcome: 'succeeded', taskDefinition: world.service.taskDefinitionArn })
  expect([world.count('RegisterTaskDefinition'), world.count('UpdateService')]).toEqual([0, 1])
})

test('a rollout costs at most 15 AWS calls a minute from its start, and its end is seen within 7 s', async () => {
  await using world = await openEcsTest({ service: { deregistrationDelaySeconds: 300 } })

  const { seconds, id = '' } = await rollOut(world.context, orderOf())

  const { serviceDeployments } = world.account.world.state<EcsState>('ecs', world.account)
  const started = world.account.calls.findIndex(({ operation }) => operation === 'UpdateService')
  expect((world.account.calls.length - started) / (seconds / 60)).toBeLessThanOrEqual(15)
  expect(world.account.clock.now() - (serviceDeployments[id]?.finishedAt ?? 0)).toBeLessThanOrEqual(7000)
})

test('what the SDK does not know goes through, and so do tags', async () => {
  await using world = await openEcsTest({
    service: { taskDefinition: { inventedLater: { level: 3 }, tags: [{ key: 'Owner', value: 'platform' }] } },
  })

  const { taskDefinition } = await rollOut(world.context, orderOf())

  const { taskDefinitions } = world.account.world.state<EcsState>('ecs', world.account)
  const made = taskDefinitions['test-backend']?.find(({ arn }) => arn === taskDefinition)
  expect(made?.definition.inventedLater).toEqual({ level: 3 })
  expect(made?.tags).toEqual([{ key: 'Owner', value: 'platform' }])
})
