/** Where things stand in the timeline: numbers only, so that it can be tried without a picture. */
import { duration } from '#core/report/text.ts'
import { type Activity, activitiesOf } from '../rehearse/activity.ts'
import type { JobStory, PhaseStory } from '../rehearse/story.ts'
import { cut } from '../view/pieces.ts'
import { clean, short, stepName } from '../view/words.ts'

export interface Span {
  from: number
  to: number
}

export interface Bar extends Span {
  /** Class of the style: a conclusion, `wait`, `stack`, `rollout-done` … */
  kind: string
  /** Shown inside, where it fits. */
  label: string
  /** Shown when a pointer rests on it. */
  title: string
}

export interface Lane {
  y: number
  height: number
  bars: Bar[]
}

export interface Row {
  label: string
  y: number
  height: number
  lanes: Lane[]
}

/** Of a name beside its row, in letters. */
const longestName = 24
const stepHeight = 18
const accountHeight = 12
const gap = 3
const between = 12

/** Each span goes into the first lane where it overlaps none: the number of its lane for each, in their order. */
export function pack(spans: readonly Span[]): number[] {
  const ends: number[] = []
  return spans.map(({ from, to }) => {
    const free = ends.findIndex((end) => end <= from)
    const lane = free < 0 ? ends.length : free
    ends[lane] = to
    return lane
  })
}

/** A row for each phase: lanes of its jobs' steps, and beneath them lanes of what the account did. */
export function rowsOf(phases: readonly PhaseStory[], top: number, end: number): { rows: Row[]; bottom: number } {
  const rows: Row[] = []
  let y = top
  for (const phase of phases) {
    const jobs = laneBars(phase.jobs.map((job) => jobBars(job, phase, end)).filter((bars) => bars.length > 0))
    const account = laneBars(activitiesOf(phase.timeline).map((activity) => activityBars(activity, end)))
    if (jobs.length === 0) continue
    const lanes: Lane[] = []
    let at = y
    for (const [bars, height] of [
      ...jobs.map((bars) => [bars, stepHeight] as const),
      ...account.map((bars) => [bars, accountHeight] as const),
    ]) {
      lanes.push({ y: at, height, bars })
      at += height + gap
    }
    rows.push({ label: cut(clean(phase.name), longestName), y, height: at - gap - y, lanes })
    y = at - gap + between
  }
  return { rows, bottom: y }
}

/** Groups of bars that stay together, packed; what failed is drawn last, so that nothing hides it. */
function laneBars(groups: readonly Bar[][]): Bar[][] {
  const sorted = groups
    .map((bars) => ({
      from: Math.min(...bars.map(({ from }) => from)),
      to: Math.max(...bars.map(({ to }) => to)),
      bars,
    }))
    .sort((a, b) => a.from - b.from)
  const lanes: Bar[][] = []
  for (const [index, lane] of pack(sorted).entries()) {
    const bars = lanes[lane] ?? []
    lanes[lane] = bars
    bars.push(...(sorted[index]?.bars ?? []))
  }
  return lanes.map((bars) => bars.toSorted((a, b) => Number(a.kind === 'failure') - Number(b.kind === 'failure')))
}

function jobBars(job: JobStory, { approval }: PhaseStory, end: number): Bar[] {
  const bars = job.steps
    .filter(({ conclusion }) => conclusion !== 'skipped')
    .map((step): Bar => {
      const to = step.completedAt ?? end
      const kind = step.conclusion ?? 'running'
      const name = stepName(step.name)
      return {
        from: step.startedAt,
        to,
        kind,
        label: name,
        title: `${job.name}, ${name}: ${kind}, ${duration((to - step.startedAt) / 1000)}`,
      }
    })
  if (approval?.jobId !== job.id) return bars
  const to = approval.decidedAt ?? end
  const words = `${approval.decision ?? 'no answer'} after ${duration((to - approval.since) / 1000)}`
  return [{ from: approval.since, to, kind: 'wait', label: 'approval', title: `waits for approval: ${words}` }, ...bars]
}

function activityBars(activity: Activity, end: number): Bar[] {
  const { kind, name, version, startedAt, turnedAt, state, reason } = activity
  const to = activity.endedAt ?? end
  const subject = kind === 'invalidation' ? `invalidation of ${version}` : [name, version].filter(Boolean).join(' ')
  const said = `${kind === 'invalidation' ? '' : `${kind} `}${subject}: ${state}, ${duration((to - startedAt) / 1000)}`
  const title = short(reason === undefined ? said : `${said}; ${reason}`)
  const label = kind === 'invalidation' ? 'CDN' : name
  const failed = state === 'failed' || turnedAt !== undefined
  const ahead: Bar = { from: startedAt, to: turnedAt ?? to, kind: failed ? 'account-failure' : kind, label, title }
  return turnedAt === undefined ? [ahead] : [ahead, { from: turnedAt, to, kind: 'back', label: 'rolls back', title }]
}

const steps = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400]

/** Marks from `start`, at a distance that people count in, never more than `most`. Seconds since `start`. */
export function axisSeconds(seconds: number, most: number): number[] {
  const step = steps.find((candidate) => seconds / candidate < most) ?? Math.ceil(seconds / most)
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step)
}
