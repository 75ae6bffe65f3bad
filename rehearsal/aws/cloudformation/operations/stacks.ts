/** Stacks: reading, deleting, protecting, and turning back. */
import { pageOf } from '../../kernel/paging.ts'
import type { Operation as ApiOperation, Input, Permission } from '../../kernel/types.ts'
import { exportsOf } from '../engine/scope.ts'
import { cancelUpdate, continueRollback, rollBack, startDelete } from '../engine/start.ts'
import { type Cfn, findStack, isBusy, requireStack, stackArn } from '../names.ts'
import type { CloudFormationState, Stack, StackResource } from '../state.ts'
import { invalid } from '../template/model.ts'
import { eventView, resourceDetail, resourceSummary, resourceView, stackSummary, stackView } from '../views/stack.ts'
import { list, passRole } from './definition.ts'

type Operation = ApiOperation<CloudFormationState>

export function onStack(action: string): (input: Input, context: Cfn) => Permission[] {
  return (input, context) => {
    const resource = input.StackName === undefined ? '*' : stackArn(context, input.StackName)
    return [{ action: `cloudformation:${action}`, resource }]
  }
}

export const describeStacks: Operation = {
  needs: onStack('DescribeStacks'),
  run(input, context) {
    if (input.StackName !== undefined) return { Stacks: [stackView(requireStack(context, input.StackName))] }
    const { items, nextToken } = pageOf(liveStacks(context), 100, input.NextToken, 'ValidationError')
    return { Stacks: items.map(stackView), NextToken: nextToken }
  },
}

function liveStacks(context: Cfn): Stack[] {
  return Object.values(context.state.stacks)
    .filter((stack) => stack.status !== 'DELETE_COMPLETE')
    .reverse()
}

export const listStacks: Operation = {
  needs: () => [{ action: 'cloudformation:ListStacks', resource: '*' }],
  run(input, context) {
    const wanted = list(input.StackStatusFilter)
    const stacks = Object.values(context.state.stacks)
      .filter((stack) => wanted.length === 0 || wanted.includes(stack.status))
      .reverse()
    const { items, nextToken } = pageOf(stacks, 100, input.NextToken, 'ValidationError')
    return { StackSummaries: items.map(stackSummary), NextToken: nextToken }
  },
}

export const describeStackEvents: Operation = {
  needs: onStack('DescribeStackEvents'),
  run(input, context) {
    const stack = requireKnown(context, input.StackName)
    const { items, nextToken } = pageOf([...stack.events].reverse(), 100, input.NextToken, 'ValidationError')
    return { StackEvents: items.map((event) => eventView(stack, event)), NextToken: nextToken }
  },
}

/** Events and resources word a missing stack differently from DescribeStacks. */
function requireKnown(context: Cfn, nameOrId: unknown): Stack {
  const stack = findStack(context.state, String(nameOrId))
  if (!stack) throw invalid(`Stack [${String(nameOrId)}] does not exist`)
  return stack
}

export const describeStackResources: Operation = {
  needs: onStack('DescribeStackResources'),
  run(input, context) {
    const { PhysicalResourceId, LogicalResourceId } = input
    const stack =
      PhysicalResourceId === undefined
        ? requireKnown(context, input.StackName)
        : stackWith(context, String(PhysicalResourceId))
    const resources = Object.values(stack.resources).filter(
      (resource) => LogicalResourceId === undefined || resource.logicalId === LogicalResourceId,
    )
    return { StackResources: resources.map((resource) => resourceView(stack, resource)) }
  },
}

function stackWith(context: Cfn, physicalId: string): Stack {
  const found = liveStacks(context).find((stack) =>
    Object.values(stack.resources).some((resource) => resource.physicalId === physicalId),
  )
  if (!found) throw invalid(`Stack for ${physicalId} does not exist`)
  return found
}

export const listStackResources: Operation = {
  needs: onStack('ListStackResources'),
  run(input, context) {
    const stack = requireKnown(context, input.StackName)
    const { items, nextToken } = pageOf(Object.values(stack.resources), 100, input.NextToken, 'ValidationError')
    return { StackResourceSummaries: items.map(resourceSummary), NextToken: nextToken }
  },
}

export const describeStackResource: Operation = {
  needs: onStack('DescribeStackResource'),
  run(input, context) {
    const stack = requireKnown(context, input.StackName)
    const resource: StackResource | undefined = stack.resources[String(input.LogicalResourceId)]
    if (!resource) {
      throw invalid(`Resource ${String(input.LogicalResourceId)} does not exist for stack ${stack.name}`)
    }
    return { StackResourceDetail: resourceDetail(stack, resource) }
  },
}

export const deleteStack: Operation = {
  needs: (input, context) => [...onStack('DeleteStack')(input, context), ...passRole(input)],
  run(input, context) {
    const stack = findStack(context.state, String(input.StackName))
    // Deleting what is not there is no error.
    if (!stack || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return {}
    const token = input.ClientRequestToken
    if (token !== undefined && stack.tokens.includes(String(token))) return {}
    if (stack.terminationProtection) {
      throw invalid(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`)
    }
    if (isBusy(stack) && stack.status !== 'REVIEW_IN_PROGRESS' && stack.status !== 'CREATE_IN_PROGRESS') {
      throw invalid(`Stack [${stack.name}] cannot be deleted while in status ${stack.status}`)
    }
    const leave = list(input.RetainResources)
    if (leave.length > 0 && stack.status !== 'DELETE_FAILED') {
      throw invalid(
        `Invalid operation on stack [${stack.id}]. RetainResources can only be specified for stacks in DELETE_FAILED status`,
      )
    }
    for (const set of Object.values(context.state.changeSets)) if (set.stackId === stack.id) set.deletedAt = context.now
    startDelete(context, stack, {
      leave,
      ...(input.RoleARN === undefined ? {} : { roleArn: String(input.RoleARN) }),
      ...(token === undefined ? {} : { token: String(token) }),
      caller: context.caller,
    })
    return {}
  },
}

export const updateTerminationProtection: Operation = {
  needs: onStack('UpdateTerminationProtection'),
  run(input, context) {
    const stack = requireStack(context, input.StackName)
    stack.terminationProtection = String(input.EnableTerminationProtection) === 'true'
    return { StackId: stack.id }
  },
}

export const cancelUpdateStack: Operation = {
  needs: onStack('CancelUpdateStack'),
  run(input, context) {
    cancelUpdate(context, requireStack(context, input.StackName))
    return {}
  },
}

export const continueUpdateRollback: Operation = {
  needs: (input, context) => [...onStack('ContinueUpdateRollback')(input, context), ...passRole(input)],
  run(input, context) {
    const stack = requireStack(context, input.StackName)
    if (input.RoleARN !== undefined) stack.roleArn = String(input.RoleARN)
    continueRollback(context, stack, list(input.ResourcesToSkip), context.caller)
    return {}
  },
}

export const rollbackStack: Operation = {
  needs: (input, context) => [...onStack('RollbackStack')(input, context), ...passRole(input)],
  run(input, context) {
    const stack = requireStack(context, input.StackName)
    if (input.RoleARN !== undefined) stack.roleArn = String(input.RoleARN)
    rollBack(context, stack, context.caller)
    return { StackId: stack.id }
  },
}

export const listExports: Operation = {
  needs: () => [{ action: 'cloudformation:ListExports', resource: '*' }],
  run(input, context) {
    const { items, nextToken } = pageOf(exportsOf(context), 100, input.NextToken, 'ValidationError')
    const Exports = items.map(({ name, value, stackId }) => ({ ExportingStackId: stackId, Name: name, Value: value }))
    return { Exports, NextToken: nextToken }
  },
}
