/** Executes exactly the change set that was planned, and follows it to the end that CloudFormation reports. */
import { CancelUpdateStackCommand, ExecuteChangeSetCommand } from '@aws-sdk/client-cloudformation'
import { asError, awsErrorName } from '../errors.ts'
import type { StackContext } from './context.ts'
import { describeStack } from './describe-stack.ts'
import { type Followed, type FollowOptions, followStack } from './events.ts'

export interface Executed extends Followed {
  /** What became of the cancellation, where the job was cancelled. */
  cancelled?: string
}

export interface Execution extends FollowOptions {
  stackName: string
  /** False for a stack that the change set creates. */
  existed: boolean
}

/** Starts what was planned; fine where a lost answer of the same start is asked again. */
export async function startExecution(
  { cloudFormation }: StackContext,
  { changeSetId, stackId }: { changeSetId: string; stackId: string },
): Promise<void> {
  try {
    await cloudFormation.send(
      new ExecuteChangeSetCommand({
        ChangeSetName: changeSetId,
        ClientRequestToken: tokenOf(changeSetId),
        // Documented as true by default for some ways in; a failed change has to leave what was there before.
        DisableRollback: false,
        // What this change made and its rollback unmakes holds nothing yet; kept, its name would block the next try.
        RetainExceptOnCreate: true,
      }),
    )
  } catch (thrown) {
    // A retry after a lost answer finds the change set executing or gone. The stack says whether it was this one.
    const name = awsErrorName(thrown)
    if (name !== 'InvalidChangeSetStatusException' && name !== 'ChangeSetNotFoundException') throw thrown
    const stack = await describeStack(cloudFormation, stackId)
    if (stack?.ChangeSetId !== changeSetId || stack.StackStatus === 'REVIEW_IN_PROGRESS') throw thrown
  }
}

/** Follows to the end; where the job is cancelled, an update is cancelled too. */
export async function followExecution(context: StackContext, execution: Execution): Promise<Executed> {
  const followed = await followStack(context, execution)
  if (followed.state !== 'aborted') return followed
  return { ...followed, cancelled: await cancel(context, execution) }
}

/** ClientRequestToken: at most 128 of [a-zA-Z0-9-]. The change set's own id, which no other has, ends its ARN. */
function tokenOf(changeSetId: string): string {
  return `fairway-${changeSetId.split('/').at(-1)}`.replace(/[^a-zA-Z0-9-]/g, '-').slice(0, 128)
}

/** An update can be cancelled, and CloudFormation then rolls it back; a creation can only be let go on. */
async function cancel({ cloudFormation }: StackContext, { existed, stackName }: Execution): Promise<string> {
  if (!existed) return 'the creation goes on in CloudFormation; the next run waits for its end'
  try {
    await cloudFormation.send(new CancelUpdateStackCommand({ StackName: stackName }))
    return 'the update was cancelled; CloudFormation is rolling it back, and the next run waits for the end of that'
  } catch (thrown) {
    return `the update could not be cancelled and goes on in CloudFormation: ${asError(thrown).message}`
  }
}
