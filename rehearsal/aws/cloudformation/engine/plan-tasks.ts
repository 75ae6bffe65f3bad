/** Which tasks a phase of an operation has, and in which order. */
import type { Cfn } from '../names.ts'
import type { Definition, Operation, Stack, StackResource, Task } from '../state.ts'
import { dependenciesOf } from '../template/dependencies.ts'
import { openDefinition } from './scope.ts'

/** Every resource of the target, after those that it needs. */
export function forwardTasks(context: Cfn, stack: Stack, target: Definition): Record<string, Task> {
  const { resources } = openDefinition(context, stack, target)
  const tasks = Object.entries(resources).map(([logicalId, declaration]): [string, Task] => {
    const needs = dependenciesOf(declaration, (name) => name in resources)
    return [logicalId, { logicalId, action: 'apply', state: 'waiting', needs }]
  })
  return Object.fromEntries(tasks)
}

/** The changed resources, in the order in which the earlier definition would make them. */
export function restoreTasks(context: Cfn, stack: Stack, operation: Operation): Record<string, Task> {
  const touched = new Set(operation.undo.map((entry) => entry.logicalId))
  const needs = operation.before === undefined ? {} : dependencyTable(context, stack, operation.before)
  const tasks = [...touched].map((logicalId): [string, Task] => {
    const state = operation.leave.includes(logicalId) ? 'skipped' : 'waiting'
    const own = (needs[logicalId] ?? []).filter((name) => touched.has(name))
    return [logicalId, { logicalId, action: 'restore', state, needs: own }]
  })
  return Object.fromEntries(tasks)
}

/** Deletions, each after those of the resources that need it. */
export function deleteTasks(
  context: Cfn,
  stack: Stack,
  victims: StackResource[],
  from: Definition[],
): Record<string, Task> {
  const tables = from.map((definition) => dependencyTable(context, stack, definition))
  const keyOf = (victim: StackResource) => `${victim.logicalId}/${victim.physicalId}`
  const needing = (logicalId: string) =>
    victims.filter((other) => tables.some((table) => table[other.logicalId]?.includes(logicalId))).map(keyOf)
  const tasks = victims.map((victim): [string, Task] => {
    const needs = needing(victim.logicalId).filter((key) => key !== keyOf(victim))
    return [keyOf(victim), { logicalId: victim.logicalId, action: 'delete', state: 'waiting', needs, victim }]
  })
  return Object.fromEntries(tasks)
}

function dependencyTable(context: Cfn, stack: Stack, definition: Definition): Record<string, string[]> {
  if (definition.template === '') return {} // a stack under review
  const { resources } = openDefinition(context, stack, definition)
  const entries = Object.entries(resources).map(
    ([id, declaration]) => [id, dependenciesOf(declaration, (name) => name in resources)] as const,
  )
  return Object.fromEntries(entries)
}

/** The tasks whose needs are all met and that have not begun. */
export function readyTasks(tasks: Record<string, Task>): [string, Task][] {
  const met = (key: string) => ['done', 'skipped', undefined].includes(tasks[key]?.state)
  return Object.entries(tasks).filter(([, task]) => task.state === 'waiting' && task.needs.every(met))
}
