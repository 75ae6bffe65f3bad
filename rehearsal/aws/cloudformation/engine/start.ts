/** Starting operations on stacks. */
import type { Caller } from '../../kernel/types.ts'
import { type Cfn, newUuid } from '../names.ts'
import type { Definition, Operation, OperationType, Stack } from '../state.ts'
import { invalid } from '../template/model.ts'
import { cancelRunning } from './cancel.ts'
import { stackEvent } from './events.ts'
import { victimOf } from './fault.ts'
import { enter, goBack } from './phases.ts'
import { deleteTasks, forwardTasks, restoreTasks } from './plan-tasks.ts'
import { principalOf } from './principal.ts'
import { exportsOf } from './scope.ts'

interface Begin {
  target: Definition
  onFailure: Operation['onFailure']
  roleArn?: string
  token?: string
  retainExceptOnCreate?: boolean
  caller: Caller
}

/** Gives the stack an operation; the first thing happens a second later. */
export function startForward(context: Cfn, stack: Stack, begin: Begin): void {
  const creating = stack.status === 'REVIEW_IN_PROGRESS' || stack.status === 'NEW'
  if (begin.roleArn !== undefined) stack.roleArn = begin.roleArn
  const tasks = forwardTasks(context, stack, begin.target)
  const operation = newOperation(context, stack, creating ? 'CREATE_STACK' : 'UPDATE_STACK', begin)
  if (!creating) goOnFrom(stack, operation)
  const struck = victimOf(context, stack, begin.target)
  if (struck !== undefined) operation.struck = struck
  stack.operation = operation
  if (creating) stack.createdAt = context.now
  else stack.updatedAt = context.now
  stack.definition = begin.target
  stack.disableRollback = begin.onFailure === 'nothing'
  stackEvent(context, stack, creating ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS', 'User Initiated')
  enter(context, stack, operation, 'forward', tasks)
}

/** After a failure that was left as it is, a later rollback still goes to the last stable state. */
function goOnFrom(stack: Stack, operation: Operation): void {
  const failed = stack.operation
  if (!failed) {
    operation.before = stack.definition
    return
  }
  if (failed.before !== undefined) operation.before = failed.before
  operation.undo = failed.undo
  operation.garbage = failed.garbage
}

interface Deletion {
  leave: string[]
  roleArn?: string
  token?: string
  caller: Caller
}

/** Throws ValidationError where another stack uses one of its exports. */
export function startDelete(context: Cfn, stack: Stack, deletion: Deletion): void {
  refuseUsedExports(context, stack)
  const operation = newOperation(context, stack, 'DELETE_STACK', {
    ...deletion,
    target: stack.definition,
    onFailure: 'nothing',
  })
  operation.leave = deletion.leave
  const leftOver = stack.operation?.garbage ?? []
  stack.operation = operation
  stackEvent(context, stack, 'DELETE_IN_PROGRESS', 'User Initiated')
  const live = Object.values(stack.resources).filter((resource) => resource.status !== 'DELETE_COMPLETE')
  const victims = [...leftOver, ...live]
  // A stack under review has no template yet, and nothing to delete.
  const definitions = victims.length === 0 ? [] : [stack.definition]
  enter(context, stack, operation, 'delete', deleteTasks(context, stack, victims, definitions))
}

function refuseUsedExports(context: Cfn, stack: Stack): void {
  for (const { name, stackId } of exportsOf(context)) {
    const user = Object.values(context.state.stacks).find((other) => other.imports.includes(name))
    if (stackId === stack.id && user) {
      throw invalid(`Export ${name} cannot be deleted as it is in use by ${user.name}`)
    }
  }
}

/** Turns a running update back (CancelUpdateStack). */
export function cancelUpdate(context: Cfn, stack: Stack): void {
  const { operation } = stack
  if (stack.status !== 'UPDATE_IN_PROGRESS' || !operation) {
    throw invalid('CancelUpdateStack cannot be called from current stack status')
  }
  operation.onFailure = 'rollback'
  cancelRunning(context, stack, operation)
  goBack(context, stack, operation, 'User Initiated')
}

/** Rolls back what a failure left as it was (RollbackStack). */
export function rollBack(context: Cfn, stack: Stack, caller: Caller): void {
  const { operation } = stack
  if (!['CREATE_FAILED', 'UPDATE_FAILED'].includes(stack.status) || !operation) {
    throw invalid(`Stack:${stack.id} is in ${stack.status} state and can not be rolled back.`)
  }
  operation.onFailure = 'rollback'
  operation.id = newUuid(context, 'operation')
  operation.principal = principalOf(context, stack.roleArn, caller)
  noteOperation(stack, 'ROLLBACK', operation.id)
  goBack(context, stack, operation, 'User Initiated')
}

/** Takes up a rollback that failed, leaving the named resources as they are (ContinueUpdateRollback). */
export function continueRollback(context: Cfn, stack: Stack, skip: string[], caller: Caller): void {
  const { operation } = stack
  if (stack.status !== 'UPDATE_ROLLBACK_FAILED' || !operation) {
    throw invalid(`Stack:${stack.id} is in ${stack.status} state and can not be rolled back.`)
  }
  const failed = Object.values(stack.resources).filter((resource) => resource.status.endsWith('_FAILED'))
  const wrong = skip.filter((id) => !failed.some((resource) => resource.logicalId === id))
  if (wrong.length > 0) {
    throw invalid(`Resources [${wrong.join(', ')}] can not be skipped: only resources in UPDATE_FAILED state can be.`)
  }
  operation.leave = skip
  operation.failed = []
  operation.id = newUuid(context, 'operation')
  operation.principal = principalOf(context, stack.roleArn, caller)
  noteOperation(stack, 'CONTINUE_ROLLBACK', operation.id)
  // What is skipped counts as rolled back.
  for (const resource of failed) if (skip.includes(resource.logicalId)) resource.status = 'UPDATE_COMPLETE'
  stackEvent(context, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated')
  enter(context, stack, operation, 'back', restoreTasks(context, stack, operation))
}

function newOperation(context: Cfn, stack: Stack, type: OperationType, begin: Begin): Operation {
  const operation: Operation = {
    id: newUuid(context, 'operation'),
    type,
    phase: 'forward',
    principal: principalOf(context, begin.roleArn ?? stack.roleArn, begin.caller),
    ...(begin.token === undefined ? {} : { token: begin.token }),
    target: begin.target,
    onFailure: begin.onFailure,
    ...(begin.retainExceptOnCreate ? { retainExceptOnCreate: true } : {}),
    tasks: {},
    undo: [],
    garbage: [],
    failed: [],
    leave: [],
  }
  noteOperation(stack, type, operation.id)
  if (begin.token !== undefined) stack.tokens.push(begin.token)
  return operation
}

function noteOperation(stack: Stack, type: OperationType, id: string): void {
  stack.lastOperations = [{ type, id }, ...stack.lastOperations].slice(0, 5)
}
