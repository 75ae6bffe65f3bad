import { StopTaskCommand } from '@aws-sdk/client-ecs'
import { expect, test } from 'vitest'
import type { CloudWatchState } from '../cloudwatch/alarms.ts'
import { setAlarm } from '../cloudwatch/alarms.ts'
import { answerHttp } from '../elbv2/http.ts'
import type { LogsState } from '../logs/streams.ts'
import { fault, openStory, withBreaker } from './test-story.ts'
import { testImage } from './testing.ts'

type Story = Awaited<ReturnType<typeof openStory>>

function logLines({ account, made }: Story): string[] {
  const group = account.world.state<LogsState>('logs', account).groups[made.logGroup]
  return Object.values(group?.streams ?? {}).flatMap((stream) => stream.events.map((event) => event.message))
}

function addAlarm({ account }: Story, name: string): void {
  const { alarms } = account.world.state<CloudWatchState>('monitoring', account)
  const properties = { Period: 60, EvaluationPeriods: 1 }
  const quiet = { state: 'OK' as const, reason: '', stateChangedAt: 0, configuredAt: 0, tags: {} }
  alarms[name] = { name, kind: 'metric', properties, ...quiet }
}

test('unhealthy tasks trip the circuit breaker, and the service is back where it was', async () => {
  await using story = await openStory({ deploymentConfiguration: withBreaker }, fault('unhealthy-tasks'))

  const arn = await story.deploy(2)
  await story.untilOver(arn)

  expect(await story.rollout(arn)).toMatchObject({
    status: 'ROLLBACK_SUCCESSFUL',
    statusReason: 'Service deployment rolled back because the circuit breaker threshold was exceeded.',
    deploymentCircuitBreaker: { status: 'TRIGGERED', threshold: 3 },
  })
  expect(await story.runningImages()).toEqual([testImage(1), testImage(1)])
  const [failed] = await story.tasks('STOPPED')
  expect(failed?.stoppedReason).toBe(`Task failed ELB health checks in (target-group ${story.made.targetGroupArn})`)
  expect(failed?.containers?.[0]).toMatchObject({ exitCode: 137 })
  expect(await story.messages()).toContain('due to (reason Health checks failed with these codes: [503])')
  expect(logLines(story).join('\n')).toContain('GET /health 503')
})

test.each([
  ['crash-loop', 'EssentialContainerExited', /^Essential container in task exited$/, 1],
  ['image-pull-error', 'TaskFailedToStart', /^CannotPullContainerError: .*: not found$/, undefined],
  ['missing-secret', 'TaskFailedToStart', /^ResourceInitializationError: unable to pull secrets/, undefined],
] as const)('%s: %s, then rolled back', async (name, stopCode, stoppedReason, exitCode) => {
  await using story = await openStory({ deploymentConfiguration: withBreaker }, fault(name))

  const arn = await story.deploy(2)
  await story.untilOver(arn)

  expect((await story.rollout(arn)).status).toBe('ROLLBACK_SUCCESSFUL')
  const [failed] = await story.tasks('STOPPED')
  expect(failed).toMatchObject({ stopCode, stoppedReason: expect.stringMatching(stoppedReason) })
  expect(failed?.containers?.[0]?.exitCode).toBe(exitCode)
})

test('no capacity: no task starts, and the events say so', async () => {
  await using story = await openStory({ deploymentConfiguration: withBreaker }, fault('no-capacity'))

  const arn = await story.deploy(2)
  await story.untilOver(arn)

  expect((await story.rollout(arn)).status).toBe('ROLLBACK_SUCCESSFUL')
  expect(await story.tasks('STOPPED')).toEqual([])
  expect(await story.messages()).toContain('was unable to place a task. Reason: Capacity is unavailable')
})

test('without a circuit breaker a crash loop goes on for ever, and the old tasks serve', async () => {
  await using story = await openStory({}, fault('crash-loop'))

  const arn = await story.deploy(2)
  await story.account.advance(1800)

  expect((await story.rollout(arn)).status).toBe('IN_PROGRESS')
  const service = await story.service()
  expect(service.deployments?.[0]?.failedTasks).toBeGreaterThan(20)
  expect(service.deployments?.[1]).toMatchObject({ taskDefinition: story.made.taskDefinitionArn, runningCount: 2 })
  expect(answerHttp(story.account.world, story.made.hostname, '/')?.status).toBe(200)
})

test('a breaker without rollback stops the deployment and leaves both revisions', async () => {
  const deploymentConfiguration = { deploymentCircuitBreaker: { enable: true, rollback: false } }
  await using story = await openStory({ deploymentConfiguration }, fault('image-pull-error'))

  const arn = await story.deploy(2)
  await story.untilOver(arn)
  await story.account.advance(600)

  expect(await story.rollout(arn)).toMatchObject({ status: 'STOPPED', stoppedAt: expect.any(Date) })
  expect((await story.service()).deployments?.map((each) => [each.status, each.rolloutState])).toEqual([
    ['PRIMARY', 'FAILED'],
    ['ACTIVE', 'COMPLETED'],
  ])
  expect(await story.runningImages()).toEqual([testImage(1), testImage(1)])
})

test('an alarm that goes red while the tasks are replaced rolls back', async () => {
  const deploymentConfiguration = { alarms: { enable: true, rollback: true, alarmNames: ['errors'] } }
  await using story = await openStory({ deploymentConfiguration })
  addAlarm(story, 'errors')

  const arn = await story.deploy(2)
  await story.account.advance(60)
  setAlarm(story.account.world, story.account, 'errors', 'ALARM', 'too many errors')
  await story.untilOver(arn)

  expect(await story.rollout(arn)).toMatchObject({
    status: 'ROLLBACK_SUCCESSFUL',
    alarms: { status: 'TRIGGERED', triggeredAlarmNames: ['errors'] },
  })
  expect(await story.runningImages()).toEqual([testImage(1), testImage(1)])
})

test('alarms are watched for one more evaluation after the old tasks are gone', async () => {
  const deploymentConfiguration = { alarms: { enable: true, rollback: true, alarmNames: ['errors'] } }
  await using story = await openStory({ deploymentConfiguration })
  addAlarm(story, 'errors')
  await using plain = await openStory()

  const baked = await story.untilOver(await story.deploy(2))
  const unbaked = await plain.untilOver(await plain.deploy(2))

  expect((await story.newest()).status).toBe('SUCCESSFUL')
  expect(baked - unbaked).toBe(60)
})

test('an alarm that is red beforehand is not watched', async () => {
  const deploymentConfiguration = { alarms: { enable: true, rollback: true, alarmNames: ['errors'] } }
  await using story = await openStory({ deploymentConfiguration })
  addAlarm(story, 'errors')
  setAlarm(story.account.world, story.account, 'errors', 'ALARM', 'the old release is broken')

  const arn = await story.deploy(2)
  await story.untilOver(arn)

  expect((await story.rollout(arn)).status).toBe('SUCCESSFUL')
})

test('the fault red-alarm strikes the new revision and is over after the rollback', async () => {
  const deploymentConfiguration = { alarms: { enable: true, rollback: true, alarmNames: ['errors'] } }
  await using story = await openStory({ deploymentConfiguration }, fault('red-alarm'))
  addAlarm(story, 'errors')

  const arn = await story.deploy(2)
  await story.untilOver(arn)

  expect((await story.rollout(arn)).status).toBe('ROLLBACK_SUCCESSFUL')
  expect(story.account.world.state<CloudWatchState>('monitoring', story.account).alarms.errors?.state).toBe('OK')
})

test('the fault failing-check lets the rollout succeed and fails its visitors', async () => {
  await using story = await openStory({}, fault('failing-check'))

  await story.untilOver(await story.deploy(2))
  const failing = answerHttp(story.account.world, story.made.hostname, '/')
  await story.update({ taskDefinition: story.made.taskDefinitionArn })
  await story.untilOver((await story.newest()).serviceDeploymentArn ?? '')

  expect(failing?.status).toBe(503)
  expect(answerHttp(story.account.world, story.made.hostname, '/')?.status).toBe(200)
})

test('a fault does not strike what runs stably: the next rollout of another image rolls back to it again', async () => {
  await using story = await openStory({ deploymentConfiguration: withBreaker }, fault('unhealthy-tasks'))

  await story.untilOver(await story.deploy(2))
  const second = await story.deploy(3)
  await story.untilOver(second)

  expect((await story.rollout(second)).status).toBe('ROLLBACK_SUCCESSFUL')
  expect(await story.runningImages()).toEqual([testImage(1), testImage(1)])
})

test('a task that somebody stops is replaced', async () => {
  await using story = await openStory()
  const [task] = await story.tasks('RUNNING')

  await story.client.send(new StopTaskCommand({ cluster: 'test', task: task?.taskArn, reason: 'maintenance' }))
  await story.account.advance(120)

  const [stopped] = await story.tasks('STOPPED')
  expect(stopped).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'UserInitiated', stoppedReason: 'maintenance' })
  expect((await story.service()).runningCount).toBe(2)
})
