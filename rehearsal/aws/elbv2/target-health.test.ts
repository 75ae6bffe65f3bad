import { expect, test } from 'vitest'
import type { Answer, Target, TargetGroup } from './state.ts'
import { targetHealth } from './target-health.ts'

const group = {
  healthCheck: { enabled: true, intervalSeconds: 10, healthyThreshold: 3, unhealthyThreshold: 2, matcher: '200-299' },
  attributes: { 'deregistration_delay.timeout_seconds': '30' },
} as unknown as TargetGroup

function target(answers: [number, Answer['check']][], drainingSeconds?: number): Target {
  return {
    id: '10.0.0.1',
    port: 80,
    registeredAt: 0,
    answers: answers.map(([seconds, check]) => ({ from: seconds * 1000, check, page: 200, body: '' })),
    ...(drainingSeconds === undefined ? {} : { drainingSince: drainingSeconds * 1000 }),
  }
}

test.each([
  { name: 'just registered', at: 1, is: target([[0, 200]]), health: ['initial', 'Elb.RegistrationInProgress', 30] },
  { name: 'two checks passed', at: 29, is: target([[0, 200]]), health: ['initial', 'Elb.InitialHealthChecking', 30] },
  { name: 'three checks passed', at: 30, is: target([[0, 204]]), health: ['healthy', undefined, undefined] },
  { name: 'long healthy', at: 90_000, is: target([[0, 200]]), health: ['healthy', undefined, undefined] },
  {
    name: 'two checks failed',
    at: 20,
    is: target([[0, 503]]),
    health: ['unhealthy', 'Target.ResponseCodeMismatch', undefined],
  },
  { name: 'no answer', at: 20, is: target([[0, 'timeout']]), health: ['unhealthy', 'Target.Timeout', undefined] },
  {
    name: 'connection refused',
    at: 20,
    is: target([[0, 'refused']]),
    health: ['unhealthy', 'Target.FailedHealthChecks', undefined],
  },
  {
    name: 'fails once after it was healthy',
    at: 55,
    is: target([
      [0, 200],
      [45, 503],
    ]),
    health: ['healthy', undefined, 60],
  },
  {
    name: 'fails twice after it was healthy',
    at: 60,
    is: target([
      [0, 200],
      [45, 503],
    ]),
    health: ['unhealthy', 'Target.ResponseCodeMismatch', undefined],
  },
  {
    name: 'recovers',
    at: 70,
    is: target([
      [0, 503],
      [35, 200],
    ]),
    health: ['healthy', undefined, undefined],
  },
  { name: 'drains', at: 50, is: target([[0, 200]], 40), health: ['draining', 'Target.DeregistrationInProgress', 70] },
])('$name', ({ at, is, health: [state, reason, changesSeconds] }) => {
  const health = targetHealth(group, is, true, at * 1000)

  const changesAt = typeof changesSeconds === 'number' ? changesSeconds * 1000 : undefined
  expect({ state: health.state, reason: health.reason, changesAt: health.changesAt }).toEqual({
    state,
    reason,
    changesAt,
  })
})

test('a group that no listener uses has unused targets', () => {
  expect(targetHealth(group, target([[0, 200]]), false, 60_000)).toMatchObject({
    state: 'unused',
    reason: 'Target.NotInUse',
  })
})
