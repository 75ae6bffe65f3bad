/** From how an execution ended to the rollout's outcome, and what is tidied up after it. */
import { type Stack, UpdateTerminationProtectionCommand } from '@aws-sdk/client-cloudformation'
import { explainAwsError } from '../aws/access-error.ts'
import type { ChangeSet } from './change-set.ts'
import type { StackContext } from './context.ts'
import { countText, type PlannedChange } from './decide.ts'
import { describeStack } from './describe-stack.ts'
import type { Executed } from './execute.ts'
import { deepRootCause } from './root-cause.ts'
import { executionDossier, rollout, type StackRollout } from './stack-result.ts'
import type { StackRun } from './stack-run.ts'
import { guidance } from './stack-state.ts'
import { removeEmptyStack } from './withdraw.ts'

export interface Conclusion {
  executed: Executed
  existed: boolean
  planned: Extract<ChangeSet, { kind: 'ready' }>
  changes: PlannedChange[]
}

export async function conclude(
  run: StackRun,
  { executed, existed, planned, changes }: Conclusion,
): Promise<StackRollout> {
  const { context, target, seconds } = run
  const { cloudFormation } = context
  const ids = { stackId: planned.stackId, changeSetId: planned.id }
  const counted = countText(changes)
  if (executed.end === 'succeeded') {
    const stack = await protect(run, await describeStack(cloudFormation, planned.stackId))
    return rollout({
      target,
      outcome: 'succeeded',
      detail: existed ? counted : `created; ${counted}`,
      seconds: seconds(),
      stack,
      ...ids,
    })
  }
  const cause = await deepRootCause(cloudFormation, {
    events: executed.events,
    stackId: planned.stackId,
    template: target.template,
  })
  const ending = await endingOf(context, executed, existed, planned.stackId)
  return rollout({
    ...{ target, seconds: seconds(), ...ids, outcome: ending.outcome },
    detail: cause ? `${cause.logicalId}: ${cause.reason}` : ending.detail,
    location: { file: target.template.file, ...(cause?.line !== undefined && { line: cause.line }) },
    dossier: executionDossier(target, executed, cause, ending.nextStep),
  })
}

type NotGreen = 'rolled-back' | 'rollback-failed' | 'failed' | 'stopped' | 'timed-out'

async function endingOf(
  context: StackContext,
  executed: Executed,
  existed: boolean,
  stackId: string,
): Promise<{ outcome: NotGreen; detail: string; nextStep: string }> {
  if (executed.state === 'aborted') {
    return {
      outcome: 'stopped',
      detail: 'cancelled',
      nextStep: 'Run the job again: it waits for the end of what goes on, then deploys.',
    }
  }
  if (executed.state === 'timed-out') {
    const nextStep = 'CloudFormation goes on with it; run again to wait for its end, or raise `timeoutMinutes`.'
    return { outcome: 'timed-out', detail: 'not done in time', nextStep }
  }
  if (executed.end === 'rolled-back' && existed) {
    const nextStep = 'CloudFormation brought the stack back to what it was. Correct the cause and deploy again.'
    return { outcome: 'rolled-back', detail: 'rolled back', nextStep }
  }
  if (executed.end === 'rolled-back') {
    const nextStep = `${await clearFailedCreation(context, executed, stackId)} Correct the cause and deploy again.`
    return { outcome: 'rolled-back', detail: 'creation failed', nextStep }
  }
  const { cure } = guidance(
    executed.status === 'UPDATE_ROLLBACK_FAILED' ? 'continue-rollback-first' : 'delete-first',
    stackId.split('/')[1] ?? stackId,
    executed.status ?? '',
  )
  return {
    outcome: executed.end === 'rollback-failed' ? 'rollback-failed' : 'failed',
    detail: 'failed',
    nextStep: cure,
  }
}

/**
 * A creation of ours that was rolled back leaves an empty stack that AWS lets only be deleted. It is removed, so that
 * the next run can create it, unless its rollback had to leave a resource behind.
 */
async function clearFailedCreation(context: StackContext, executed: Executed, stackId: string): Promise<string> {
  const left = executed.events.filter(
    ({ ResourceStatus }) => ResourceStatus === 'DELETE_SKIPPED' || ResourceStatus === 'DELETE_FAILED',
  )
  if (left.length > 0) {
    return `The stack was not removed, since its rollback left ${left.map(({ LogicalResourceId }) => LogicalResourceId).join(', ')} behind: look at what is left, then delete the stack.`
  }
  const removed = await removeEmptyStack(context, stackId)
  return removed
    ? 'What had been created was removed again, the empty stack too (its events stay readable by its ARN for 90 days).'
    : 'The empty stack could not be removed: delete it.'
}

/** Sets the termination protection where it is asked for and differs. */
export async function protect(run: StackRun, stack: Stack | undefined): Promise<Stack | undefined> {
  const { context, target } = run
  const wanted = target.terminationProtection
  if (wanted === undefined || stack === undefined || (stack.EnableTerminationProtection ?? false) === wanted)
    return stack
  await context.cloudFormation
    .send(new UpdateTerminationProtectionCommand({ StackName: target.stackName, EnableTerminationProtection: wanted }))
    .catch((thrown: unknown) => {
      throw explainAwsError(thrown, `setting the termination protection of ${target.stackName}`)
    })
  return { ...stack, EnableTerminationProtection: wanted }
}
