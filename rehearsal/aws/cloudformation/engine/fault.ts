/** The fault stack-failure: one resource of a changed stack cannot be made. */
import { AwsError } from '../../kernel/types.ts'
import type { Cfn } from '../names.ts'
import type { Operation, Stack } from '../state.ts'
import { environmentOf } from './events.ts'

/**
 * Throws for one resource of the operation: option `resource`, else the last of the template that changes.
 * Option `stack` is the end of the stack's name; without it every changed stack is struck.
 */
export function strike(context: Cfn, stack: Stack, operation: Operation, logicalId: string): void {
  if (operation.phase !== 'forward') return
  const fault = context.world.faults.find('stack-failure', environmentOf(stack))
  if (!fault) return
  const { stack: wantedStack, resource } = fault.options
  if (wantedStack !== undefined && !stack.name.endsWith(wantedStack)) return
  const isLast = !Object.values(operation.tasks).some((task) => task.state === 'waiting')
  if (resource === undefined ? !isLast : resource !== logicalId) return
  const type = operation.tasks[logicalId] && stack.resources[logicalId]?.type
  throw new AwsError(
    'ServiceInternalError',
    `An internal failure has occurred while ${type} was being provisioned (Status Code: 500, Request ID: ${context.world.hex(`${stack.id} ${logicalId}`, 32)})`,
  )
}
