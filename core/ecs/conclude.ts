/** The end of a rollout: its outcome, checked against what is live, written to the journal, with a dossier where it isn't green. */
import { type Dossier, isGreen, type Outcome } from '../rollout/outcome.ts'
import { type PollResult, poll } from '../rollout/poll.ts'
import type { Begun } from './begin.ts'
import { classify } from './classify.ts'
import { type Confirmation, confirmLive, type Released } from './confirm.ts'
import type { EcsContext } from './context.ts'
import type { EcsOrder, ServiceName } from './order.ts'
import { isOver, type RolloutView } from './rollout-view.ts'
import { describeService } from './service.ts'
import { cancelRollout } from './stop.ts'

export interface End {
  outcome: Outcome
  /** What else there is to say about the outcome than what ECS says. */
  reason: string | undefined
  view: RolloutView
  digests: Record<string, string>
  dossier?: Dossier
}

export interface ConcludeOptions {
  order: EcsOrder
  begun: Begun
  followed: PollResult<RolloutView>
}

export async function conclude(context: EcsContext, { order, begun, followed }: ConcludeOptions): Promise<End> {
  const end = await judge(context, { order, begun, followed })
  await context.journal.write({ ...begun.entry, outcome: end.outcome })
  if (isGreen(end.outcome)) return end
  // Loaded when something failed: the good way needs neither logs nor load balancers.
  const { diagnose } = await import('./diagnose.ts')
  const { cluster, service, component } = order
  const { outcome, reason, view } = end
  const failed = {
    cluster,
    service,
    component,
    outcome,
    reason,
    view,
    target: begun.target,
    since: begun.rollout.since,
  }
  return { ...end, dossier: await diagnose(context, failed) }
}

async function judge(context: EcsContext, { order, begun, followed }: ConcludeOptions): Promise<End> {
  switch (followed.state) {
    case 'done':
      return await judgeOver(context, order, begun, followed.seen)
    case 'timed-out': {
      const reason = `It was not over after ${order.timeoutMinutes} minutes.`
      return { outcome: 'timed-out', reason, view: followed.seen, digests: {} }
    }
    case 'aborted': {
      const { did, view } = await cancelRollout(context, begun.rollout, order.onCancel)
      // Put back by ourselves looks like replaced by somebody where only `deployments` tells.
      if (isOver(view) && !view.replaced)
        return await judgeOver(context, order, begun, view, `The job was cancelled; ${did}.`)
      return { outcome: 'stopped', reason: `The job was cancelled; ${did}.`, view, digests: {} }
    }
  }
}

async function judgeOver(
  context: EcsContext,
  order: EcsOrder,
  begun: Begun,
  seen: RolloutView,
  reason?: string,
): Promise<End> {
  const replaced = seen.status === 'STOPPED' && (seen.replaced ?? (await hasNewer(context, begun)))
  const outcome = classify({ ...seen, replaced }) ?? 'failed'
  const good = begun.toward === 'target' ? 'succeeded' : 'rolled-back'
  if (outcome !== good) return { outcome, reason, view: seen, digests: {} }

  const live = await confirmSoon(context, order, { taskDefinition: begun.target.arn, images: order.images, view: seen })
  const end = { reason, view: seen, digests: {} }
  switch (live.state) {
    case 'live':
      return { ...end, outcome: 'succeeded', digests: live.digests }
    case 'replaced':
      return { ...end, outcome: 'superseded', reason: `A newer rollout has begun: ${live.by}.` }
    case 'different':
      return { ...end, outcome: 'failed', reason: `ECS says ${seen.status}, but ${live.lines.join('; ')}.` }
  }
}

const confirmSeconds = 12

/** What AWS answers may lag behind the rollout's own word for a moment. */
async function confirmSoon(context: EcsContext, name: ServiceName, released: Released): Promise<Confirmation> {
  const { clock } = context
  const result = await poll({
    observe: () => confirmLive(context, name, released),
    done: ({ state }) => state !== 'different',
    intervalSeconds: 3,
    deadline: clock.now() + confirmSeconds * 1000,
    clock,
  })
  if (result.state === 'aborted') throw new Error('a wait without a signal was aborted')
  return result.seen
}

async function hasNewer(context: EcsContext, { rollout }: Begun): Promise<boolean> {
  const { currentServiceDeployment: current } = await describeService(context, rollout)
  return current !== undefined && current !== rollout.id
}
