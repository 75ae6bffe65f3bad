/** The resource that failed first: what the others were cancelled for. */
import type { CloudFormationClient, StackEvent } from '@aws-sdk/client-cloudformation'
import { eventsSince } from './events.ts'
import type { Template } from './template-file.ts'

export interface RootCause {
  logicalId: string
  type: string
  status: string
  reason: string
  /** In the template; undefined for what a nested stack or a macro made. */
  line: number | undefined
}

// CloudFormation's words for what it stopped because of something else.
const consequence = /^Resource (creation|update|deletion) cancelled|^The following resource\(s\) failed to/i

/** `events` are of one operation, oldest first. */
export function rootCause(events: readonly StackEvent[], stackId: string, template: Template): RootCause | undefined {
  const event = events.find(
    ({ ResourceStatus, ResourceStatusReason = '', PhysicalResourceId, HookStatus }) =>
      PhysicalResourceId !== stackId &&
      (HookStatus === 'HOOK_COMPLETE_FAILED' ||
        (ResourceStatus?.endsWith('_FAILED') && !consequence.test(ResourceStatusReason))),
  )
  return event ? asCause(event, template) : stackCause(events, stackId)
}

/** Where no resource failed, the stack itself may say why (a cancelled update, a trigger that went off). */
function stackCause(events: readonly StackEvent[], stackId: string): RootCause | undefined {
  const event = events.find(
    ({ ResourceStatus = '', ResourceStatusReason, PhysicalResourceId }) =>
      PhysicalResourceId === stackId &&
      ResourceStatusReason !== undefined &&
      (ResourceStatus.includes('ROLLBACK') || ResourceStatus.endsWith('_FAILED')),
  )
  return event && asCause(event, undefined)
}

function asCause(event: StackEvent, template: Template | undefined): RootCause {
  const logicalId = event.LogicalResourceId ?? '?'
  return {
    logicalId,
    type: event.ResourceType ?? 'unknown type',
    status: event.ResourceStatus ?? event.HookStatus ?? 'FAILED',
    reason: event.ResourceStatusReason ?? event.HookStatusReason ?? 'AWS gave no reason',
    line: template?.lineOf(logicalId),
  }
}

/** Follows a failed nested stack down to the resource inside. */
export async function deepRootCause(
  client: CloudFormationClient,
  found: { events: readonly StackEvent[]; stackId: string; template: Template },
): Promise<RootCause | undefined> {
  const { events, stackId, template } = found
  const cause = rootCause(events, stackId, template)
  if (cause?.type !== 'AWS::CloudFormation::Stack' || cause.logicalId === stackId) return cause
  const nested = events.findLast(({ LogicalResourceId }) => LogicalResourceId === cause.logicalId)?.PhysicalResourceId
  const started = events[0]?.Timestamp?.getTime() ?? 0
  if (!nested?.startsWith('arn:') || nested === stackId) return cause
  const inside = (await eventsSince(client, nested, undefined)).filter(
    ({ Timestamp }) => (Timestamp?.getTime() ?? 0) >= started,
  )
  const deeper = await deepRootCause(client, {
    events: inside,
    stackId: nested,
    template: { ...template, lineOf: () => undefined },
  })
  return deeper ? { ...deeper, logicalId: `${cause.logicalId}/${deeper.logicalId}`, line: cause.line } : cause
}
