/** DescribeEvents: stack events and validation errors of one operation, change set or stack, newest first. */
import { pageOf } from '../../kernel/paging.ts'
import type { Operation as ApiOperation, Input } from '../../kernel/types.ts'
import { type Cfn, findStack, requireChangeSet, stackOfChangeSet } from '../names.ts'
import type { ChangeSet, CloudFormationState, Stack, StackEvent } from '../state.ts'
import { invalid } from '../template/model.ts'
import { time } from '../views/stack.ts'
import { changeSetsOf } from './change-sets.ts'

export const describeEvents: ApiOperation<CloudFormationState> = {
  needs: (input, context) => [
    {
      action: 'cloudformation:DescribeEvents',
      resource:
        input.OperationId === undefined
          ? stackOfChangeSet(context, input)
          : stackOfOperation(context, input.OperationId),
    },
  ],
  run(input, context) {
    const onlyFailed = String(input.Filters?.FailedEvents ?? 'false') === 'true'
    const all = entriesFor(input, context)
      .filter((entry) => !onlyFailed || entry.EventType !== 'STACK_EVENT')
      .sort((a, b) => b.at - a.at)
    const { items, nextToken } = pageOf(all, 100, input.NextToken, 'ValidationError')
    return { OperationEvents: items.map(({ at: _at, ...entry }) => entry), NextToken: nextToken }
  },
}

type Entry = Record<string, unknown> & { at: number; EventType: string; OperationId: string | undefined }

function entriesFor(input: Input, context: Cfn): Entry[] {
  if (input.ChangeSetName !== undefined) {
    const set = requireChangeSet(context, input.ChangeSetName, input.StackName)
    return validationEntries(set)
  }
  const stacks = Object.values(context.state.stacks)
  if (input.OperationId !== undefined) {
    return stacks
      .flatMap((stack) => [...stackEntries(stack), ...changeSetsOf(context, stack).flatMap(validationEntries)])
      .filter((entry) => entry.OperationId === input.OperationId)
  }
  const stack = findStack(context.state, String(input.StackName))
  if (!stack) throw invalid(`Stack [${String(input.StackName)}] does not exist`)
  return [...stackEntries(stack), ...changeSetsOf(context, stack).flatMap(validationEntries)]
}

function stackOfOperation(context: Cfn, operationId: unknown): string {
  const stack = Object.values(context.state.stacks).find((candidate) =>
    candidate.lastOperations.some((operation) => operation.id === operationId),
  )
  const set = Object.values(context.state.changeSets).find((candidate) => candidate.operationId === operationId)
  return stack?.id ?? set?.stackId ?? '*'
}

function stackEntries(stack: Stack): Entry[] {
  // Events of the same moment keep their order: newest first.
  return [...stack.events].reverse().map((event) => stackEntry(stack, event))
}

function stackEntry(stack: Stack, event: StackEvent): Entry {
  const type = stack.lastOperations.find((operation) => operation.id === event.operationId)?.type
  const failed = event.status.endsWith('_FAILED')
  return {
    at: event.at,
    EventId: event.id,
    StackId: stack.id,
    OperationId: event.operationId,
    OperationType: type,
    EventType: failed && event.logicalId !== stack.name ? 'PROVISIONING_ERROR' : 'STACK_EVENT',
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: time(event.at),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties,
    ClientRequestToken: event.token,
  }
}

function validationEntries(set: ChangeSet): Entry[] {
  return set.problems.map((problem, index) => ({
    at: set.createdAt,
    EventId: `${set.id.split('/').at(-1)}-${index + 1}`,
    StackId: set.stackId,
    OperationId: set.operationId,
    OperationType: 'CREATE_CHANGESET',
    EventType: 'VALIDATION_ERROR',
    LogicalResourceId: problem.logicalId,
    ResourceType: problem.type,
    Timestamp: time(set.createdAt),
    ValidationFailureMode: 'FAIL',
    ValidationName: 'PROPERTY_VALIDATION',
    ValidationStatus: 'FAILED',
    ValidationStatusReason: problem.message,
    ValidationPath: problem.path,
  }))
}
