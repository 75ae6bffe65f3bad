/**
 * What an account did in an environment, put together from its timeline: stacks, rollouts and invalidations, each with
 * a beginning, a turn where it rolled back, and an end. The words are those of the rehearsal's rooms.
 */
import type { TimelineEntry } from '#rehearsal/aws/kernel/types.ts'

export type ActivityState = 'under-way' | 'rolling-back' | 'done' | 'rolled-back' | 'failed'

export interface TaskStory {
  /** The first 8 digits. */
  id: string
  /** `old`: ran before the rollout; `restored`: started by its rollback. */
  side: 'old' | 'new' | 'restored'
  runningAt: number | undefined
  healthyAt: number | undefined
  stoppingAt: number | undefined
  stoppedAt: number | undefined
  /** Why it stopped, where that was not the rollout's own doing. */
  failure: string | undefined
}

export interface Activity {
  kind: 'stack' | 'rollout' | 'invalidation'
  name: string
  /** What it brings: a task definition, paths. */
  version: string
  startedAt: number
  /** When it began to roll back. */
  turnedAt: number | undefined
  endedAt: number | undefined
  state: ActivityState
  reason: string | undefined
  /** Of a stack: how many resources are complete. */
  resources: number
  /** Of a rollout: every task that lived while it lasted. */
  tasks: TaskStory[]
}

export function activitiesOf(timeline: readonly TimelineEntry[]): Activity[] {
  const activities: Activity[] = []
  for (const entry of timeline) read(activities, entry)
  return activities
}

function read(activities: Activity[], entry: TimelineEntry): void {
  switch (entry.kind) {
    case 'stack':
      return readStack(activities, entry)
    case 'resource':
      return readResource(activities, entry)
    case 'rollout':
      return readRollout(activities, entry)
    case 'task':
    case 'target':
      return readTask(activities, entry)
    case 'invalidation':
      return readInvalidation(activities, entry)
  }
}

function readStack(activities: Activity[], entry: TimelineEntry): void {
  const { status, reason } = /^(?<status>[A-Z_]+)(?:: (?<reason>.*))?$/s.exec(entry.text)?.groups ?? {}
  if (status === undefined || status === 'REVIEW_IN_PROGRESS') return
  const name = stackName(entry)
  const stack = underWay(activities, 'stack', name) ?? begin(activities, 'stack', name, entry.at)
  if (/ROLLBACK_(IN_PROGRESS|COMPLETE_CLEANUP_IN_PROGRESS)$/.test(status)) turn(stack, entry.at, reason)
  else if (/^(UPDATE_ROLLBACK|ROLLBACK|IMPORT_ROLLBACK)_COMPLETE$/.test(status)) end(stack, entry.at, 'rolled-back')
  else if (status.endsWith('_FAILED')) end(stack, entry.at, 'failed', reason)
  else if (status.endsWith('_COMPLETE')) end(stack, entry.at, 'done')
}

function readResource(activities: Activity[], entry: TimelineEntry): void {
  const stack = underWay(activities, 'stack', stackName(entry))
  if (stack === undefined) return
  if (/ (CREATE|UPDATE|DELETE)_COMPLETE\b/.test(entry.text) && stack.turnedAt === undefined) stack.resources += 1
  else if (/_FAILED\b/.test(entry.text)) stack.reason ??= entry.text
}

/** Without what all stacks of the environment begin with: `fargate-prod-network` → `network`. */
export function stackName({ subject, environment }: Pick<TimelineEntry, 'subject' | 'environment'>): string {
  if (environment === undefined) return subject
  const at = subject.indexOf(`-${environment}-`)
  return at < 0 ? subject : subject.slice(at + environment.length + 2)
}

function readRollout(activities: Activity[], { at, subject, text }: TimelineEntry): void {
  const version = /^(.*): rollout begins$/.exec(text)?.[1]
  if (version !== undefined) {
    const before = activities.filter(({ kind, name }) => kind === 'rollout' && name === subject)
    const rollout = begin(activities, 'rollout', subject, at, version)
    const alive = before.flatMap(({ tasks }) => tasks).filter(({ stoppedAt }) => stoppedAt === undefined)
    rollout.tasks = [...new Map(alive.map((task) => [task.id, { ...task, side: 'old' as const }])).values()]
    return
  }
  const rollout = underWay(activities, 'rollout', subject)
  if (rollout === undefined) return
  if (text.startsWith('rolling back')) turn(rollout, at, text.split(': ')[1])
  else if (text === 'rolled back') end(rollout, at, 'rolled-back')
  else if (/success|complete/.test(text)) end(rollout, at, 'done')
  else if (/fail|^stopped|superseded/.test(text)) end(rollout, at, 'failed', text)
}

/** Tasks go on after their rollout has ended: old ones drain, new ones come to grief later. */
function readTask(activities: Activity[], { at, kind, subject, text }: TimelineEntry): void {
  const [service, id] =
    kind === 'target' ? [subject, /^task (\w+)/.exec(text)?.[1]] : [subject.split(' ')[0], subject.split(' ')[1]]
  const rollout = activities.findLast((activity) => activity.kind === 'rollout' && activity.name === service)
  if (rollout === undefined || id === undefined) return
  const task = rollout.tasks.find((candidate) => candidate.id === id) ?? arrive(rollout, id, text)
  if (text === 'running') task.runningAt = at
  else if (/ is healthy$/.test(text)) task.healthyAt ??= at
  else if (text === 'stopped') task.stoppedAt = at
  else if (text.startsWith('stopping')) {
    task.stoppingAt = at
    const reason = text.replace(/^stopping: /, '')
    if (!/^Scaling activity/.test(reason)) task.failure = reason
  }
}

function arrive(rollout: Activity, id: string, text: string): TaskStory {
  const task: TaskStory = {
    id,
    side: sideOf(rollout, text),
    runningAt: undefined,
    healthyAt: undefined,
    stoppingAt: undefined,
    stoppedAt: undefined,
    failure: undefined,
  }
  rollout.tasks.push(task)
  return task
}

/** Of a task that nobody saw before: one that is scaled in before any turn ran since before this rehearsal. */
function sideOf(rollout: Activity, text: string): TaskStory['side'] {
  if (text === 'running') return rollout.turnedAt === undefined ? 'new' : 'restored'
  return text.startsWith('stopping: Scaling activity') && rollout.turnedAt === undefined ? 'old' : 'new'
}

function readInvalidation(activities: Activity[], { at, subject, text }: TimelineEntry): void {
  const paths = /^invalidation of (.*) started$/s.exec(text)?.[1]
  if (paths !== undefined) begin(activities, 'invalidation', subject, at, paths)
  const invalidation = underWay(activities, 'invalidation', subject)
  if (invalidation && text.endsWith('complete')) end(invalidation, at, 'done')
}

function underWay(activities: readonly Activity[], kind: Activity['kind'], name: string): Activity | undefined {
  return activities.findLast(
    (activity) => activity.kind === kind && activity.name === name && activity.endedAt === undefined,
  )
}

function begin(activities: Activity[], kind: Activity['kind'], name: string, at: number, version = ''): Activity {
  const activity: Activity = {
    kind,
    name,
    version,
    startedAt: at,
    turnedAt: undefined,
    endedAt: undefined,
    state: 'under-way',
    reason: undefined,
    resources: 0,
    tasks: [],
  }
  activities.push(activity)
  return activity
}

function turn(activity: Activity, at: number, reason: string | undefined): void {
  activity.turnedAt ??= at
  activity.state = 'rolling-back'
  activity.reason ??= reason
}

function end(activity: Activity, at: number, state: ActivityState, reason?: string): void {
  activity.endedAt = at
  activity.state = state
  activity.reason ??= reason
}
