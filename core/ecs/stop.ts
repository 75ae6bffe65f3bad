/** What a cancelled job does with its rollout, in the seconds that the runner grants. */
import { StopServiceDeploymentCommand } from '@aws-sdk/client-ecs'
import { explainAwsError } from '../aws/access-error.ts'
import { awsErrorName } from '../errors.ts'
import { poll } from '../rollout/poll.ts'
import type { EcsContext } from './context.ts'
import { observe, type RolloutRef } from './follow.ts'
import type { CancelPolicy } from './order.ts'
import { isOver, isRollingBack, type RolloutView } from './rollout-view.ts'
import { updateService } from './start.ts'

export interface Cancelled {
  /** What was done about the rollout, as a sentence. */
  did: string
  view: RolloutView
}

/** The runner kills 10 s after SIGINT, 2.5 s after SIGTERM at 7.5 s; some of that is for the report. */
const watchSeconds = 5

export async function cancelRollout(
  context: EcsContext,
  rollout: RolloutRef,
  policy: CancelPolicy,
): Promise<Cancelled> {
  const view = await observe(context, rollout)
  if (isOver(view)) return { did: 'it was over already', view }
  if (policy === 'leave') return { did: 'it goes on without this job, as `leave` says', view }
  if (isRollingBack(view)) return { did: 'it was rolling back already', view }
  return await stopAndWatch(context, rollout, policy)
}

export async function stopAndWatch(
  context: EcsContext,
  rollout: RolloutRef,
  policy: 'stop' | 'rollback',
): Promise<Cancelled> {
  const did =
    rollout.api === 'deployments' ? await putBack(context, rollout, policy) : await stop(context, rollout, policy)
  return { did, view: await watch(context, rollout) }
}

/** Asks ECS to stop it. A refusal because it has just ended is no failure; any other is told. */
async function stop(context: EcsContext, rollout: RolloutRef, policy: 'stop' | 'rollback'): Promise<string> {
  const stopType = policy === 'stop' ? 'ABORT' : 'ROLLBACK'
  try {
    await context.ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn: rollout.id, stopType }))
    return policy === 'stop' ? 'ECS was told to stop it where it is' : 'ECS was told to roll it back'
  } catch (thrown) {
    const name = awsErrorName(thrown)
    // The documentation of StopServiceDeployment names ROLLBACK only, though the API knows ABORT.
    if (name === 'InvalidParameterException' && policy === 'stop') {
      return `ECS would not stop it without a rollback, so it goes on: ${(thrown as Error).message}`
    }
    if (name === 'ConflictException') return `ECS would not ${policy} it: ${(thrown as Error).message}`
    throw explainAwsError(thrown, `stopping the service deployment ${rollout.id}`)
  }
}

/** Without service deployments nothing can be stopped; the revision before can be brought back. */
async function putBack(context: EcsContext, rollout: RolloutRef, policy: 'stop' | 'rollback'): Promise<string> {
  if (policy === 'stop') return 'this endpoint can’t stop a rollout, so it goes on'
  if (rollout.before === undefined) return 'what ran before is not known, so it goes on'
  await updateService(context, rollout, { taskDefinition: rollout.before })
  return 'the task definition before it was put back'
}

/** Waits a moment for the end, without the job's signal, which has fired already. */
async function watch(context: EcsContext, rollout: RolloutRef): Promise<RolloutView> {
  const { clock } = context
  const result = await poll({
    observe: () => observe(context, rollout),
    done: (view) => isOver(view) || view.status === 'ROLLBACK_IN_PROGRESS',
    intervalSeconds: 1.5,
    deadline: clock.now() + watchSeconds * 1000,
    clock,
  })
  if (result.state === 'aborted') throw new Error('a wait without a signal was aborted')
  return result.seen
}
