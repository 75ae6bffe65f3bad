/**
 * What follows when all tasks of a phase have ended ("Stack status codes" and "How CloudFormation works" in the User
 * Guide): forward → cleanup → complete, or forward → back → back-cleanup → rolled back.
 */

import { AwsError } from '../../kernel/types.ts'
import type { Cfn } from '../names.ts'
import type { Operation, Phase, Stack, StackResource, Task } from '../state.ts'
import { stackEvent } from './events.ts'
import { outputsOf } from './outputs.ts'
import { deleteTasks, restoreTasks } from './plan-tasks.ts'
import { openDefinition } from './scope.ts'

export function endPhase(context: Cfn, stack: Stack, operation: Operation): void {
  endings[operation.phase](context, stack, operation)
}

const endings: Record<Phase, (context: Cfn, stack: Stack, operation: Operation) => void> = {
  forward: endForward,
  cleanup: (context, stack, operation) => finish(context, stack, operation, 'UPDATE_COMPLETE'),
  back: endBack,
  'back-cleanup': (context, stack, operation) => finish(context, stack, operation, 'UPDATE_ROLLBACK_COMPLETE'),
  delete: endDelete,
}

function endForward(context: Cfn, stack: Stack, operation: Operation): void {
  let reason = failureText(operation)
  if (reason === undefined) {
    try {
      stack.outputs = outputsOf(context, stack, operation.target)
      complete(context, stack, operation)
      return
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      reason = error.message
    }
  }
  goBack(context, stack, operation, reason)
}

function complete(context: Cfn, stack: Stack, operation: Operation): void {
  stack.definition = operation.target
  if (operation.type === 'CREATE_STACK') {
    finish(context, stack, operation, 'CREATE_COMPLETE')
    return
  }
  stackEvent(context, stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS')
  const wanted = openDefinition(context, stack, operation.target).resources
  const removed = Object.values(stack.resources).filter((resource) => !(resource.logicalId in wanted))
  const victims = [...operation.garbage, ...removed]
  enter(
    context,
    stack,
    operation,
    'cleanup',
    deleteTasks(context, stack, victims, [operation.before ?? operation.target]),
  )
}

/** After a failure: rolls back, deletes or leaves everything as it is, as the caller chose. */
export function goBack(context: Cfn, stack: Stack, operation: Operation, reason: string): void {
  const creating = operation.before === undefined
  if (operation.onFailure === 'nothing') {
    // The operation stays, so that RollbackStack and a later update know what was before.
    const status = operation.type === 'CREATE_STACK' ? 'CREATE_FAILED' : 'UPDATE_FAILED'
    stackEvent(context, stack, status, reason)
    endChangeSet(context, stack, status)
    operation.tasks = {}
    return
  }
  operation.failed = []
  if (creating) {
    const deleting = operation.onFailure === 'delete'
    stackEvent(context, stack, deleting ? 'DELETE_IN_PROGRESS' : 'ROLLBACK_IN_PROGRESS', reason)
    const victims = Object.values(stack.resources)
    enter(context, stack, operation, 'back', deleteTasks(context, stack, victims, [operation.target]))
    return
  }
  stack.definition = operation.before as NonNullable<typeof operation.before>
  stackEvent(context, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', reason)
  enter(context, stack, operation, 'back', restoreTasks(context, stack, operation))
}

function endBack(context: Cfn, stack: Stack, operation: Operation): void {
  const reason = failureText(operation)
  if (operation.before === undefined) {
    const [good, bad] =
      operation.onFailure === 'delete' ? ['DELETE_COMPLETE', 'DELETE_FAILED'] : ['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED']
    if (good === 'DELETE_COMPLETE' && reason === undefined) stack.deletedAt = context.now
    finish(context, stack, operation, reason === undefined ? good : bad, reason)
    return
  }
  if (reason !== undefined) {
    // What is not yet back stays remembered, so that ContinueUpdateRollback can go on from here.
    stackEvent(context, stack, 'UPDATE_ROLLBACK_FAILED', reason)
    operation.undo = operation.undo.filter(({ logicalId }) => operation.tasks[logicalId]?.state !== 'done')
    operation.tasks = {}
    return
  }
  stack.outputs = outputsOf(context, stack, operation.before)
  stackEvent(context, stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS')
  enter(context, stack, operation, 'back-cleanup', deleteTasks(context, stack, operation.garbage, [operation.target]))
}

function endDelete(context: Cfn, stack: Stack, operation: Operation): void {
  const reason = failureText(operation)
  if (reason === undefined) {
    stack.deletedAt = context.now
    stack.outputs = []
    stack.imports = []
  }
  finish(context, stack, operation, reason === undefined ? 'DELETE_COMPLETE' : 'DELETE_FAILED', reason)
}

/** Starts a phase; its first step is an event of its own, so that each phase can be seen and saved. */
export function enter(
  context: Cfn,
  stack: Stack,
  operation: Operation,
  phase: Phase,
  tasks: Record<string, Task>,
): void {
  operation.phase = phase
  operation.tasks = tasks
  context.schedule(1000, 'advance', { stackId: stack.id, operationId: operation.id, phase, key: '' })
}

function finish(context: Cfn, stack: Stack, operation: Operation, status: string, reason?: string): void {
  stackEvent(context, stack, status, reason)
  delete stack.operation
  endChangeSet(context, stack, status)
  // A failed cleanup doesn't fail the update; what could not be deleted is no longer the stack's.
  if (operation.phase === 'cleanup' || operation.phase === 'back-cleanup') dropFailed(stack, operation)
}

function endChangeSet(context: Cfn, stack: Stack, status: string): void {
  const changeSet = context.state.changeSets[stack.changeSetId ?? '']
  if (changeSet?.executionStatus !== 'EXECUTE_IN_PROGRESS') return
  changeSet.executionStatus = /^(CREATE|UPDATE)_COMPLETE$/.test(status) ? 'EXECUTE_COMPLETE' : 'EXECUTE_FAILED'
}

function dropFailed(stack: Stack, operation: Operation): void {
  const victims = Object.values(operation.tasks).map((task) => task.victim as StackResource)
  for (const victim of victims) {
    if (stack.resources[victim.logicalId]?.physicalId === victim.physicalId) delete stack.resources[victim.logicalId]
  }
}

/** The sentence that the stack's event gives; undefined where nothing failed. */
function failureText(operation: Operation): string | undefined {
  if (operation.phase === 'cleanup' || operation.phase === 'back-cleanup' || operation.failed.length === 0)
    return undefined
  const verbs = [...new Set(operation.failed.map((entry) => entry.verb))]
  const texts = verbs.map((verb) => {
    const ids = operation.failed.filter((entry) => entry.verb === verb).map((entry) => entry.logicalId)
    return `The following resource(s) failed to ${verb}: [${ids.join(', ')}].`
  })
  const rolls = operation.phase === 'forward' && operation.onFailure === 'rollback'
  return `${texts.join(' ')}${rolls ? ' Rollback requested by user.' : ''} `.trimEnd()
}
