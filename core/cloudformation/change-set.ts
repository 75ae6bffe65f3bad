/**
 * Change sets: made, waited for, read to the last page, deleted. Sources: API reference of CreateChangeSet,
 * DescribeChangeSet, DeleteChangeSet; user guide, "Update stacks using change sets".
 */
import { createHash } from 'node:crypto'
import {
  type Capability,
  type ChangeSetType,
  type CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetOutput,
  type Parameter,
  type ResourceChange,
} from '@aws-sdk/client-cloudformation'
import { awsErrorName } from '../errors.ts'
import { canonicalJson } from '../release/manifest.ts'
import { poll } from '../rollout/poll.ts'
import type { StackContext } from './context.ts'
import type { Template } from './template-file.ts'
import type { TemplateLocation } from './template-location.ts'

export interface ChangeSetRequest {
  stackName: string
  /** Of the change set; see `changeSetName`. */
  name: string
  type: Extract<ChangeSetType, 'CREATE' | 'UPDATE'>
  template: Pick<Template, 'resources'>
  location: TemplateLocation
  parameters: Parameter[]
  tags: Record<string, string>
  capabilities: Capability[]
  roleArn: string | undefined
  /** Epoch milliseconds. */
  deadline: number
}

export type ChangeSet =
  | { kind: 'ready'; id: string; stackId: string; changes: ResourceChange[] }
  /** Nothing differs; the change set has been deleted again. */
  | { kind: 'empty'; stackId: string | undefined }
  /** AWS could not make it. It is still there, for DescribeEvents; the caller deletes it. */
  | { kind: 'failed'; id: string; stackId: string | undefined; reason: string }
  | { kind: 'timed-out' | 'aborted'; id: string }

/** The same content has the same name, so that a run that was killed finds what it left. */
export function changeSetName(content: unknown): string {
  return `fairway-${createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, 24)}`
}

export async function createChangeSet(context: StackContext, request: ChangeSetRequest): Promise<ChangeSet> {
  const id = await makeOrReuse(context, request)
  return await readChangeSet(context, { id, deadline: request.deadline })
}

/** Waits until the change set is made, and reads all of it. */
async function readChangeSet(
  context: StackContext,
  { id, deadline }: { id: string; deadline: number },
): Promise<ChangeSet> {
  const { cloudFormation, clock, signal } = context
  // It takes AWS seconds to make one, so the first look is after the first interval.
  let asked = false
  const made = await poll({
    observe: async (): Promise<DescribeChangeSetOutput> => {
      if (asked) return await describe(cloudFormation, id)
      asked = true
      return { Status: 'CREATE_PENDING' }
    },
    done: ({ Status }) => Status !== 'CREATE_PENDING' && Status !== 'CREATE_IN_PROGRESS',
    intervalSeconds: 2,
    deadline,
    clock,
    signal,
  })
  if (made.state !== 'done') return { kind: made.state, id }
  const { Status, StatusReason, StackId } = made.seen
  if (Status === 'CREATE_COMPLETE') {
    return { kind: 'ready', id, stackId: StackId ?? '', changes: await allChanges(cloudFormation, made.seen) }
  }
  if (Status === 'FAILED' && saysNoChanges(StatusReason)) {
    await deleteChangeSet(cloudFormation, id)
    return { kind: 'empty', stackId: StackId }
  }
  return { kind: 'failed', id, stackId: StackId, reason: StatusReason ?? `its status is ${Status}, without a reason` }
}

/**
 * AWS says "nothing differs" by failing with one of two sentences. They are matched whole at the start: a hook's or a
 * macro's message that quotes them is a failure like any other.
 */
export function saysNoChanges(reason: string | undefined): boolean {
  return /^(The submitted information didn't contain changes\.|No updates are to be performed)/.test(
    reason?.trim() ?? '',
  )
}

/** Also fine where it is gone already. */
export async function deleteChangeSet(client: CloudFormationClient, id: string): Promise<void> {
  await client.send(new DeleteChangeSetCommand({ ChangeSetName: id })).catch((thrown: unknown) => {
    if (awsErrorName(thrown) !== 'ChangeSetNotFoundException') throw thrown
  })
}

async function makeOrReuse(context: StackContext, request: ChangeSetRequest): Promise<string> {
  try {
    return await make(context, request)
  } catch (thrown) {
    if (awsErrorName(thrown) !== 'AlreadyExistsException') throw thrown
  }
  const { cloudFormation, run } = context
  const there = await describe(cloudFormation, request.name, request.stackName)
  // Of this very run: the request had arrived although its answer was lost. One of an earlier run was made from the
  // values that the SSM parameters had then, so it is made afresh.
  if (there.ChangeSetId && there.Description === run && isUsable(there)) return there.ChangeSetId
  await deleteChangeSet(cloudFormation, there.ChangeSetId ?? request.name)
  return await make(context, request)
}

function isUsable({ Status, ExecutionStatus }: DescribeChangeSetOutput): boolean {
  return Status !== 'FAILED' && (ExecutionStatus === 'AVAILABLE' || ExecutionStatus === 'UNAVAILABLE')
}

async function make({ cloudFormation, run }: StackContext, request: ChangeSetRequest): Promise<string> {
  const { Id } = await cloudFormation.send(
    new CreateChangeSetCommand({
      StackName: request.stackName,
      ChangeSetName: request.name,
      ChangeSetType: request.type,
      Description: run,
      ...request.location,
      Parameters: request.parameters,
      Tags: Object.entries(request.tags).map(([Key, Value]) => ({ Key, Value })),
      Capabilities: request.capabilities,
      ...(request.roleArn !== undefined && { RoleARN: request.roleArn }),
      ...(hasNestedStacks(request.template) && { IncludeNestedStacks: true }),
    }),
  )
  return Id ?? request.name
}

function hasNestedStacks({ resources }: Pick<Template, 'resources'>): boolean {
  return Object.values(resources).some(({ type }) => type === 'AWS::CloudFormation::Stack')
}

async function describe(
  client: CloudFormationClient,
  name: string,
  stackName?: string,
): Promise<DescribeChangeSetOutput> {
  return await client.send(
    new DescribeChangeSetCommand({
      ChangeSetName: name,
      ...(stackName !== undefined && { StackName: stackName }),
      IncludePropertyValues: true,
    }),
  )
}

/** Every page, and what changes inside nested stacks, whose logical ids get the nested stack's before them. */
async function allChanges(client: CloudFormationClient, first: DescribeChangeSetOutput): Promise<ResourceChange[]> {
  const changes: ResourceChange[] = []
  let page = first
  for (;;) {
    for (const { ResourceChange: change } of page.Changes ?? []) if (change) changes.push(change)
    if (!page.NextToken) break
    page = await client.send(
      new DescribeChangeSetCommand({
        ChangeSetName: first.ChangeSetId,
        NextToken: page.NextToken,
        IncludePropertyValues: true,
      }),
    )
  }
  const nested = changes.filter(({ ChangeSetId }) => ChangeSetId)
  for (const { ChangeSetId, LogicalResourceId } of nested) {
    const inside = await describe(client, ChangeSetId ?? '')
    for (const change of await allChanges(client, inside)) {
      changes.push({ ...change, LogicalResourceId: `${LogicalResourceId}/${change.LogicalResourceId}` })
    }
  }
  return changes
}
