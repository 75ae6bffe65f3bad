/** The view where there is no terminal: one line for each thing that happens, in columns. */
import { duration } from '#core/report/text.ts'
import type { TimelineEntry } from '#rehearsal/aws/kernel/types.ts'
import type { RunEvent } from '#rehearsal/runner/events.ts'
import type { Story } from '../rehearse/story.ts'
import { pipedAnswers } from './question.ts'
import { clean, clockTime, colours, entryText, isNotable, marks, paint, type Style, short, stepName } from './words.ts'

export interface View {
  onEvent(event: RunEvent): void
  onTimeline(entry: TimelineEntry): void
  /** One question and its answer, without the end of the line. */
  ask(question: string): Promise<string>
  /** Ends what is on the screen, so that others may print. */
  close(): void
}

export interface Streams {
  input: NodeJS.ReadStream
  output: NodeJS.WriteStream
}

/** Says nothing but its questions. */
export function silentView({ input, output }: Streams): View {
  const answer = pipedAnswers(input)
  return {
    onEvent() {},
    onTimeline() {},
    async ask(question) {
      output.write(question)
      const answered = await answer()
      output.write('\n')
      return answered
    },
    close() {},
  }
}

export function plainView(story: Story, { input, output }: Streams, verbose: boolean): View {
  const colour = paint(output)
  const answer = pipedAnswers(input)
  const starts = new Map<string, number>()
  const phaseWidth = Math.max(7, ...story.environments.map((name) => name.length))
  let jobWidth = 9

  /** `text` may have several lines; the others stand under the first. */
  function line(at: number, [phase, job]: readonly [string, string], style: Style, text: string): void {
    jobWidth = Math.max(jobWidth, job.length)
    const head = `${clockTime(at - story.startedAt)}  ${phase.padEnd(phaseWidth)}  ${job.padEnd(jobWidth)}  `
    const [first = '', ...more] = text.split('\n')
    output.write(`${colour('gray', head)}${colour(style, clean(first))}\n`)
    for (const other of more) output.write(`${' '.repeat(head.length)}  ${colour(style, clean(other))}\n`)
  }

  function onEvent(event: RunEvent): void {
    if (!('job' in event)) return
    const { phase, job, environment } = story.locate(event.job.name)
    const place = [phase, environment ? job : ''] as const
    switch (event.kind) {
      case 'approval-waiting': {
        const awaited = event.reviewers > 0 ? 'for approval' : `${event.waitMinutes} min`
        return line(event.at, place, 'yellow', `${marks.waiting} waits ${awaited}`)
      }
      case 'approval-decided':
        return line(event.at, place, 'reset', `  ${event.decision}${event.by ? ` by ${event.by}` : ''}`)
      case 'step-started':
        starts.set(`${event.job.recordId}/${event.step.number}`, event.at)
        return
      case 'step-completed': {
        if (event.conclusion === 'skipped') return
        const seconds = (event.at - (starts.get(`${event.job.recordId}/${event.step.number}`) ?? event.at)) / 1000
        const took = seconds < 1 ? '' : ` (${duration(seconds)})`
        const mark = marks[event.outcome] ?? event.outcome
        return line(event.at, place, colours[event.outcome] ?? 'reset', `${mark} ${stepName(event.step.name)}${took}`)
      }
      case 'annotation':
        if (event.annotation.level === 'notice') return
        return line(
          event.at,
          place,
          event.annotation.level === 'error' ? 'red' : 'yellow',
          `${event.annotation.level === 'error' ? '!' : '~'} ${short(event.annotation.message)}`,
        )
      case 'log':
        if (verbose && !event.debug) line(event.at, place, 'gray', `    ${event.line}`)
        return
      default:
        return
    }
  }

  return {
    onEvent,
    onTimeline(entry) {
      if (verbose || isNotable(entry))
        line(entry.at, [entry.environment ?? '', 'account'], 'reset', `  ${entryText(entry)}`)
    },
    async ask(question) {
      output.write(question)
      const answered = await answer()
      output.write(`${clean(answered)}\n`)
      return answered
    },
    close() {},
  }
}
