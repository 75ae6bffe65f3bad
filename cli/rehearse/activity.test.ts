import { expect, test } from 'vitest'
import type { TimelineEntry } from '#rehearsal/aws/kernel/types.ts'
import { activitiesOf } from './activity.ts'

function entry(at: number, kind: string, subject: string, text: string): TimelineEntry {
  return { at, account: '111122223333', region: 'eu-west-1', environment: 'prod', service: 'any', kind, subject, text }
}

test('A stack counts its resources and ends with its own status, not with that of a resource', () => {
  const [stack, ...more] = activitiesOf([
    entry(0, 'stack', 'shop-prod-network', 'REVIEW_IN_PROGRESS: User Initiated'),
    entry(5, 'stack', 'shop-prod-network', 'CREATE_IN_PROGRESS: User Initiated'),
    entry(6, 'resource', 'shop-prod-network', 'Vpc (AWS::EC2::VPC) CREATE_IN_PROGRESS'),
    entry(9, 'resource', 'shop-prod-network', 'Vpc (AWS::EC2::VPC) CREATE_COMPLETE'),
    entry(10, 'stack', 'shop-prod-network', 'CREATE_COMPLETE'),
  ])

  expect(more).toEqual([])
  expect(stack).toMatchObject({ name: 'network', startedAt: 5, endedAt: 10, state: 'done', resources: 1 })
})

test.each([
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', { state: 'under-way', endedAt: undefined }],
  ['UPDATE_ROLLBACK_IN_PROGRESS: a reason', { state: 'rolling-back', turnedAt: 9, reason: 'a reason' }],
  ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', { state: 'rolling-back', endedAt: undefined }],
  ['UPDATE_ROLLBACK_COMPLETE', { state: 'rolled-back', endedAt: 9 }],
  ['UPDATE_ROLLBACK_FAILED: stuck', { state: 'failed', endedAt: 9, reason: 'stuck' }],
  ['UPDATE_COMPLETE', { state: 'done', endedAt: 9 }],
])('After %s a stack is %o', (text, expected) => {
  const [stack] = activitiesOf([
    entry(0, 'stack', 'shop-prod-app', 'UPDATE_IN_PROGRESS: User Initiated'),
    entry(9, 'stack', 'shop-prod-app', text),
  ])

  expect(stack).toMatchObject(expected)
})

test('A rollout that rolls back keeps apart what ran before, what it brought and what failed', () => {
  const [rollout] = activitiesOf([
    entry(0, 'rollout', 'api', 'shop:7: rollout begins'),
    entry(20, 'task', 'api 22222222', 'running'),
    entry(30, 'task', 'api 33333333', 'running'),
    entry(60, 'target', 'api', 'task 33333333 is healthy'),
    entry(61, 'task', 'api 11111111', 'stopping: Scaling activity initiated by (deployment ecs-svc/1)'),
    entry(80, 'task', 'api 22222222', 'stopping: Task failed ELB health checks'),
    entry(80, 'rollout', 'api', 'rolling back: the circuit breaker threshold was exceeded'),
    entry(95, 'task', 'api 44444444', 'running'),
    entry(99, 'rollout', 'api', 'rolled back'),
    entry(110, 'task', 'api 22222222', 'stopped'),
  ])

  expect(rollout).toMatchObject({
    version: 'shop:7',
    state: 'rolled-back',
    turnedAt: 80,
    endedAt: 99,
    reason: 'the circuit breaker threshold was exceeded',
  })
  expect(rollout?.tasks.map(({ id, side, failure }) => [id[0], side, failure])).toEqual([
    ['2', 'new', 'Task failed ELB health checks'],
    ['3', 'new', undefined],
    ['1', 'old', undefined],
    ['4', 'restored', undefined],
  ])
  expect(rollout?.tasks[0]?.stoppedAt).toBe(110)
})

test('What a rollout brought is what the next one finds', () => {
  const rollouts = activitiesOf([
    entry(0, 'rollout', 'api', 'shop:1: rollout begins'),
    entry(5, 'task', 'api 11111111', 'running'),
    entry(9, 'rollout', 'api', 'rollout successful'),
    entry(20, 'rollout', 'api', 'shop:2: rollout begins'),
    entry(25, 'task', 'api 11111111', 'stopping: Scaling activity initiated by (deployment ecs-svc/2)'),
  ])

  expect(rollouts[0]?.tasks[0]).toMatchObject({ side: 'new', stoppingAt: undefined })
  expect(rollouts[1]?.tasks[0]).toMatchObject({ side: 'old', stoppingAt: 25 })
})
