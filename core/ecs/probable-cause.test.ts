import { expect, test } from 'vitest'
import { type Evidence, probableCause } from './probable-cause.ts'

const nothing: Evidence = {
  stopped: [],
  exitCodes: [],
  events: [],
  targets: [],
  log: [],
  triggeredAlarms: [],
  failingContainer: 'app',
  waitsForOldTasks: false,
}

const pull = 'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref x'
const secret =
  'ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secret from asm'
const unhealthy = (reason: string) => `(task 1) (port 80) is unhealthy in (target-group g) due to (reason ${reason}).`

test.each<[RegExp, Partial<Evidence>]>([
  [/does not exist in the registry/, { stopped: [`${pull}: x: not found`] }],
  [/may not pull the image/, { stopped: [`${pull}: failed with status code 403 Forbidden`] }],
  [/limits how often/, { stopped: ['CannotPullContainerError: 429 Too Many Requests - toomanyrequests'] }],
  [/no network path to the image/, { stopped: [`${pull}: dial tcp 10.0.0.1:443: i/o timeout`] }],
  [
    /CPU architecture/,
    {
      stopped: [
        'CannotPullContainerError: image Manifest does not contain descriptor matching platform: no matching manifest for linux/arm64',
      ],
    },
  ],
  [/CPU architecture/, { log: ['exec /app: exec format error'], exitCodes: [1] }],
  [/may not read a secret/, { stopped: [`${secret}: AccessDeniedException: not authorized`] }],
  [/does not exist\./, { stopped: [`${secret}: ResourceNotFoundException: can't find the specified secret`] }],
  [/asks for\./, { stopped: ['ResourceInitializationError: retrieved secret did not contain json key password'] }],
  [
    /log group of the task/,
    { stopped: ['ResourceInitializationError: failed to validate logger args: create stream'] },
  ],
  [/ran out of memory/, { stopped: ['OutOfMemoryError: Container killed due to memory usage'], exitCodes: [137] }],
  [
    /no capacity/,
    { events: ['(service s) was unable to place a task. Reason: Capacity is unavailable at this time.'] },
  ],
  [
    /path that the new version does not answer/,
    { events: [unhealthy('Health checks failed with these codes: [404]')] },
  ],
  [/redirect/, { events: [unhealthy('Health checks failed with these codes: [301]')] }],
  [
    /health check with an error/,
    { events: [unhealthy('Health checks failed with these codes: [503]')], exitCodes: [137] },
  ],
  [/in time/, { events: [unhealthy('Request timed out')] }],
  [/own health check command/, { stopped: ['Task failed container health checks'] }],
  [/alarm errors went red/, { triggeredAlarms: ['errors'] }],
  [/app exits with code 1 .*an error/, { exitCodes: [1] }],
  [/app exits with code 127 .*does not exist in the image/, { exitCodes: [127] }],
  [/app exits with code 0 .*has to keep running/, { exitCodes: [0] }],
  [/still draining/, { waitsForOldTasks: true }],
])('%s', (cause, evidence) => {
  expect(probableCause({ ...nothing, ...evidence })?.cause).toMatch(cause)
})

test('without evidence nothing is made up', () => {
  expect(probableCause(nothing)).toBeUndefined()
})
