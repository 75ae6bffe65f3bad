/** CreateStack and UpdateStack: the same engine without a change set in between. */
import { type Operation as ApiOperation, AwsError } from '../../kernel/types.ts'
import { computeChanges } from '../change-set/compute.ts'
import { startForward } from '../engine/start.ts'
import { checkName, findStack, requireStack, stackArn } from '../names.ts'
import type { CloudFormationState } from '../state.ts'
import { invalid } from '../template/model.ts'
import { changeSetsOf, requireUpdatable } from './change-sets.ts'
import { definitionFrom, flag, passRole } from './definition.ts'
import { newStack } from './new-stack.ts'

type Operation = ApiOperation<CloudFormationState>

export const createStack: Operation = {
  needs: (input, context) => [
    { action: 'cloudformation:CreateStack', resource: stackArn(context, input.StackName) },
    ...passRole(input),
  ],
  async run(input, context) {
    const name = checkName(input.StackName, 'stackName')
    const existing = findStack(context.state, name)
    const token = input.ClientRequestToken === undefined ? undefined : String(input.ClientRequestToken)
    if (existing) {
      if (token !== undefined && existing.tokens.includes(token)) return { StackId: existing.id }
      throw new AwsError('AlreadyExistsException', `Stack [${name}] already exists`)
    }
    if (input.DisableRollback !== undefined && input.OnFailure !== undefined) {
      throw invalid('Specify either DisableRollback or OnFailure, but not both')
    }
    const definition = await definitionFrom(context, input, undefined)
    const stack = newStack(context, name, definition)
    stack.terminationProtection = flag(input.EnableTerminationProtection)
    const onFailure = flag(input.DisableRollback) ? 'DO_NOTHING' : String(input.OnFailure ?? 'ROLLBACK')
    startForward(context, stack, {
      target: definition,
      onFailure: onFailure === 'DO_NOTHING' ? 'nothing' : onFailure === 'DELETE' ? 'delete' : 'rollback',
      ...(input.RoleARN === undefined ? {} : { roleArn: String(input.RoleARN) }),
      ...(token === undefined ? {} : { token }),
      caller: context.caller,
    })
    return { StackId: stack.id, OperationId: stack.operation?.id }
  },
}

export const updateStack: Operation = {
  needs: (input, context) => [
    { action: 'cloudformation:UpdateStack', resource: stackArn(context, input.StackName) },
    ...passRole(input),
  ],
  async run(input, context) {
    const stack = requireStack(context, input.StackName)
    const token = input.ClientRequestToken === undefined ? undefined : String(input.ClientRequestToken)
    if (token !== undefined && stack.tokens.includes(token)) return { StackId: stack.id }
    requireUpdatable(stack)
    const definition = await definitionFrom(context, input, stack)
    if (!computeChanges(context, stack, definition).anything) throw invalid('No updates are to be performed.')
    for (const set of changeSetsOf(context, stack)) {
      if (set.executionStatus === 'AVAILABLE') set.executionStatus = 'OBSOLETE'
    }
    startForward(context, stack, {
      target: definition,
      onFailure: flag(input.DisableRollback) ? 'nothing' : 'rollback',
      ...(input.RoleARN === undefined ? {} : { roleArn: String(input.RoleARN) }),
      ...(token === undefined ? {} : { token }),
      caller: context.caller,
    })
    return { StackId: stack.id, OperationId: stack.operation?.id }
  },
}
