/** Takes a refused plan back: neither a change set nor a stack in REVIEW_IN_PROGRESS stays behind. */
import { DeleteStackCommand, ListChangeSetsCommand } from '@aws-sdk/client-cloudformation'
import { poll } from '../rollout/poll.ts'
import { deleteChangeSet } from './change-set.ts'
import type { StackContext } from './context.ts'
import { describeStack } from './describe-stack.ts'

export interface Withdrawal {
  stackName: string
  changeSetId: string | undefined
}

/** A stack is removed only while it is in REVIEW_IN_PROGRESS, which means that nothing was ever made in it. */
export async function withdraw(context: StackContext, { stackName, changeSetId }: Withdrawal): Promise<void> {
  const { cloudFormation } = context
  if (changeSetId !== undefined) await deleteChangeSet(cloudFormation, changeSetId)
  const stack = await describeStack(cloudFormation, stackName)
  if (stack?.StackStatus !== 'REVIEW_IN_PROGRESS' || !stack.StackId) return
  const { Summaries } = await cloudFormation.send(new ListChangeSetsCommand({ StackName: stack.StackId }))
  // Someone else's change set waits for its review: the stack is theirs.
  if (Summaries?.some(({ ChangeSetId }) => ChangeSetId !== changeSetId)) return
  await removeEmptyStack(context, stack.StackId)
}

/** Deletes by ARN, so that a new stack of the same name is never meant, and waits until it is gone. */
export async function removeEmptyStack(context: StackContext, stackId: string): Promise<boolean> {
  const { cloudFormation, clock } = context
  await cloudFormation.send(new DeleteStackCommand({ StackName: stackId }))
  const gone = await poll({
    observe: () => describeStack(cloudFormation, stackId),
    done: (stack) =>
      stack === undefined || stack.StackStatus === 'DELETE_COMPLETE' || stack.StackStatus === 'DELETE_FAILED',
    intervalSeconds: 2,
    deadline: clock.now() + 60_000,
    clock,
  })
  return gone.state === 'done' && gone.seen?.StackStatus !== 'DELETE_FAILED'
}
