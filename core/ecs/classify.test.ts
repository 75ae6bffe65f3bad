import { expect, test } from 'vitest'
import { classify } from './classify.ts'

const plain = { breakerTriggered: false, triggeredAlarms: [] }

test.each([
  ['SUCCESSFUL', {}, 'succeeded'],
  ['ROLLBACK_SUCCESSFUL', { breakerTriggered: true }, 'rolled-back'],
  ['ROLLBACK_FAILED', {}, 'rollback-failed'],
  ['STOPPED', {}, 'stopped'],
  ['STOPPED', { replaced: true, breakerTriggered: true }, 'superseded'],
  ['STOPPED', { breakerTriggered: true }, 'failed'],
  ['STOPPED', { triggeredAlarms: ['errors'] }, 'failed'],
  ['PENDING', {}, undefined],
  ['IN_PROGRESS', {}, undefined],
  ['STOP_REQUESTED', {}, undefined],
  ['ROLLBACK_REQUESTED', {}, undefined],
  ['ROLLBACK_IN_PROGRESS', {}, undefined],
  ['SOMETHING_NEW', {}, undefined],
])('%s %o is %s', (status, facts, outcome) => {
  expect(classify({ ...plain, ...facts, status })).toBe(outcome)
})
