/** After a rollback the cache may hold the release that was rolled back: it has to be invalidated again. */
import * as z from 'zod'
import type { ActionHost } from '../action/host.ts'
import type { AwsSession } from '../aws/session.ts'
import type { JournalEntry } from '../rollout/journal.ts'
import { isGreen, type RolloutResult } from '../rollout/outcome.ts'
import { cdnContext } from './context.ts'
import { startAndFollow } from './invalidate.ts'
import { callerReference } from './reference.ts'

const stateSchema = z.object({
  distribution: z.string(),
  paths: z.array(z.string()),
  release: z.string(),
  timeoutMinutes: z.number(),
})

type Host = Pick<ActionHost, 'report' | 'clock' | 'signal' | 'journal' | 'github'>

/** Invalidates what `entry` invalidated once more, and waits. Outcome `succeeded` or `rollback-failed`. */
export async function restoreCdn(host: Host, session: AwsSession, entry: JournalEntry): Promise<RolloutResult> {
  const context = cdnContext(host, session)
  const state = stateSchema.parse(entry.after)
  const started = context.clock.now()
  const result = await startAndFollow(context, {
    ...state,
    component: entry.component,
    environment: entry.environment,
    reference: callerReference(state.release, 'restore', { run: context.run, component: entry.component }),
    wait: true,
    started,
    deadline: started + state.timeoutMinutes * 60_000,
    keep: async () => undefined,
  })
  if (isGreen(result.outcome)) return result
  const outcome = 'rollback-failed'
  return { ...result, outcome, ...(result.dossier && { dossier: { ...result.dossier, outcome } }) }
}
