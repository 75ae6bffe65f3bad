/** One service to what is wanted: the whole story, in the order in which it happens. */
import type { Outcome, RolloutResult } from '../rollout/outcome.ts'
import { begin } from './begin.ts'
import { conclude } from './conclude.ts'
import { confirmLive } from './confirm.ts'
import type { EcsContext } from './context.ts'
import { imagesDetail } from './detail.ts'
import { follow } from './follow.ts'
import type { EcsOrder } from './order.ts'
import { type PlanFacts, planRollout } from './plan.ts'
import { scaleService } from './scale.ts'
import { readState, type ServiceState } from './state.ts'
import { deploymentConfiguration, describeStrategy } from './strategy.ts'
import { sameDefinition } from './task-definition.ts'
import { readWanted, type Wanted } from './wanted.ts'

export interface EcsResult extends RolloutResult {
  /** ARN of what was wanted; undefined where nothing was begun. */
  taskDefinition?: string
  /** By container, as read back; empty where the outcome isn't green. */
  digests: Record<string, string>
}

/** Told the rollout's id as soon as it is known. */
export type OnBegun = (rollout: { id: string; taskDefinition: string }) => void

/**
 * Ends in exactly one outcome; throws, before anything was changed, for what a person has to correct, and at any time
 * for what AWS doesn't let this role do.
 */
export async function rollOut(context: EcsContext, order: EcsOrder, onBegun: OnBegun = () => {}): Promise<EcsResult> {
  const { clock, report } = context
  const say = (line: string) => report.info(`${order.component}: ${line}`)
  const startedAt = clock.now()
  const seconds = () => (clock.now() - startedAt) / 1000
  const result = (outcome: Outcome, detail: string) => ({
    component: order.component,
    kind: 'ecs' as const,
    outcome,
    detail,
    seconds: seconds(),
    digests: {},
  })

  const state = await readState(context, order)
  const configuration = deploymentConfiguration(state.service, order.strategy)
  const wanted = await readWanted(context, order, state.live)
  if (state.api === 'deployments') {
    say('this endpoint has no ECS service deployments, so the rollout is followed by its id in `deployments`')
  }

  const plan = planRollout(planFacts(order, state, wanted))
  const detail = imagesDetail(state.live.definition, wanted.definition)
  if (plan.kind === 'unchanged') {
    const taskDefinition = state.live.arn
    const live = await confirmLive(context, order, { taskDefinition, images: order.images, view: state.rollout })
    if (live.state === 'live') {
      say('runs this release already')
      return { ...result('unchanged', 'runs it already'), taskDefinition, digests: live.digests }
    }
    const why = live.state === 'replaced' ? `a newer rollout has begun: ${live.by}` : live.lines.join('; ')
    return { ...result(live.state === 'replaced' ? 'superseded' : 'failed', why), taskDefinition }
  }
  if (context.signal.aborted) return result('stopped', 'the job was cancelled before anything was changed')
  if (plan.kind === 'scale')
    return { ...result('succeeded', ''), ...(await scaleService(context, order, state, say)), seconds: seconds() }

  say(describeStrategy(state.service, configuration))
  const begun = await begin(context, { order, state, wanted, plan, configuration, say, onBegun })
  const deadline = clock.now() + order.timeoutMinutes * 60_000
  const followed = await follow(context, { rollout: begun.rollout, say, deadline })
  const end = await conclude(context, { order, begun, followed })
  return {
    ...result(end.outcome, detail),
    id: begun.rollout.id,
    taskDefinition: begun.target.arn,
    digests: end.digests,
    ...(end.dossier && { dossier: end.dossier }),
  }
}

function planFacts(order: EcsOrder, { service, live, rollout, open }: ServiceState, wanted: Wanted): PlanFacts {
  const isWanted = (side: { definition: Wanted['definition'] } | undefined) =>
    side !== undefined && sameDefinition(side.definition, wanted.definition)
  return {
    liveIsWanted: isWanted(live),
    rollout: rollout && {
      view: rollout,
      targetIsWanted: isWanted(open?.target),
      rollbackIsWanted: isWanted(open?.rollback),
    },
    desiredCount: { live: service.desiredCount ?? 0, wanted: order.desiredCount },
    forceNewDeployment: order.forceNewDeployment,
  }
}
