/** What the live view shows at one moment. Pure: a story, the time and a width in; lines of pieces out. */
import { type Activity, activitiesOf, type TaskStory } from '../rehearse/activity.ts'
import { isIdle, type JobStory, type PhaseStory, type Story } from '../rehearse/story.ts'
import { cutLine, type Piece } from './pieces.ts'
import { clean, clockTime, colours, marks, short, stepName } from './words.ts'

export interface Moment {
  /** Virtual epoch milliseconds. */
  now: number
  realSeconds: number
  /** Of the terminal. */
  columns: number
}

export function frame(story: Story, moment: Moment): Piece[][] {
  const phases = story.phases.filter((phase) => !isIdle(phase))
  const coming = notReached(story, phases)
  const width = Math.min(
    20,
    Math.max(...[...phases, ...coming.map((name) => ({ name }))].map(({ name }) => name.length)),
  )
  const lines: Piece[][] = [
    ...phases.flatMap((phase) => phaseLines(phase, moment.now, width)),
    ...coming.map((name): Piece[] => [['gray', `${marks.queued} ${name}`]]),
    [],
    [
      ['gray', '  simulated '],
      ['bold', clockTime(moment.now - story.startedAt)],
      ['gray', `   real ${moment.realSeconds.toFixed(1)} s`],
    ],
  ]
  return lines.map((line) => cutLine(line, moment.columns - 1))
}

/** The environments that a deployment still has before it; nothing is promised once something failed. */
function notReached(story: Story, phases: readonly PhaseStory[]): string[] {
  const reached = phases.filter(({ environment }) => environment).map(({ name }) => name)
  // Only deploy.yml, whose first job is called so, goes through the pipeline; a rollback stays in its environment.
  const deploys = phases[0]?.name === 'release'
  if (!deploys || phases.some((phase) => stateOf(phase) === 'failure')) return []
  return story.environments.slice(1 + Math.max(...reached.map((name) => story.environments.indexOf(name))))
}

function phaseLines(phase: PhaseStory, now: number, width: number): Piece[][] {
  const state = stateOf(phase)
  const since = Math.min(...phase.jobs.flatMap(({ startedAt }) => startedAt ?? []))
  const took = Number.isFinite(since) ? clockTime((endOf(phase) ?? now) - since) : ''
  const indent = ' '.repeat(width + 14)
  return [
    [
      [colours[state] ?? 'reset', `${marks[state] ?? ' '} ${phase.name.slice(0, width).padEnd(width)}`],
      ['reset', `  ${took.padStart(8)}  `],
      ...phase.jobs.flatMap(stepMarks),
      ...whatNow(phase, state, now),
    ],
    ...(state === 'running' ? details(phase, now).map((pieces): Piece[] => [['reset', indent], ...pieces]) : []),
  ]
}

function stepMarks(job: JobStory): Piece[] {
  const steps = job.steps.map(({ conclusion }): Piece => {
    const state = conclusion ?? 'running'
    return [colours[state] ?? 'gray', marks[state] ?? '·']
  })
  return steps.length === 0 ? [] : [...steps, ['reset', ' ']]
}

function whatNow(phase: PhaseStory, state: string, now: number): Piece[] {
  if (state === 'waiting') return [['yellow', ' waits for approval']]
  const job = phase.jobs.find((candidate) => candidate.state === 'running')
  if (job) {
    const step = job.steps.at(-1)
    if (step === undefined) return []
    return [
      ['bold', ` ${stepName(step.name)}`],
      ['gray', `  ${clockTime(now - step.startedAt)}`],
    ]
  }
  const errors = phase.jobs.flatMap(({ annotations }) => annotations).filter(({ level }) => level === 'error')
  return errors[0] ? [['red', ` ${short(errors[0].message.split('\n')[0] ?? '')}`]] : []
}

/** At most three lines on what the account does now; the newest log line where it does nothing. */
function details(phase: PhaseStory, now: number): Piece[][] {
  const activities = activitiesOf(phase.timeline)
  const open = activities.filter(({ endedAt }) => endedAt === undefined)
  const stacks = open.filter(({ kind }) => kind === 'stack')
  const lines = [
    ...(stacks.length > 0 ? [stackLine(activities, stacks)] : []),
    ...open.filter(({ kind }) => kind === 'rollout').map(rolloutLine),
    ...open
      .filter(({ kind }) => kind === 'invalidation')
      .map(({ version, startedAt }): Piece[] => [
        ['gray', `invalidates ${version} on all edges, ${clockTime(now - startedAt)}`],
      ]),
  ]
  if (lines.length > 0) return lines.slice(0, 3)
  const line = phase.jobs
    .find(({ state }) => state === 'running')
    ?.steps.at(-1)
    ?.tail.findLast((text) => text.trim() !== '')
  return line === undefined ? [] : [[['gray', short(clean(line.trim()))]]]
}

function stackLine(activities: readonly Activity[], open: readonly Activity[]): Piece[] {
  const done = activities.filter(({ kind, state }) => kind === 'stack' && state === 'done').length
  return [
    ['green', done > 0 ? `${marks.success} ${done}  ` : ''],
    ...open.map(
      ({ name, resources, state }, index): Piece => [
        state === 'rolling-back' ? 'yellow' : 'cyan',
        `${index > 0 ? '  ' : ''}${marks.running} ${name}${state === 'rolling-back' ? ' rolls back' : ''} ${resources}`,
      ],
    ),
    ['gray', ' resources'],
  ]
}

const mostGlyphs = 12

/** `backend  old ●●●●  new ●●◐◐  2 of 4 healthy`: each task is one sign. */
export function rolloutLine(rollout: Activity): Piece[] {
  const alive = rollout.tasks.filter(({ stoppedAt }) => stoppedAt === undefined)
  const failed = rollout.tasks.filter(({ failure }) => failure !== undefined).length
  const side = (title: string, ...sides: TaskStory['side'][]): Piece[] => {
    const tasks = alive.filter((task) => sides.includes(task.side))
    if (tasks.length === 0) return []
    const more = tasks.length > mostGlyphs ? `+${tasks.length - mostGlyphs}` : ''
    return [['gray', `  ${title} `], ...tasks.slice(0, mostGlyphs).map((task) => taskSign(task)), ['gray', more]]
  }
  const fresh = alive.filter((task) => task.side === 'new')
  const healthy = fresh.filter((task) => task.healthyAt !== undefined && task.stoppingAt === undefined).length
  return [
    [rollout.state === 'rolling-back' ? 'yellow' : 'cyan', rollout.name],
    ...side('old', 'old', 'restored'),
    ...side('new', 'new'),
    ...(rollout.state === 'rolling-back'
      ? [['yellow', `  rolls back: ${rollout.reason ?? ''}`] as const]
      : fresh.length > 0
        ? [['gray', `  ${healthy} of ${fresh.length} healthy`] as const]
        : [['gray', '  starts tasks'] as const]),
    ...(failed > 0 ? [['red', `  ${failed} failed`] as const] : []),
  ]
}

function taskSign(task: TaskStory): Piece {
  if (task.failure !== undefined) return ['red', '✗']
  if (task.stoppingAt !== undefined) return ['gray', '◌']
  if (task.side === 'old' || task.healthyAt !== undefined) return ['green', '●']
  return ['cyan', '○']
}

function endOf(phase: PhaseStory): number | undefined {
  if (phase.jobs.some((job) => job.completedAt === undefined && job.state !== 'skipped')) return undefined
  return Math.max(...phase.jobs.map((job) => job.completedAt ?? 0))
}

export function stateOf(phase: PhaseStory): string {
  const states = phase.jobs.map((job) => job.state)
  for (const state of ['failure', 'cancelled', 'waiting', 'running', 'queued'])
    if (states.includes(state as JobStory['state'])) return state
  return states.includes('success') ? 'success' : 'skipped'
}
