/** Undoing and deleting single resources. */
import type { Cfn } from '../names.ts'
import type { Operation, Stack, StackResource, Task } from '../state.ts'
import type { Begun } from './apply.ts'
import { resourceEvent } from './events.ts'
import { reasonOf, remove, update } from './resource-calls.ts'

/** Brings a resource back to what it was before the operation. */
export async function restoreResource(context: Cfn, stack: Stack, operation: Operation, task: Task): Promise<Begun> {
  const { logicalId } = task
  // The oldest memory is how it was when the operation began.
  const before = operation.undo.find((entry) => entry.logicalId === logicalId)?.before ?? null
  const now = stack.resources[logicalId]
  if (before === null) {
    // What the update created is deleted in the cleanup.
    if (now && now.physicalId !== '') operation.garbage.push(now)
    delete stack.resources[logicalId]
    return 'unchanged'
  }
  task.verb = 'UPDATE'
  if (!now || now.physicalId !== before.physicalId) {
    if (now && now.physicalId !== '') operation.garbage.push(structuredClone(now))
    operation.garbage = operation.garbage.filter((other) => other.physicalId !== before.physicalId)
    stack.resources[logicalId] = before
    resourceEvent(context, stack, before, 'UPDATE_IN_PROGRESS')
    return 'running'
  }
  resourceEvent(context, stack, now, 'UPDATE_IN_PROGRESS')
  try {
    const made = await update(context, stack, now, before.properties, before.tags)
    Object.assign(now, structuredClone(before), { attributes: { ...made.attributes }, status: 'UPDATE_IN_PROGRESS' })
  } catch (error) {
    return { failed: reasonOf(context, error) }
  }
  return 'running'
}

/** Deletes what a task names, as its policy allows. */
export async function deleteResource(context: Cfn, stack: Stack, operation: Operation, task: Task): Promise<Begun> {
  const victim = task.victim as StackResource
  task.verb = 'DELETE'
  const policy = policyFor(stack, operation, victim)
  if (policy === 'Retain') {
    resourceEvent(context, stack, victim, 'DELETE_SKIPPED')
    forget(stack, operation, victim)
    return 'unchanged'
  }
  if (victim.physicalId === '') {
    forget(stack, operation, victim)
    return 'unchanged'
  }
  resourceEvent(context, stack, current(stack, victim), 'DELETE_IN_PROGRESS')
  try {
    await remove(context, stack, victim, policy)
  } catch (error) {
    return { failed: reasonOf(context, error) }
  }
  return 'running'
}

/** The victim as the stack shows it, if it still is the stack's. */
export function current(stack: Stack, victim: StackResource): StackResource {
  const shown = stack.resources[victim.logicalId]
  return shown?.physicalId === victim.physicalId ? shown : victim
}

export function forget(stack: Stack, operation: Operation, victim: StackResource): void {
  // A stack that is deleted or whose creation is taken back still shows its resources.
  if (operation.phase === 'delete' || (operation.phase === 'back' && operation.before === undefined)) return
  if (stack.resources[victim.logicalId]?.physicalId === victim.physicalId) delete stack.resources[victim.logicalId]
}

function policyFor(stack: Stack, operation: Operation, victim: StackResource): string {
  if (operation.leave.includes(victim.logicalId) && operation.phase === 'delete') return 'Retain'
  // A rolled-back change deletes what it made, unless it is to be retained whatever happens. (API reference,
  // ExecuteChangeSet, RetainExceptOnCreate: "newly created resources marked with a deletion policy of Retain" too.)
  if (operation.phase === 'back' || operation.phase === 'back-cleanup') {
    return victim.deletionPolicy === 'Retain' && !operation.retainExceptOnCreate ? 'Retain' : 'Delete'
  }
  const replaced = operation.phase === 'cleanup' && stack.resources[victim.logicalId]?.physicalId !== victim.physicalId
  const policy =
    replaced && operation.garbage.some((other) => other.physicalId === victim.physicalId)
      ? victim.replacePolicy
      : victim.deletionPolicy
  return policy === 'RetainExceptOnCreate' ? 'Retain' : policy
}
