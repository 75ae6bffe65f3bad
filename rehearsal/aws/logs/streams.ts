/** Log groups, their streams and events, apart from the wire. */
import { AwsError, type Place, type World } from '../kernel/types.ts'

export interface LogEvent {
  id: string
  timestamp: number
  ingestedAt: number
  message: string
}

export interface LogStream {
  name: string
  createdAt: number
  events: LogEvent[]
}

export interface LogGroup {
  name: string
  createdAt: number
  retentionDays?: number
  kmsKeyId?: string
  tags: Record<string, string>
  /** By name. */
  streams: Record<string, LogStream>
}

export interface LogsState {
  /** By name. */
  groups: Record<string, LogGroup>
}

/**
 * For rooms whose programs log: appends lines with the present time. The stream
 * is made if need be, the group must exist (ResourceNotFoundException).
 */
export function appendLog(world: World, place: Place, group: string, stream: string, lines: readonly string[]): void {
  const { state, now } = world.context<LogsState>('logs', place)
  const found = findGroup(state, group)
  found.streams[stream] ??= { name: stream, createdAt: now, events: [] }
  const { events } = found.streams[stream]
  for (const message of lines) {
    const number = world.count(`log event ${place.account}/${place.region}`)
    // Ids of CloudWatch Logs are long decimal numbers that grow.
    events.push({ id: `38${String(number).padStart(54, '0')}`, timestamp: now, ingestedAt: now, message })
  }
}

export function findGroup(state: LogsState, name: string): LogGroup {
  const group = state.groups[name]
  if (!group) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.')
  return group
}

export function findStream(group: LogGroup, name: string): LogStream {
  const stream = group.streams[name]
  if (!stream) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.')
  return stream
}

/** A filter pattern of plain terms: all of them, or any of those that begin with `?`, none that begin with `-`. */
export function patternTest(pattern: string): (message: string) => boolean {
  const trimmed = pattern.trim()
  if (/^[{[%]/.test(trimmed)) {
    throw new AwsError('InvalidParameterException', `the simulated account does not know the filter pattern ${pattern}`)
  }
  const terms = trimmed.match(/[?-]?"[^"]*"|\S+/g) ?? []
  const bare = (term: string) => term.replace(/^[?-]/, '').replace(/^"|"$/g, '')
  const any = terms.filter((term) => term.startsWith('?')).map(bare)
  const none = terms.filter((term) => term.startsWith('-')).map(bare)
  const all = terms.filter((term) => !/^[?-]/.test(term)).map(bare)
  return (message) =>
    all.every((term) => message.includes(term)) &&
    none.every((term) => !message.includes(term)) &&
    (any.length === 0 || any.some((term) => message.includes(term)))
}
