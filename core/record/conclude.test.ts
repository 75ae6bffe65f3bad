import { expect, test } from 'vitest'
import type { JournalEntry } from '../rollout/journal.ts'
import type { Outcome } from '../rollout/outcome.ts'
import { conclude, type JobEnd } from './conclude.ts'

function entry(outcome: Outcome | undefined): JournalEntry {
  const base = {
    id: 'backend#1',
    component: 'backend',
    kind: 'ecs' as const,
    environment: 'dev',
    before: {},
    after: {},
  }
  return outcome ? { ...base, outcome } : base
}

test.each<[string, Partial<JobEnd>, Outcome, boolean]>([
  ['green and verified', { verification: 'succeeded', journal: [entry('succeeded')] }, 'succeeded', true],
  ['nothing changed', { verification: 'succeeded', journal: [] }, 'unchanged', true],
  ['green, but nobody verified', { journal: [entry('succeeded')] }, 'succeeded', false],
  ['the service rolled back by itself', { status: 'failure', journal: [entry('rolled-back')] }, 'rolled-back', false],
  [
    'the rollback step undid it',
    { status: 'failure', rollback: 'succeeded', journal: [entry('succeeded')] },
    'rolled-back',
    false,
  ],
  ['the rollback step had nothing to undo', { status: 'failure', rollback: 'unchanged' }, 'failed', false],
  [
    'the service rolled back by itself, and nothing else was to undo',
    { status: 'failure', rollback: 'unchanged', journal: [entry('rolled-back')] },
    'rolled-back',
    false,
  ],
  [
    'the rollback step failed',
    { status: 'failure', rollback: 'rollback-failed', journal: [entry('rolled-back')] },
    'rollback-failed',
    false,
  ],
  ['failed before anything changed', { status: 'failure' }, 'failed', false],
  ['cancelled before anything changed', { status: 'cancelled' }, 'stopped', false],
  [
    'cancelled, and the rollout was rolled back',
    { status: 'cancelled', journal: [entry('rolled-back')] },
    'rolled-back',
    false,
  ],
])('%s', (_, end, outcome, verified) => {
  const conclusion = conclude({ status: 'success', verification: undefined, rollback: undefined, journal: [], ...end })

  expect(conclusion).toEqual({ outcome, verified })
})
