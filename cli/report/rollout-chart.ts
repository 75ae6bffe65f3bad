/** One rollout as inline SVG: a line for each task, from its start over its health to its end. */
import { duration } from '#core/report/text.ts'
import type { Activity, TaskStory } from '../rehearse/activity.ts'
import { short } from '../view/words.ts'
import { escapeHtml } from './escape.ts'
import { axisSeconds } from './geometry.ts'

const width = 1040
const labels = 150
const right = 28
const top = 28
const pitch = 15
const mostTasks = 24

interface Stretch {
  from: number
  to: number
  kind: 'starting' | 'healthy' | 'failing' | 'draining'
}

/** What a task went through between `start` and `end` of the picture. */
export function stretchesOf(task: TaskStory, start: number, end: number): Stretch[] {
  const began = Math.max(start, task.runningAt ?? (task.side === 'old' ? start : (task.stoppingAt ?? start)))
  const stopping = Math.min(end, task.stoppingAt ?? end)
  const stopped = Math.min(end, task.stoppedAt ?? end)
  const healthy = task.side === 'old' ? began : Math.max(began, task.healthyAt ?? Number.POSITIVE_INFINITY)
  const stretches: Stretch[] = [
    { from: began, to: Math.min(healthy, stopping), kind: task.failure === undefined ? 'starting' : 'failing' },
    { from: healthy, to: stopping, kind: 'healthy' },
    { from: stopping, to: stopped, kind: 'draining' },
  ]
  return stretches.filter(({ from, to }) => to > from)
}

export function renderRollout(rollout: Activity, end: number): string {
  const start = rollout.startedAt
  const last = Math.min(end, Math.max(...rollout.tasks.map((task) => task.stoppedAt ?? 0), rollout.endedAt ?? end))
  const scale = (width - labels - right) / Math.max(1000, last - start)
  const x = (at: number) => labels + (at - start) * scale
  const tasks = rollout.tasks.slice(0, mostTasks)
  const bottom = top + tasks.length * pitch
  const lines = tasks.map((task, index) => drawTask(task, top + index * pitch, stretchesOf(task, start, last), x))
  const ticks = axisSeconds((last - start) / 1000, 8).map((seconds) => {
    const at = x(start + seconds * 1000).toFixed(1)
    return `<line x1="${at}" x2="${at}" y1="18" y2="${bottom}"/><text class="soft" x="${at}" y="12" text-anchor="middle">${seconds < 60 ? `${seconds} s` : duration(seconds)}</text>`
  })
  const turn =
    rollout.turnedAt === undefined
      ? ''
      : `<line class="turn" x1="${x(rollout.turnedAt).toFixed(1)}" x2="${x(rollout.turnedAt).toFixed(1)}" y1="18" y2="${bottom}"/>`
  const more = rollout.tasks.length - tasks.length
  return `<figure><figcaption>${escapeHtml(captionOf(rollout, end))}</figcaption>
<svg viewBox="0 0 ${width} ${bottom + 4}" role="img" aria-label="Tasks of the rollout">${ticks.join('')}${lines.join('')}${turn}</svg>
<p class="legend"><span class="key starting"></span>starts <span class="key healthy"></span>serves <span class="key failing"></span>fails <span class="key draining"></span>drains and stops${more > 0 ? ` · and ${more} more tasks` : ''}</p></figure>`
}

const words: Record<Activity['state'], string> = {
  'under-way': 'still under way after',
  'rolling-back': 'still rolling back after',
  done: 'succeeded after',
  'rolled-back': 'rolled back after',
  failed: 'failed after',
}

function captionOf({ name, version, startedAt, endedAt, state, reason }: Activity, end: number): string {
  const took = duration(((endedAt ?? end) - startedAt) / 1000)
  return short(`${name} → ${version}: ${words[state]} ${took}${reason === undefined ? '' : `; ${reason}`}`)
}

function drawTask(task: TaskStory, y: number, stretches: readonly Stretch[], x: (at: number) => number): string {
  const bars = stretches.map(
    ({ from, to, kind }) =>
      `<rect class="bar ${kind}" x="${x(from).toFixed(1)}" y="${y}" width="${Math.max(2, x(to) - x(from) - 0.5).toFixed(1)}" height="${pitch - 5}" rx="2"/>`,
  )
  const fate = task.failure ?? (task.stoppingAt === undefined ? 'runs on' : 'scaled in')
  return `<g><title>${escapeHtml(short(`task ${task.id}: ${fate}`))}</title><text x="0" y="${y + 9}">${task.side} task ${escapeHtml(task.id)}</text>${bars.join('')}</g>`
}
