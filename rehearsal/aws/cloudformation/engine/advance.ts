/** Moves an operation on: begins what is ready, asks what is running, and ends phases. */
import type { Cfn } from '../names.ts'
import type { Operation, Stack, StackResource, Task } from '../state.ts'
import { applyResource, type Begun } from './apply.ts'
import { cancelRunning } from './cancel.ts'
import { resourceEvent } from './events.ts'
import { endPhase } from './phases.ts'
import { readyTasks } from './plan-tasks.ts'
import { handlerContext, reasonOf, requireHandler } from './resource-calls.ts'
import { current, deleteResource, forget, restoreResource } from './take-back.ts'

const pollSeconds = 5
/** The longest that CloudFormation waits for a resource; ECS services get three hours. */
const patienceMs = 3 * 60 * 60 * 1000

/** An event of this room: plain data, since it may be saved before it happens. */
export type Step = { stackId: string; operationId: string; phase: string; key: string }

/** Begins every task whose needs are met; ends the phase when nothing is left. */
export async function advance(context: Cfn, stack: Stack): Promise<void> {
  const { operation } = stack
  if (!operation) return
  for (let ready = readyTasks(operation.tasks); ready.length > 0; ready = readyTasks(operation.tasks)) {
    for (const [key, task] of ready) {
      if (!canGoOn(operation)) break
      await begin(context, stack, operation, key, task)
    }
    if (!canGoOn(operation)) break
  }
  if (!canGoOn(operation)) cancelRunning(context, stack, operation)
  const tasks = Object.values(operation.tasks)
  if (tasks.some((task) => task.state === 'running')) return
  // What still waits needs one that failed: a deletion leaves it.
  for (const task of tasks) if (task.state === 'waiting') task.state = 'skipped'
  endPhase(context, stack, operation)
}

/** A failure stops a creation or update at once; a deletion goes on with what it can. */
function canGoOn(operation: Operation): boolean {
  return operation.phase !== 'forward' || operation.failed.length === 0
}

async function begin(context: Cfn, stack: Stack, operation: Operation, key: string, task: Task): Promise<void> {
  task.state = 'running'
  task.startedAt = context.now
  settleTask(context, stack, operation, key, await beginTask(context, stack, operation, task))
}

async function beginTask(context: Cfn, stack: Stack, operation: Operation, task: Task): Promise<Begun> {
  if (task.action === 'apply') return await applyResource(context, stack, operation, task.logicalId)
  if (task.action === 'restore') return await restoreResource(context, stack, operation, task)
  return await deleteResource(context, stack, operation, task)
}

function settleTask(context: Cfn, stack: Stack, operation: Operation, key: string, begun: Begun): void {
  const task = operation.tasks[key]
  if (!task) return
  if (begun === 'unchanged') {
    task.state = 'done'
  } else if (begun === 'running') {
    const type = subjectOf(stack, task)?.type ?? ''
    const seconds = context.world.handler(type)?.seconds ?? pollSeconds
    const step: Step = { stackId: stack.id, operationId: operation.id, phase: operation.phase, key }
    context.schedule(seconds * 1000, 'poll', step)
  } else {
    fail(context, stack, operation, task, begun.failed)
  }
}

/** Asks a running resource whether it is ready. */
export async function poll(context: Cfn, stack: Stack, step: Step): Promise<void> {
  const { operation } = stack
  const task = operation?.tasks[step.key]
  if (!operation || operation.id !== step.operationId || operation.phase !== step.phase) return
  if (task?.state !== 'running') return
  const resource = subjectOf(stack, task)
  if (!resource) return
  const answer = ask(context, stack, task, resource)
  if (answer === 'pending' && context.now - (task.startedAt ?? 0) < patienceMs) {
    context.schedule(pollSeconds * 1000, 'poll', step)
    return
  }
  if (answer === 'ready') succeed(context, stack, operation, task, resource)
  else fail(context, stack, operation, task, answer === 'pending' ? 'Exceeded attempts to wait' : answer.failed)
  await advance(context, stack)
}

type Answer = 'ready' | 'pending' | { failed: string }

function ask(context: Cfn, stack: Stack, task: Task, resource: StackResource): Answer {
  const handler = requireHandler(context, resource.type)
  const { physicalId, properties } = resource
  const calling = handlerContext(context, stack, resource.logicalId, resource.tags)
  try {
    if (task.action === 'delete') return handler.removed?.(physicalId, calling) ?? 'ready'
    const answer = handler.stabilized?.(physicalId, properties, calling) ?? 'ready'
    if (answer === 'ready' && handler.attributes) resource.attributes = handler.attributes(physicalId, calling)
    return answer
  } catch (error) {
    return { failed: reasonOf(context, error) }
  }
}

function subjectOf(stack: Stack, task: Task): StackResource | undefined {
  return task.action === 'delete' ? task.victim : stack.resources[task.logicalId]
}

function succeed(context: Cfn, stack: Stack, operation: Operation, task: Task, resource: StackResource): void {
  task.state = 'done'
  const shown = task.action === 'delete' ? current(stack, resource) : resource
  resourceEvent(context, stack, shown, `${task.verb}_COMPLETE`)
  if (task.action === 'delete') forget(stack, operation, resource)
}

function fail(context: Cfn, stack: Stack, operation: Operation, task: Task, reason: string): void {
  task.state = 'failed'
  const resource = subjectOf(stack, task)
  const verb = task.verb ?? 'UPDATE'
  if (resource) {
    const shown = task.action === 'delete' ? current(stack, resource) : resource
    resourceEvent(context, stack, shown, `${verb}_FAILED`, reason)
  }
  operation.failed.push({ logicalId: task.logicalId, verb: verb.toLowerCase() as 'create' | 'update' | 'delete' })
}
