/** Stack events, and the statuses that go with them. */
import type { Cfn } from '../names.ts'
import { newUuid } from '../names.ts'
import type { Stack, StackEvent, StackResource } from '../state.ts'

export function environmentOf(stack: Stack): string | undefined {
  return stack.definition.tags.Environment
}

/** Sets the stack's status and writes its event. */
export function stackEvent(context: Cfn, stack: Stack, status: string, reason?: string): void {
  stack.status = status
  if (reason === undefined) delete stack.statusReason
  else stack.statusReason = reason
  write(context, stack, {
    logicalId: stack.name,
    physicalId: stack.id,
    type: 'AWS::CloudFormation::Stack',
    status,
    ...(reason === undefined ? {} : { reason }),
  })
}

/** Sets a resource's status and writes its event. */
export function resourceEvent(
  context: Cfn,
  stack: Stack,
  resource: StackResource,
  status: string,
  reason?: string,
): void {
  resource.status = status
  resource.updatedAt = context.now
  if (reason === undefined) delete resource.reason
  else resource.reason = reason
  write(context, stack, {
    logicalId: resource.logicalId,
    physicalId: resource.physicalId,
    type: resource.type,
    status,
    properties: JSON.stringify(resource.properties),
    ...(reason === undefined ? {} : { reason }),
  })
}

function write(context: Cfn, stack: Stack, event: Omit<StackEvent, 'id' | 'at' | 'operationId' | 'token'>): void {
  const { operation } = stack
  stack.events.push({
    id: `${event.logicalId === stack.name ? '' : `${event.logicalId}-${event.status}-`}${newUuid(context, 'event')}`,
    at: context.now,
    ...(operation === undefined ? {} : { operationId: operation.id }),
    ...(operation?.token === undefined ? {} : { token: operation.token }),
    ...event,
  })
  const environment = environmentOf(stack)
  const about = event.logicalId === stack.name ? '' : `${event.logicalId} (${event.type}) `
  context.world.timeline({
    account: context.account,
    region: context.region,
    ...(environment === undefined ? {} : { environment }),
    service: 'cloudformation',
    kind: about === '' ? 'stack' : 'resource',
    subject: stack.name,
    text: `${about}${event.status}${event.reason === undefined ? '' : `: ${event.reason}`}`,
  })
}
