/** The view where there is no terminal: one line for each thing that happens. */
import type { TimelineEntry } from '#rehearsal/aws/kernel/types.ts'
import type { RunEvent } from '#rehearsal/runner/events.ts'
import type { Story } from '../rehearse/story.ts'
import { clockTime, colours, marks, paint } from './words.ts'

export interface View {
  onEvent(event: RunEvent): void
  onTimeline(entry: TimelineEntry): void
  /** Ends what is on the screen, so that others may print. */
  close(): void
}

export function plainView(story: Story, stream: NodeJS.WriteStream, verbose: boolean): View {
  const colour = paint(stream)
  function line(at: number, phase: string, text: string): void {
    stream.write(`${colour('gray', clockTime(at - story.startedAt))}  ${phase.padEnd(10)} ${text}\n`)
  }
  function ended(conclusion: string, text: string): string {
    return `${colour(colours[conclusion] ?? 'reset', marks[conclusion] ?? conclusion)} ${text}`
  }

  function onEvent(event: RunEvent): void {
    if (!('job' in event)) return
    const { phase, job } = story.locate(event.job.name)
    switch (event.kind) {
      case 'approval-waiting':
        return line(
          event.at,
          phase,
          colour('yellow', `? waits ${event.reviewers > 0 ? 'for approval' : `${event.waitMinutes} min`}`),
        )
      case 'approval-decided':
        return line(event.at, phase, `${event.decision}${event.by ? ` by ${event.by}` : ''}`)
      case 'step-completed':
        if (event.conclusion === 'skipped') return
        return line(event.at, phase, ended(event.outcome, `${job}: ${event.step.name}`))
      case 'annotation':
        if (event.annotation.level === 'notice') return
        return line(
          event.at,
          phase,
          colour(
            event.annotation.level === 'error' ? 'red' : 'yellow',
            `${event.annotation.level}: ${event.annotation.message.replaceAll('\n', '\n                    ')}`,
          ),
        )
      case 'log':
        if (verbose && !event.debug) line(event.at, phase, colour('gray', `  ${event.line}`))
        return
      default:
        return
    }
  }

  return {
    onEvent,
    onTimeline(entry) {
      if (verbose || shown.has(entry.kind))
        line(entry.at, entry.environment ?? '', colour('gray', `  ${entry.subject}: ${entry.text}`))
    },
    close() {},
  }
}

/** What people who watch a deployment want to see of the account. */
const shown = new Set(['rollout', 'traffic', 'alarm', 'invalidation'])
