import { expect, test } from 'vitest'
import type { JournalEntry } from '../rollout/journal.ts'
import type { Outcome } from '../rollout/outcome.ts'
import { toUndo } from './undo.ts'

function entry(id: string, outcome?: Outcome): JournalEntry {
  const base = { id, component: id, kind: 'ecs' as const, environment: 'dev', before: {}, after: {} }
  return outcome ? { ...base, outcome } : base
}

test('newest first, without what did not change and what the service undid itself', () => {
  const entries = [
    entry('network', 'unchanged'),
    entry('compute', 'succeeded'),
    entry('backend', 'rolled-back'),
    entry('cdn', 'failed'),
    entry('killed'),
  ]

  expect(toUndo(entries).map(({ id }) => id)).toEqual(['killed', 'cdn', 'compute'])
})
