/** A stack's events since a point, and one poller that follows an operation by them to its end. */
import { type CloudFormationClient, DescribeStackEventsCommand, type StackEvent } from '@aws-sdk/client-cloudformation'
import { explainAwsError } from '../aws/access-error.ts'
import { poll } from '../rollout/poll.ts'
import type { StackContext } from './context.ts'
import { endOf, type OperationEnd } from './stack-state.ts'

/** The newest event's id, or undefined where the stack has none. */
export async function newestEvent(client: CloudFormationClient, stackId: string): Promise<string | undefined> {
  const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName: stackId }))
  return StackEvents?.[0]?.EventId
}

/** The events after `marker`, oldest first. AWS answers newest first, page by page. */
export async function eventsSince(
  client: CloudFormationClient,
  stackId: string,
  marker: string | undefined,
): Promise<StackEvent[]> {
  const found: StackEvent[] = []
  let token: string | undefined
  do {
    const page = await client.send(
      new DescribeStackEventsCommand({ StackName: stackId, ...(token !== undefined && { NextToken: token }) }),
    )
    for (const event of page.StackEvents ?? []) {
      if (event.EventId === marker) return found.reverse()
      found.push(event)
    }
    token = page.NextToken
  } while (token !== undefined)
  return found.reverse()
}

export interface Followed {
  state: 'ended' | 'timed-out' | 'aborted'
  /** How CloudFormation says it ended; undefined while it goes on. */
  end: OperationEnd | undefined
  /** The stack's status, as its last own event says it. */
  status: string | undefined
  /** All events of the operation, oldest first. */
  events: StackEvent[]
}

export interface FollowOptions {
  component: string
  stackId: string
  /** The newest event before the operation. */
  marker: string | undefined
  deadline: number
}

export async function followStack(context: StackContext, options: FollowOptions): Promise<Followed> {
  const { cloudFormation, clock, signal, report } = context
  const { component, stackId, deadline } = options
  const events: StackEvent[] = []
  let marker = options.marker
  const result = await poll({
    async observe() {
      const fresh = await eventsSince(cloudFormation, stackId, marker).catch((thrown: unknown) => {
        throw explainAwsError(thrown, `reading the events of ${stackId}`)
      })
      events.push(...fresh)
      marker = fresh.at(-1)?.EventId ?? marker
      for (const event of fresh.filter(isNews)) report.info(eventLine(component, event))
      return ownStatus(events, stackId)
    },
    done: (status) => endOf(status) !== undefined,
    intervalSeconds: 5,
    deadline,
    clock,
    signal,
  })
  const status = ownStatus(events, stackId)
  return { state: result.state === 'done' ? 'ended' : result.state, end: endOf(status), status, events }
}

/** A resource's creation is told twice; the second time only says that the service has begun (documentation: stack events). */
function isNews({ ResourceStatusReason }: StackEvent): boolean {
  return ResourceStatusReason !== 'Resource creation Initiated'
}

/** The stack reports about itself as a resource whose physical id is the stack's ARN. */
function ownStatus(events: readonly StackEvent[], stackId: string): string | undefined {
  return events.findLast(({ PhysicalResourceId }) => PhysicalResourceId === stackId)?.ResourceStatus
}

export function eventLine(component: string, event: StackEvent): string {
  const { ResourceStatus = '', ResourceType = '', LogicalResourceId = '', ResourceStatusReason } = event
  const failed = ResourceStatus.endsWith('_FAILED') && ResourceStatusReason ? `: ${ResourceStatusReason}` : ''
  return `${component}: ${ResourceStatus.padEnd(18)} ${LogicalResourceId} (${ResourceType})${failed}`
}
