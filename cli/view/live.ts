/** The view on a terminal: one line for each environment, redrawn as things happen. */
import { createLogUpdate } from 'log-update'
import type { JobStory, PhaseStory, Story } from '../rehearse/story.ts'
import { isIdle } from '../rehearse/story.ts'
import type { View } from './plain.ts'
import { clockTime, colours, marks, paint } from './words.ts'

const frameMilliseconds = 50

export function liveView(story: Story, stream: NodeJS.WriteStream, now: () => number): View {
  const colour = paint(stream)
  const update = createLogUpdate(stream, { showCursor: true })
  const realStart = performance.now()
  let drawn = 0

  function draw(force: boolean): void {
    const real = performance.now()
    if (!force && real - drawn < frameMilliseconds) return
    drawn = real
    update([...rows(), '', footer(real - realStart)].join('\n'))
  }

  function rows(): string[] {
    return story.phases.filter((phase) => !isIdle(phase)).flatMap((phase) => phaseRows(phase))
  }

  function phaseRows(phase: PhaseStory): string[] {
    const state = stateOf(phase)
    const head = `${colour(colours[state] ?? 'reset', marks[state] ?? ' ')} ${phase.name.padEnd(10)}`
    const job = phase.jobs.find((candidate) => candidate.state === 'running') ?? phase.jobs.at(-1)
    const since = phase.jobs.find((candidate) => candidate.startedAt !== undefined)?.startedAt
    const took = since === undefined ? '' : clockTime((endOf(phase) ?? now()) - since)
    const steps = colour('gray', phase.jobs.map(progress).join(' '))
    const lines = [`${head} ${took.padStart(8)}  ${steps} ${whatNow(phase, job, state)}`]
    const detail = state === 'running' ? (phase.timeline.at(-1)?.text ?? job?.steps.at(-1)?.tail.at(-1)) : undefined
    if (detail)
      lines.push(
        colour('gray', `                        ${detail.slice(0, Math.max(20, (stream.columns ?? 80) - 26))}`),
      )
    return lines
  }

  function whatNow(phase: PhaseStory, job: JobStory | undefined, state: string): string {
    if (state === 'waiting') return colour('yellow', 'waits for approval')
    if (state === 'running' && job) return `${job.name}: ${job.steps.at(-1)?.name ?? 'starting'}`
    const error = phase.jobs.flatMap(({ annotations }) => annotations).find(({ level }) => level === 'error')
    return error ? colour('red', error.message.split('\n')[0] ?? '') : ''
  }

  function footer(realMilliseconds: number): string {
    return colour(
      'gray',
      `  simulated ${clockTime(now() - story.startedAt)}   real ${(realMilliseconds / 1000).toFixed(1)} s`,
    )
  }

  return {
    onEvent: (event) => draw(event.kind !== 'log'),
    onTimeline: () => draw(false),
    close() {
      draw(true)
      update.done()
    },
  }
}

function progress(job: JobStory): string {
  return job.steps.map(({ conclusion }) => marks[conclusion ?? 'running'] ?? '·').join('')
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
