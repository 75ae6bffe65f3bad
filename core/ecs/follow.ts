/** Follows one rollout by its id until it is over, the deadline has passed, or the job is cancelled. */
import { FairwayError } from '../errors.ts'
import { type PollResult, poll } from '../rollout/poll.ts'
import type { EcsContext } from './context.ts'
import { deploymentsView } from './follow-deployments.ts'
import type { ServiceName } from './order.ts'
import { createProgress, type Observation } from './progress.ts'
import { isOver, type RolloutApi, type RolloutView } from './rollout-view.ts'
import { describeService } from './service.ts'
import { describeRollout } from './service-deployments.ts'

export interface RolloutRef extends ServiceName {
  api: RolloutApi
  id: string
  /** ARN of the task definition that ran before, where it is known. */
  before: string | undefined
  /** Events of before are not this rollout's; epoch milliseconds by AWS's clock. */
  since: number
}

export interface FollowOptions {
  rollout: RolloutRef
  say: (line: string) => void
  /** Epoch milliseconds. */
  deadline: number
}

export async function follow(
  context: EcsContext,
  { rollout, say, deadline }: FollowOptions,
): Promise<PollResult<RolloutView>> {
  const tell = createProgress(say, rollout.since)
  const result = await poll({
    observe: observer(context, rollout),
    done: ({ view }) => isOver(view),
    onSeen: tell,
    intervalSeconds: pace(),
    deadline,
    clock: context.clock,
    signal: context.signal,
  })
  return result.state === 'aborted'
    ? { ...result, seen: result.seen?.view }
    : { state: result.state, seen: result.seen.view }
}

// Events cost a call of their own; with the paces below this makes about 12 calls a minute.
const observationsPerEvents = 6

function observer(context: EcsContext, rollout: RolloutRef): () => Promise<Observation> {
  if (rollout.api === 'deployments') return () => observeDeployments(context, rollout)
  let asked = 0
  return async () => {
    const view = await observe(context, rollout)
    asked += 1
    if (asked % observationsPerEvents !== 0 || isOver(view)) return { view }
    const { events = [] } = await describeService(context, rollout)
    return { view, events }
  }
}

/** One look at a rollout, by the API that it is followed with. */
export async function observe(context: EcsContext, rollout: RolloutRef): Promise<RolloutView> {
  if (rollout.api === 'deployments') return (await observeDeployments(context, rollout)).view
  return (await describeRollout(context, rollout.id)) ?? lost(rollout)
}

async function observeDeployments(context: EcsContext, rollout: RolloutRef): Promise<Observation> {
  const service = await describeService(context, rollout)
  const view = deploymentsView(service, rollout.id, rollout.before) ?? lost(rollout)
  return { view, events: service.events ?? [] }
}

function lost({ id }: RolloutRef): never {
  throw new FairwayError({
    fault: 'aws',
    code: 'rollout-lost',
    message: `ECS doesn't know the rollout ${id} any more`,
    cure: 'Look at the service in the ECS console, then run the job again: it goes on from what is live.',
  })
}

const secondsOnTheWay = 6.3
const secondsAtTheEnd = 4.5
const secondsAtMost = 6.5

/**
 * Slow while tasks are still to start; fast from when all that is missing is the service's own word, slowing down
 * again where that takes long (draining, bake time). So the end is seen within 4 s on average, within 6.5 s at worst.
 */
export function pace(): (observation: Pick<Observation, 'view'>) => number {
  let next = secondsAtTheEnd
  return ({ view: { target, status } }) => {
    const nearlyDone = status === 'IN_PROGRESS' && target.requested > 0 && target.running >= target.requested
    if (!nearlyDone) {
      next = secondsAtTheEnd
      return secondsOnTheWay
    }
    const seconds = next
    next = Math.min(secondsAtMost, next * 1.15)
    return seconds
  }
}
