/** Giving up what runs beside a resource that failed; it is taken back with the rest. */
import type { Cfn } from '../names.ts'
import type { Operation, Stack } from '../state.ts'
import { resourceEvent } from './events.ts'

export function cancelRunning(context: Cfn, stack: Stack, operation: Operation): void {
  for (const task of Object.values(operation.tasks)) {
    const resource = stack.resources[task.logicalId]
    if (task.state !== 'running' || !resource) continue
    task.state = 'failed'
    const word = task.verb === 'CREATE' ? 'creation' : 'update'
    resourceEvent(context, stack, resource, `${task.verb}_FAILED`, `Resource ${word} cancelled`)
    operation.failed.push({ logicalId: task.logicalId, verb: task.verb === 'CREATE' ? 'create' : 'update' })
  }
}
