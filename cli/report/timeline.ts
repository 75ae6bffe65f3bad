/** The timeline as inline SVG: one row for each job, a bar for each step, and the wait for approval before it. */
import { duration } from '#core/report/text.ts'
import type { PhaseStory } from '../rehearse/story.ts'
import { clockTime } from '../view/words.ts'
import { escapeHtml } from './escape.ts'

const width = 1000
const labels = 150
const rowHeight = 26
const barHeight = 16

export function renderTimeline(phases: readonly PhaseStory[], start: number, end: number): string {
  const scale = (width - labels - 10) / Math.max(1, end - start)
  const x = (at: number) => labels + (at - start) * scale
  const rows: string[] = []
  let y = 24
  for (const phase of phases) {
    for (const job of phase.jobs.filter(({ steps }) => steps.length > 0)) {
      const label = phase.environment ? `${phase.name} · ${job.name}` : phase.name
      rows.push(`<text x="0" y="${y + 12}">${escapeHtml(label)}</text>`)
      if (phase.approval && job.name === 'deploy') {
        const until = phase.approval.decidedAt ?? end
        rows.push(
          bar(
            x(phase.approval.since),
            x(until),
            y,
            'wait',
            `waited ${duration((until - phase.approval.since) / 1000)} for approval`,
            5,
          ),
        )
      }
      for (const step of job.steps) {
        const until = step.completedAt ?? end
        const title = `${step.name}: ${step.conclusion ?? 'running'}, ${duration((until - step.startedAt) / 1000)}`
        rows.push(bar(x(step.startedAt), x(until), y, step.conclusion ?? 'running', title, barHeight))
      }
      y += rowHeight
    }
  }
  return `<svg viewBox="0 0 ${width} ${y + 6}" role="img" aria-label="Timeline of the rehearsal">${axis(start, end, x, y)}${rows.join('')}</svg>`
}

function bar(from: number, to: number, y: number, kind: string, title: string, height: number): string {
  const top = y + (barHeight - height) / 2
  return `<rect class="${kind}" x="${from.toFixed(1)}" y="${top}" width="${Math.max(1.5, to - from - 0.5).toFixed(1)}" height="${height}" rx="2"><title>${escapeHtml(title)}</title></rect>`
}

/** About eight marks, at a step that people count in. */
function axis(start: number, end: number, x: (at: number) => number, bottom: number): string {
  const minutes = (end - start) / 60_000
  const step = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480].find((candidate) => minutes / candidate <= 9) ?? 1440
  const marks: string[] = []
  for (let at = start; at <= end; at += step * 60_000) {
    marks.push(
      `<line x1="${x(at).toFixed(1)}" x2="${x(at).toFixed(1)}" y1="18" y2="${bottom}"/><text class="soft" x="${x(at).toFixed(1)}" y="12" text-anchor="middle">${clockTime(at - start)}</text>`,
    )
  }
  return marks.join('')
}
