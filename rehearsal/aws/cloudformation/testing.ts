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
import type { Ec2State } from '../ec2/state.ts'
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

type Wanted = Partial<CreateChangeSetCommandInput> & { StackName: string }

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

export const StackName = 'shop-dev-network'
export const Tags = [{ Key: 'Environment', Value: 'dev' }]

/** A network whose subnet follows the VPC, with one outsider that waits for nobody. */
export function network(options: { cidr?: string; subnet?: string; policy?: string; gateway?: boolean } = {}): string {
  const { cidr = '10.0.0.0/16', subnet = '10.0.0.0/24', policy = 'Delete', gateway = true } = options
  return `
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    DeletionPolicy: ${policy}
    UpdateReplacePolicy: ${policy}
    Properties: {CidrBlock: ${cidr}}
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: ${subnet}}
${gateway ? '  Gateway: {Type: AWS::EC2::InternetGateway}' : ''}
Outputs:
  VpcId: {Value: !Ref Vpc}
`
}

export function created(test: StackTest, TemplateBody = network()) {
  return deployed(test, { StackName, TemplateBody, Tags, ChangeSetType: 'CREATE' })
}

/** The ids of everything in EC2 that begin like that. */
export function idsOf(account: StackTest, prefix: string): string[] {
  return Object.keys(account.world.state<Ec2State>('ec2', account).resources).filter((id) => id.startsWith(prefix))
}
