/** From how the job's steps ended to the one outcome of the environment. Pure. */
import type { JournalEntry } from '../rollout/journal.ts'
import { isGreen, type Outcome, outcomes } from '../rollout/outcome.ts'

export interface JobEnd {
  status: 'success' | 'failure' | 'cancelled'
  /** Output of the verify step; undefined or empty if it did not run. */
  verification: string | undefined
  /** Output of the rollback step; undefined or empty if it did not run. */
  rollback: string | undefined
  journal: readonly JournalEntry[]
}

export interface Conclusion {
  outcome: Outcome
  verified: boolean
}

export function conclude({ status, verification, rollback, journal }: JobEnd): Conclusion {
  if (status === 'success') {
    const changed = journal.some((entry) => entry.outcome !== 'unchanged')
    return { outcome: changed ? 'succeeded' : 'unchanged', verified: isOutcome(verification) && isGreen(verification) }
  }
  if (rollback === 'succeeded') return { outcome: 'rolled-back', verified: false }
  // 'unchanged' means that nothing was left to undo, which does not make a failed job green.
  if (isOutcome(rollback) && rollback !== 'unchanged') return { outcome: rollback, verified: false }
  const last = journal.filter((entry) => entry.outcome !== undefined && !isGreen(entry.outcome)).at(-1)
  if (last?.outcome) return { outcome: last.outcome, verified: false }
  return { outcome: status === 'cancelled' ? 'stopped' : 'failed', verified: false }
}

function isOutcome(text: string | undefined): text is Outcome {
  return (outcomes as readonly string[]).includes(text ?? '')
}
