/** The live stack, and waiting until nothing is under way in it. */
import { type CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation'
import { explainAwsError } from '../aws/access-error.ts'
import { awsErrorName, FairwayError } from '../errors.ts'
import { poll } from '../rollout/poll.ts'
import type { StackContext } from './context.ts'
import { stateOf } from './stack-state.ts'

/** Undefined where there is no stack of that name. A deleted one is still found by its ARN. */
export async function describeStack(client: CloudFormationClient, nameOrArn: string): Promise<Stack | undefined> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: nameOrArn }))
    return Stacks?.[0]
  } catch (thrown) {
    // DescribeStacks: "If the stack doesn't exist, a ValidationError is returned."
    if (awsErrorName(thrown) === 'ValidationError' && /does not exist/.test((thrown as Error).message)) return undefined
    throw explainAwsError(thrown, `reading the stack ${nameOrArn}`)
  }
}

export type Settled =
  | { state: 'settled'; stack: Stack | undefined; waited: boolean }
  | { state: 'timed-out' | 'aborted'; stack: Stack | undefined }

/** Waits until nobody's operation is under way in the stack any more, then answers what is there. */
export async function settledStack(
  context: StackContext,
  { stackName, component, deadline }: { stackName: string; component: string; deadline: number },
): Promise<Settled> {
  const { cloudFormation, clock, signal, report } = context
  let waited = false
  let told: string | undefined
  const result = await poll({
    observe: () => describeStack(cloudFormation, stackName),
    done: (stack) => stateOf(stack).may !== 'wait',
    onSeen: (stack) => {
      if (stateOf(stack).may !== 'wait' || stack?.StackStatus === told) return
      waited = true
      told = stack?.StackStatus
      report.info(
        `${component}: ${stackName} is in ${told}, by an operation that is not this run’s; waiting for its end`,
      )
    },
    intervalSeconds: 5,
    deadline,
    clock,
    signal,
  })
  if (result.state === 'done') return { state: 'settled', stack: result.seen, waited }
  return { state: result.state, stack: result.seen }
}

/** AWS refuses a change while another operation is under way; then it is worth looking again. */
export function isBusy(thrown: unknown): boolean {
  const name = awsErrorName(thrown) ?? awsErrorName((thrown as Error | undefined)?.cause)
  if (name === 'OperationInProgressException') return true
  if (name !== 'ValidationError' && name !== 'InvalidChangeSetStatus' && name !== 'InvalidChangeSetStatusException')
    return false
  return /_IN_PROGRESS state|is in progress|OBSOLETE/.test((thrown as Error).message)
}

export function stackError(code: string, message: string, cure: string, cause?: unknown): FairwayError {
  return new FairwayError({ fault: 'aws', code, message, cure, ...(cause !== undefined && { cause }) })
}
