/** Amazon CloudWatch Logs: reading what simulated programs wrote. */
import { pageOf } from '../kernel/paging.ts'
import { AwsError, type Context, type Input, type Output, type Permission, type Room } from '../kernel/types.ts'
import { numberIn, requireText } from '../kernel/validation.ts'
import { logGroupHandler } from './resources.ts'
import {
  findGroup,
  findStream,
  type LogEvent,
  type LogGroup,
  type LogStream,
  type LogsState,
  patternTest,
} from './streams.ts'

type Logs = Context<LogsState>

export const logs: Room<LogsState> = {
  service: 'logs',
  scope: 'regional',
  protocol: { kind: 'json', target: 'Logs_20140328', version: '1.1' },
  empty: () => ({ groups: {} }),
  resources: [logGroupHandler],
  operations: {
    FilterLogEvents: { needs: (input, context) => needs('FilterLogEvents', input, context), run: filterLogEvents },
    GetLogEvents: { needs: (input, context) => needs('GetLogEvents', input, context), run: getLogEvents },
    DescribeLogStreams: {
      needs: (input, context) => needs('DescribeLogStreams', input, context),
      run: describeLogStreams,
    },
    DescribeLogGroups: { needs: (_input, context) => needs('DescribeLogGroups', {}, context), run: describeLogGroups },
  },
}

/** Calls on a group are checked against its streams: log-group:NAME:log-stream:STREAM, with an empty STREAM. */
function needs(action: string, input: Input, { arn }: Logs): Permission[] {
  const group = groupName(input) ?? ''
  return [{ action: `logs:${action}`, resource: arn(`log-group:${group}:log-stream:${input.logStreamName ?? ''}`) }]
}

function groupName(input: Input): string | undefined {
  const identifier: unknown = input.logGroupIdentifier
  if (typeof identifier !== 'string') return input.logGroupName
  return identifier.startsWith('arn:') ? identifier.split(':log-group:')[1]?.replace(/:\*$/, '') : identifier
}

function groupOf(input: Input, state: LogsState): LogGroup {
  const name = groupName(input)
  if (!name) throw new AwsError('InvalidParameterException', 'Log group name or identifier is required')
  return findGroup(state, name)
}

function filterLogEvents(input: Input, { state }: Logs): Output {
  const group = groupOf(input, state)
  if (input.logStreamNames?.length && input.logStreamNamePrefix !== undefined) {
    throw new AwsError('InvalidParameterException', 'Log stream names and a prefix exclude each other.')
  }
  const matches = patternTest(String(input.filterPattern ?? ''))
  const found = Object.values(group.streams)
    .filter(({ name }) => input.logStreamNames === undefined || input.logStreamNames.includes(name))
    .filter(({ name }) => name.startsWith(input.logStreamNamePrefix ?? ''))
    .flatMap(({ name, events }) => events.map((event) => ({ event, stream: name })))
    .filter(({ event }) => event.timestamp >= (input.startTime ?? 0))
    .filter(({ event }) => event.timestamp <= (input.endTime ?? Number.POSITIVE_INFINITY))
    .filter(({ event }) => matches(event.message))
    .sort((a, b) => a.event.timestamp - b.event.timestamp || (a.event.id < b.event.id ? -1 : 1))
  const size = numberIn(input, 'limit', { min: 1, max: 10_000, default: 10_000 })
  const page = pageOf(found, size, input.nextToken, 'InvalidParameterException')
  return {
    events: page.items.map(({ event, stream }) => ({
      logStreamName: stream,
      ...shown(event),
      eventId: event.id,
    })),
    searchedLogStreams: [],
    ...(page.nextToken === undefined ? {} : { nextToken: page.nextToken }),
  }
}

/** Tokens say forward or backward and an index; at either end the same token comes back. */
function getLogEvents(input: Input, { state }: Logs): Output {
  const stream = findStream(groupOf(input, state), requireText(input, 'logStreamName', 'InvalidParameterException'))
  const events = stream.events.filter(
    ({ timestamp }) => timestamp >= (input.startTime ?? 0) && timestamp < (input.endTime ?? Number.POSITIVE_INFINITY),
  )
  const limit = numberIn(input, 'limit', { min: 1, max: 10_000, default: 10_000 })
  const [, direction, index] = /^([fb])\/(\d+)$/.exec(String(input.nextToken ?? '')) ?? []
  if (input.nextToken !== undefined && direction === undefined) {
    throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.')
  }
  const fromHead = direction === undefined ? input.startFromHead === true : direction === 'f'
  const anchor = index === undefined ? (fromHead ? 0 : events.length) : Number(index)
  const start = fromHead ? anchor : Math.max(0, anchor - limit)
  const end = fromHead ? Math.min(events.length, anchor + limit) : anchor
  return { events: events.slice(start, end).map(shown), nextForwardToken: `f/${end}`, nextBackwardToken: `b/${start}` }
}

function shown({ timestamp, message, ingestedAt }: LogEvent) {
  return { timestamp, message, ingestionTime: ingestedAt }
}

function describeLogStreams(input: Input, { state, arn }: Logs): Output {
  const group = groupOf(input, state)
  const byTime = input.orderBy === 'LastEventTime'
  if (byTime && input.logStreamNamePrefix !== undefined) {
    throw new AwsError('InvalidParameterException', 'Cannot order by LastEventTime with a logStreamNamePrefix.')
  }
  const sign = input.descending === true ? -1 : 1
  const streams = Object.values(group.streams)
    .filter(({ name }) => name.startsWith(input.logStreamNamePrefix ?? ''))
    .sort((a, b) => sign * (byTime ? lastTime(a) - lastTime(b) || compare(a, b) : compare(a, b)))
  const size = numberIn(input, 'limit', { min: 1, max: 50, default: 50 })
  const page = pageOf(streams, size, input.nextToken, 'InvalidParameterException')
  return {
    logStreams: page.items.map((stream) => ({
      logStreamName: stream.name,
      creationTime: stream.createdAt,
      firstEventTimestamp: stream.events[0]?.timestamp,
      lastEventTimestamp: stream.events.at(-1)?.timestamp,
      lastIngestionTime: stream.events.at(-1)?.ingestedAt,
      arn: arn(`log-group:${group.name}:log-stream:${stream.name}`),
      storedBytes: 0,
    })),
    ...(page.nextToken === undefined ? {} : { nextToken: page.nextToken }),
  }
}

function describeLogGroups(input: Input, { state, arn }: Logs): Output {
  const groups = Object.values(state.groups)
    .filter(({ name }) => name.startsWith(input.logGroupNamePrefix ?? ''))
    .filter(({ name }) => name.includes(input.logGroupNamePattern ?? ''))
    .sort(compare)
  const size = numberIn(input, 'limit', { min: 1, max: 50, default: 50 })
  const page = pageOf(groups, size, input.nextToken, 'InvalidParameterException')
  return {
    logGroups: page.items.map((group) => ({
      logGroupName: group.name,
      creationTime: group.createdAt,
      retentionInDays: group.retentionDays,
      kmsKeyId: group.kmsKeyId,
      metricFilterCount: 0,
      arn: arn(`log-group:${group.name}:*`),
      logGroupArn: arn(`log-group:${group.name}`),
      storedBytes: 0,
    })),
    ...(page.nextToken === undefined ? {} : { nextToken: page.nextToken }),
  }
}

function lastTime(stream: LogStream): number {
  return stream.events.at(-1)?.timestamp ?? 0
}

function compare(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
