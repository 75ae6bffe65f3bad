/** Why a change set failed before it touched anything: early validation and hooks say it as events. */
import { DescribeEventsCommand } from '@aws-sdk/client-cloudformation'
import { asError } from '../errors.ts'
import type { StackContext } from './context.ts'
import type { Template } from './template-file.ts'

/** One line per finding; none where the reason names neither validation nor a hook. */
export async function validationErrors(
  { cloudFormation }: StackContext,
  failed: { id: string; reason: string; template: Template },
): Promise<string[]> {
  if (!/EarlyValidation|hook|DescribeEvents/i.test(failed.reason)) return []
  try {
    const { OperationEvents } = await cloudFormation.send(
      new DescribeEventsCommand({ ChangeSetName: failed.id, Filters: { FailedEvents: true } }),
    )
    return (OperationEvents ?? []).map((event) => {
      const { LogicalResourceId = '?', ValidationPath, EventType } = event
      const line = failed.template.lineOf(LogicalResourceId)
      const at = line === undefined ? '' : ` (${failed.template.file}:${line})`
      const said =
        event.ValidationStatusReason ?? event.HookStatusReason ?? event.ResourceStatusReason ?? 'no reason given'
      return `${EventType ?? 'FAILED'} ${LogicalResourceId}${at}${ValidationPath ? ` ${ValidationPath}` : ''}: ${said}`
    })
  } catch (thrown) {
    return [`the details could not be read: ${asError(thrown).message}`]
  }
}
