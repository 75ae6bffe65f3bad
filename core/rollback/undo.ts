/** Undoes what the journal of a job says, newest first. */

import { thrownResult } from '../action/finish.ts'
import type { ActionHost } from '../action/host.ts'
import type { AwsSession } from '../aws/session.ts'
import { restoreCdn } from '../cdn/restore.ts'
import { stackContext } from '../cloudformation/context.ts'
import { restoreStack } from '../cloudformation/restore.ts'
import { ecsContext } from '../ecs/context.ts'
import { restoreEcs } from '../ecs/restore.ts'
import type { JournalEntry } from '../rollout/journal.ts'
import type { RolloutResult } from '../rollout/outcome.ts'

/** Entries that changed something and have not been undone by the service itself, newest first. */
export function toUndo(entries: readonly JournalEntry[]): JournalEntry[] {
  return entries.filter(({ outcome }) => outcome !== 'unchanged' && outcome !== 'rolled-back').toReversed()
}

/** Goes on after one that could not be undone, so that as much as possible is; each has its own result. */
export async function undo(
  host: ActionHost,
  session: AwsSession,
  entries: readonly JournalEntry[],
): Promise<RolloutResult[]> {
  const results: RolloutResult[] = []
  for (const entry of entries) {
    host.report.info(`Undoing ${entry.component} (${entry.kind})`)
    try {
      results.push(await undoOne(host, session, entry))
    } catch (thrown) {
      results.push({ ...thrownResult(entry.component, entry.kind, thrown), outcome: 'rollback-failed' })
    }
  }
  return results
}

async function undoOne(host: ActionHost, session: AwsSession, entry: JournalEntry): Promise<RolloutResult> {
  switch (entry.kind) {
    case 'ecs':
      return await restoreEcs(ecsContext(host, session), entry)
    case 'stack':
      return await restoreStack(stackContext(host, session), entry)
    case 'cdn':
      return await restoreCdn(host, session, entry)
    case 'migration':
      return keptMigration(entry)
  }
}

/**
 * SQL files are not undone: each ran in a transaction of its own, and those of the expand phase are made so that the
 * release before still works with the newer schema.
 */
function keptMigration(entry: JournalEntry): RolloutResult {
  const applied = Array.isArray(entry.after.applied) ? (entry.after.applied as unknown[]).map(String) : []
  return {
    component: entry.component,
    kind: 'migration',
    outcome: 'unchanged',
    detail:
      applied.length === 0 ? 'no file was applied' : `kept, as the release before works with it: ${applied.join(', ')}`,
    seconds: 0,
  }
}
