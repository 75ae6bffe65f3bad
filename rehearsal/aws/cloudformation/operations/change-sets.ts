/** Change sets: making, reading, executing and deleting them. */
import { pageOf } from '../../kernel/paging.ts'
import {
  type Operation as ApiOperation,
  AwsError,
  type Input,
  type Output,
  type Permission,
} from '../../kernel/types.ts'
import { stackEvent } from '../engine/events.ts'
import { startForward } from '../engine/start.ts'
import {
  type Cfn,
  checkName,
  findStack,
  newUuid,
  requireChangeSet,
  requireStack,
  stackArn,
  stackOfChangeSet,
} from '../names.ts'
import type { ChangeSet, CloudFormationState, Stack } from '../state.ts'
import { invalid } from '../template/model.ts'
import { readTemplate } from '../template/read.ts'
import { changeSetSummary, changeSetView } from '../views/change-set.ts'
import { definitionFrom, flag, list, passRole, roleOf } from './definition.ts'
import { newStack } from './new-stack.ts'

type Operation = ApiOperation<CloudFormationState>

function needsOn(action: string): Operation['needs'] {
  return (input, context) => [{ action: `cloudformation:${action}`, resource: stackOfChangeSet(context, input) }]
}

export const createChangeSet: Operation = {
  needs: (input, context) => [
    { action: 'cloudformation:CreateChangeSet', resource: stackArn(context, input.StackName), context: keysOf(input) },
    ...passRole(input),
  ],
  async run(input, context) {
    const name = checkName(input.ChangeSetName, 'changeSetName')
    const type = String(input.ChangeSetType ?? 'UPDATE')
    if (type !== 'CREATE' && type !== 'UPDATE') {
      throw invalid(`the simulated CloudFormation does not know the change set type ${type}`)
    }
    for (const field of ['ImportExistingResources', 'DeploymentMode', 'ResourcesToImport']) {
      if (list(input[field]).length > 0 || flag(input[field]) || input[field] === 'REVERT_DRIFT') {
        throw invalid(`the simulated CloudFormation does not know ${field}`)
      }
    }
    const existing = stackFor(context, input, type)
    const sameName = changeSetsOf(context, existing).find((set) => set.name === name)
    if (sameName) {
      if (input.ClientToken !== undefined && sameName.token === input.ClientToken) return answer(sameName)
      throw new AwsError('AlreadyExistsException', `ChangeSet ${name} already exists`)
    }
    const definition = await definitionFrom(context, input, existing)
    refuseNested(input, definition.template)
    const stack = existing ?? newStack(context, checkName(input.StackName, 'stackName'), definition)
    const roleArn = roleOf(input, existing)
    if (!existing) stackEvent(context, stack, 'REVIEW_IN_PROGRESS', 'User Initiated')
    const uuid = newUuid(context, 'change set')
    const changeSet: ChangeSet = {
      id: context.arn(`changeSet/${name}/${uuid}`),
      name,
      stackId: stack.id,
      type,
      ...(input.Description === undefined ? {} : { description: String(input.Description) }),
      status: 'CREATE_PENDING',
      executionStatus: 'UNAVAILABLE',
      createdAt: context.now,
      definition,
      ...(roleArn === undefined ? {} : { roleArn }),
      ...(input.OnStackFailure === undefined ? {} : { onStackFailure: String(input.OnStackFailure) }),
      includeNested: flag(input.IncludeNestedStacks),
      validates: !flag(input.DisableValidation),
      ...(input.ClientToken === undefined ? {} : { token: String(input.ClientToken) }),
      caller: context.caller,
      changes: [],
      problems: [],
      operationId: newUuid(context, 'operation'),
    }
    context.state.changeSets[changeSet.id] = changeSet
    context.schedule(1000, 'change-set', { id: changeSet.id })
    return answer(changeSet)
  },
}

function refuseNested(input: Input, template: string): void {
  const types = Object.values(readTemplate(template).Resources).map((resource) => resource.Type)
  if (flag(input.IncludeNestedStacks) && types.includes('AWS::CloudFormation::Stack')) {
    throw invalid('the simulated CloudFormation makes no change sets of nested stacks (IncludeNestedStacks)')
  }
}

function answer(changeSet: ChangeSet): Output {
  return { Id: changeSet.id, StackId: changeSet.stackId }
}

function keysOf(input: Input): NonNullable<Permission['context']> {
  return {
    'cloudformation:ChangeSetName': String(input.ChangeSetName),
    ...(input.RoleARN === undefined ? {} : { 'cloudformation:RoleArn': String(input.RoleARN) }),
    ...(input.TemplateURL === undefined ? {} : { 'cloudformation:TemplateUrl': String(input.TemplateURL) }),
  }
}

/** The stack that the change set is for; undefined where it has to be made. */
function stackFor(context: Cfn, input: Input, type: 'CREATE' | 'UPDATE'): Stack | undefined {
  const stack = findStack(context.state, String(input.StackName))
  if (type === 'CREATE') {
    if (!stack || stack.status === 'REVIEW_IN_PROGRESS') return stack
    throw invalid(
      `Stack [${stack.name}] already exists and cannot be created again with the changeSet [${String(input.ChangeSetName)}].`,
    )
  }
  if (!stack) throw invalid(`Stack [${String(input.StackName)}] does not exist`)
  requireUpdatable(stack)
  return stack
}

/** CREATE_FAILED and UPDATE_FAILED can be updated because failures were to be left as they are. */
const updatable =
  /^(CREATE_COMPLETE|CREATE_FAILED|UPDATE_COMPLETE|UPDATE_FAILED|UPDATE_ROLLBACK_COMPLETE|IMPORT_COMPLETE)$/

export function requireUpdatable(stack: Stack): void {
  if (!updatable.test(stack.status)) {
    throw invalid(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`)
  }
}

export function changeSetsOf(context: Cfn, stack: Stack | undefined): ChangeSet[] {
  return Object.values(context.state.changeSets).filter(
    (set) => set.stackId === stack?.id && set.deletedAt === undefined,
  )
}

export const describeChangeSet: Operation = {
  needs: needsOn('DescribeChangeSet'),
  run(input, context) {
    const changeSet = requireChangeSet(context, input.ChangeSetName, input.StackName)
    const stack = context.state.stacks[changeSet.stackId] as Stack
    const { items, nextToken } = pageOf(changeSet.changes, 100, input.NextToken, 'ValidationError')
    const view = changeSetView(changeSet, stack, items, flag(input.IncludePropertyValues))
    return { ...view, NextToken: nextToken }
  },
}

export const executeChangeSet: Operation = {
  needs: needsOn('ExecuteChangeSet'),
  run(input, context) {
    const changeSet = requireChangeSet(context, input.ChangeSetName, input.StackName)
    const stack = context.state.stacks[changeSet.stackId] as Stack
    const token = input.ClientRequestToken
    if (token !== undefined && stack.tokens.includes(String(token))) return {}
    if (changeSet.executionStatus !== 'AVAILABLE') {
      throw new AwsError(
        'InvalidChangeSetStatus',
        `ChangeSet [${changeSet.id}] cannot be executed in its current execution status of [${changeSet.executionStatus}]`,
      )
    }
    if (stack.status !== 'REVIEW_IN_PROGRESS') requireUpdatable(stack)
    for (const other of changeSetsOf(context, stack)) if (other !== changeSet) other.deletedAt = context.now
    changeSet.executionStatus = 'EXECUTE_IN_PROGRESS'
    stack.changeSetId = changeSet.id
    startForward(context, stack, {
      target: changeSet.definition,
      onFailure: onFailureOf(changeSet, flag(input.DisableRollback)),
      retainExceptOnCreate: flag(input.RetainExceptOnCreate),
      ...(changeSet.roleArn === undefined ? {} : { roleArn: changeSet.roleArn }),
      ...(token === undefined ? {} : { token: String(token) }),
      caller: context.caller,
    })
    return {}
  },
}

function onFailureOf(changeSet: ChangeSet, disableRollback: boolean): 'rollback' | 'nothing' | 'delete' {
  if (disableRollback || changeSet.onStackFailure === 'DO_NOTHING') return 'nothing'
  return changeSet.onStackFailure === 'DELETE' && changeSet.type === 'CREATE' ? 'delete' : 'rollback'
}

export const deleteChangeSet: Operation = {
  needs: needsOn('DeleteChangeSet'),
  run(input, context) {
    const changeSet = requireChangeSet(context, input.ChangeSetName, input.StackName)
    if (changeSet.executionStatus === 'EXECUTE_IN_PROGRESS') {
      throw new AwsError('InvalidChangeSetStatus', `ChangeSet [${changeSet.id}] cannot be deleted while it is executed`)
    }
    changeSet.deletedAt = context.now
    return {}
  },
}

export const listChangeSets: Operation = {
  needs: (input, context) => [
    { action: 'cloudformation:ListChangeSets', resource: stackArn(context, input.StackName) },
  ],
  run(input, context) {
    const stack = requireStack(context, input.StackName)
    const { items, nextToken } = pageOf(changeSetsOf(context, stack), 100, input.NextToken, 'ValidationError')
    return { Summaries: items.map((set) => changeSetSummary(set, stack)), NextToken: nextToken }
  },
}
