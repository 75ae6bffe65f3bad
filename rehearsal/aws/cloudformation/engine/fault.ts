/** The fault stack-failure: one resource of a changed stack cannot be made. */
import { AwsError } from '../../kernel/types.ts'
import { computeChanges } from '../change-set/compute.ts'
import type { Cfn } from '../names.ts'
import type { Definition, Operation, Stack } from '../state.ts'

/**
 * The resource that the operation is to fail at: option `resource`, else the last one that changes.
 * Option `stack` is the end of the stack's name; without it every changed stack is struck.
 */
export function victimOf(context: Cfn, stack: Stack, target: Definition): string | undefined {
  const fault = context.world.faults.find('stack-failure', target.tags.Environment)
  if (!fault) return undefined
  const { stack: ending, resource } = fault.options
  if (ending !== undefined && !stack.name.endsWith(ending)) return undefined
  return resource ?? computeChanges(context, stack, target).order.at(-1)
}

/** Throws where the fault strikes; a rollback is left alone. */
export function strike(context: Cfn, stack: Stack, operation: Operation, logicalId: string): void {
  if (operation.phase !== 'forward' || operation.struck !== logicalId) return
  const request = context.world.hex(`fault ${stack.id} ${operation.id} ${logicalId}`, 32)
  throw new AwsError(
    'ServiceInternalError',
    `An internal failure has occurred while the resource was being provisioned (Service: ${stack.resources[logicalId]?.type}, Status Code: 500, Request ID: ${request})`,
  )
}
