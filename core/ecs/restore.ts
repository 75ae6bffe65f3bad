/** Undoes a rollout that the journal knows. */
import type { JournalEntry } from '../rollout/journal.ts'
import { memoryJournal } from '../rollout/journal.ts'
import type { RolloutResult } from '../rollout/outcome.ts'
import type { EcsContext } from './context.ts'
import type { RolloutRef } from './follow.ts'
import type { EcsOrder } from './order.ts'
import { readEntry } from './record.ts'
import { rollOut } from './roll-out.ts'
import { isOver, isRollingBack } from './rollout-view.ts'
import { describeService, lastPart } from './service.ts'
import { describeRevisions, describeRollout } from './service-deployments.ts'
import { stopAndWatch } from './stop.ts'

export interface RestoreOptions {
  timeoutMinutes?: number
}

/**
 * Where the rollout is still under way, ECS is told to roll it back; else the task definition before is rolled out
 * again. Follows it to its end and reads back what is live. `unchanged` where the service runs it already (ECS rolled
 * back by itself); `superseded`, and nothing touched, where somebody has deployed something else since.
 */
export async function restoreEcs(
  context: EcsContext,
  entry: JournalEntry,
  { timeoutMinutes = 30 }: RestoreOptions = {},
): Promise<RolloutResult> {
  const { before, after } = readEntry(entry)
  const { cluster, service } = before
  const live = (await describeService(context, before)).taskDefinition ?? ''
  const ours = [before.taskDefinition, after.taskDefinition].map(lastPart)
  if (!ours.includes(lastPart(live))) return foreign(entry, live)
  if (after.api === 'service-deployments') await turnRound(context, entry)

  const order: EcsOrder = {
    component: entry.component,
    environment: entry.environment,
    cluster,
    service,
    images: {},
    definition: { kind: 'existing', name: before.taskDefinition },
    strategy: undefined,
    desiredCount: before.desiredCount,
    forceNewDeployment: false,
    onCancel: 'leave',
    timeoutMinutes,
  }
  // A journal of its own: undoing is not a change to be undone.
  const { digests: _, taskDefinition: __, ...result } = await rollOut({ ...context, journal: memoryJournal() }, order)
  return { ...result, detail: `back to ${lastPart(before.taskDefinition)}: ${result.detail}` }
}

/** A rollout of ours that is under way; the journal may not know its id, if the job was killed at that moment. */
async function turnRound(context: EcsContext, entry: JournalEntry): Promise<void> {
  const { before, after } = readEntry(entry)
  const id = (await describeService(context, before)).currentServiceDeployment
  const view = id === undefined ? undefined : await describeRollout(context, id)
  if (id === undefined || view === undefined || isOver(view) || isRollingBack(view)) return
  const { targetRevision = '' } = view
  const target = (await describeRevisions(context, [targetRevision])).get(targetRevision)?.taskDefinition
  if (target !== after.taskDefinition || target === before.taskDefinition) return
  const { cluster, service } = before
  const rollout: RolloutRef = {
    cluster,
    service,
    api: 'service-deployments',
    id,
    before: before.taskDefinition,
    since: view.createdAt,
  }
  const { did } = await stopAndWatch(context, rollout, 'rollback')
  context.report.info(`${entry.component}: ${id}: ${did}`)
}

function foreign({ component }: JournalEntry, live: string): RolloutResult {
  const reason = `The service runs ${lastPart(live)}, which is neither what this job released nor what was there before.`
  return {
    component,
    kind: 'ecs',
    outcome: 'superseded',
    detail: `${lastPart(live)} was deployed by somebody else since; nothing was touched`,
    seconds: 0,
    dossier: {
      component,
      outcome: 'superseded',
      reason,
      nextStep: 'See who deployed it; roll back by release if that is still wanted.',
      evidence: [],
    },
  }
}
