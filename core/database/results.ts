/** How a migration ended, for people. */
import type { LocatedResult } from '../action/finish.ts'
import { duration, plural } from '../report/text.ts'
import type { Dossier, Outcome } from '../rollout/outcome.ts'
import { isLockFailure, isLost, probableCause, type StatementFailure } from './failure.ts'
import { firstLine, type Script } from './migration-file.ts'
import type { MigrationPlan } from './plan-migrations.ts'
import type { Acquired } from './session-lock.ts'

type Refused = MigrationPlan & { kind: 'refused' }

export function refusedResult({ component }: { component: string }, { problems, cure }: Refused): LocatedResult {
  const [first] = problems
  const reason = problems.map(({ path, text }) => `${path} ${text}`).join('\n')
  return {
    ...result(component, 'failed', first ? `${first.path} ${first.text}` : reason),
    dossier: { component, outcome: 'failed', reason, nextStep: cure, evidence: [] },
    ...(first && { location: { file: first.path, line: 1 } }),
  }
}

/** `applied`: what had been applied when the time was up or the job was cancelled. */
export function lockedResult(
  { component, timeoutMinutes }: { component: string; timeoutMinutes: number },
  { state, holder }: Exclude<Acquired, { state: 'held' }>,
  applied: readonly string[] = [],
): LocatedResult {
  const outcome = state === 'aborted' ? 'stopped' : 'timed-out'
  const what = outcome === 'stopped' ? 'the job was cancelled' : `it took longer than ${duration(timeoutMinutes * 60)}`
  const waited = holder ? `, while it waited for another migration of this database: ${holder}` : ''
  const reason = `${what}${waited}; applied before that: ${applied.join(', ') || 'nothing'}`
  const nextStep = holder
    ? 'Wait until the other migration is through, or end its process, then run the job again.'
    : 'Run the job again: it goes on with the first file that is not applied.'
  return { ...result(component, outcome, reason), dossier: { component, outcome, reason, nextStep, evidence: [] } }
}

interface FailedAfter {
  applied: readonly string[]
  script: Script
  aborted: boolean
}

export function failedResult(
  { component }: { component: string },
  failure: StatementFailure,
  { applied, script, aborted }: FailedAfter,
): LocatedResult {
  const { path, line, sqlState, message } = failure
  const outcome = outcomeOf(failure, aborted)
  const cause = probableCause(failure)
  const word = sqlState ? `SQLSTATE ${sqlState}: ${message}` : message
  const dossier: Dossier = {
    component,
    outcome,
    reason: `${path}:${line}: ${word} in ${firstLine(failure.statement)}`,
    ...(cause && !aborted && { probableCause: cause }),
    nextStep: nextStep(failure, script, aborted),
    evidence: [
      { title: 'Statement', lines: excerpt(failure.statement) },
      { title: 'The server’s notes', lines: failure.notes.flatMap((note) => note.split('\n')) },
      { title: 'Sessions in the way', lines: failure.blockers },
      { title: 'Applied before it in this run', lines: [...applied] },
    ],
  }
  return { ...result(component, outcome, `${path}:${line}: ${word}`), dossier, location: { file: path, line } }
}

function outcomeOf({ sqlState }: StatementFailure, aborted: boolean): Outcome {
  if (aborted) return 'stopped'
  return sqlState === '57014' ? 'timed-out' : 'failed'
}

function nextStep(failure: StatementFailure, { transaction }: Script, aborted: boolean): string {
  const { path } = failure
  if (!transaction) {
    return `${path} runs without a transaction: what came before this statement has taken effect. Run the job again to see what to do with a file that is half applied.`
  }
  const asBefore = `The schema is as it was before ${path}.`
  if (aborted || isLost(failure)) return `${asBefore} Run the job again.`
  if (isLockFailure(failure)) {
    return `${asBefore} End what holds the lock or wait for it, or allow more time (lockTimeoutSeconds), then run the job again.`
  }
  return `${asBefore} Correct the file (it has not been recorded, so it may be edited) or the data, then run the job again.`
}

function excerpt(statement: string): string[] {
  const lines = statement.split('\n')
  return lines.length <= 20 ? lines : [...lines.slice(0, 20), `… ${plural(lines.length - 20, 'more line')}`]
}

function result(component: string, outcome: Outcome, detail: string): LocatedResult {
  return { component, kind: 'migration', outcome, detail: detail.split('\n')[0] ?? '', seconds: 0 }
}
