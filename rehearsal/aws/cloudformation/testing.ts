/** What the tests of this room share: stacks deployed by change set, with the real SDK client. */
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandOutput,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation'
import { openTestAccount, type TestAccount, type TestAccountOptions } from '../kernel/testing.ts'

export interface StackTest extends TestAccount {
  client: CloudFormationClient
}

export async function openStackTest(options: TestAccountOptions = {}): Promise<StackTest & AsyncDisposable> {
  const account = await openTestAccount(options)
  return { ...account, client: clientFor(account.config) }
}

export function clientFor(config: TestAccount['config']): CloudFormationClient {
  return new CloudFormationClient({ ...config, maxAttempts: 1 })
}

export type Wanted = Partial<CreateChangeSetCommandInput> & { StackName: string }

/** Creates a change set and waits until it is complete or failed. */
export async function planned(test: StackTest, wanted: Wanted): Promise<DescribeChangeSetCommandOutput> {
  const set = await test.client.send(
    new CreateChangeSetCommand({
      ChangeSetName: `change-${test.world.count('test change set')}`,
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      ...wanted,
    }),
  )
  await test.advance(5)
  return await test.client.send(new DescribeChangeSetCommand({ ChangeSetName: set.Id, IncludePropertyValues: true }))
}

/** Plans, executes and waits until the stack is at rest, at most six virtual hours. */
export async function deployed(test: StackTest, wanted: Wanted): Promise<Stack> {
  const set = await planned(test, wanted)
  if (set.Status !== 'CREATE_COMPLETE') throw new Error(`${wanted.StackName}: ${set.StatusReason}`)
  await test.client.send(new ExecuteChangeSetCommand({ ChangeSetName: set.ChangeSetId, DisableRollback: false }))
  return await settled(test, set.StackId ?? '')
}

export async function settled(test: StackTest, stackName: string): Promise<Stack> {
  for (let minute = 0; minute < 360; minute += 1) {
    await test.advance(60)
    const stack = await described(test, stackName)
    if (!stack.StackStatus?.endsWith('IN_PROGRESS')) return stack
  }
  throw new Error(`${stackName} is still under way after six hours`)
}

export async function described(test: StackTest, stackName: string): Promise<Stack> {
  const { Stacks } = await test.client.send(new DescribeStacksCommand({ StackName: stackName }))
  return Stacks?.[0] as Stack
}

/** Oldest first, as 'LogicalId STATUS reason'. */
export async function eventTexts(test: StackTest, stackName: string): Promise<string[]> {
  const { StackEvents = [] } = await test.client.send(new DescribeStackEventsCommand({ StackName: stackName }))
  return StackEvents.map((event) =>
    `${event.LogicalResourceId} ${event.ResourceStatus} ${event.ResourceStatusReason ?? ''}`.trimEnd(),
  ).reverse()
}
