/** The timeline as inline SVG: for each environment the steps of its jobs, the wait for approval, and the account. */
import type { PhaseStory } from '../rehearse/story.ts'
import { columnsOf } from '../view/pieces.ts'
import { clockTime } from '../view/words.ts'
import { escapeHtml } from './escape.ts'
import { axisSeconds, type Bar, type Lane, rowsOf } from './geometry.ts'

const width = 1040
const right = 28
const top = 30
/** Of a letter in the bars' type and in the names' bold one, on the generous side. */
const letter = 5.9
const boldLetter = 7.5

export function renderTimeline(phases: readonly PhaseStory[], start: number, end: number): string {
  const { rows, bottom } = rowsOf(phases, top, end)
  const labels = 24 + boldLetter * Math.max(9, ...rows.map(({ label }) => columnsOf(label)))
  const scale = (width - labels - right) / Math.max(1000, end - start)
  const x = (at: number) => labels + (at - start) * scale
  const drawn = rows.map(
    ({ label, y, lanes }) =>
      `<text class="name" x="0" y="${y + 13}">${escapeHtml(label)}</text>${lanes.map((lane) => drawLane(lane, x)).join('')}`,
  )
  const ticks = axisSeconds((end - start) / 1000, 10).map((seconds) => {
    const at = x(start + seconds * 1000).toFixed(1)
    return `<line x1="${at}" x2="${at}" y1="20" y2="${bottom - 6}"/><text class="soft" x="${at}" y="12" text-anchor="middle">${clockTime(seconds * 1000)}</text>`
  })
  return `<svg viewBox="0 0 ${width} ${bottom}" role="img" aria-label="Timeline of the rehearsal">
<defs><pattern id="hatch" width="6" height="6" patternTransform="rotate(45)" patternUnits="userSpaceOnUse"><rect class="hatch-ground" width="6" height="6"/><rect class="hatch-line" width="2" height="6"/></pattern></defs>
${ticks.join('')}
${drawn.join('\n')}
</svg>
<p class="legend"><span class="key success"></span>step <span class="key failure"></span>failed <span class="key wait"></span>waits for approval <span class="key stack"></span>stack <span class="key rollout"></span>rollout <span class="key invalidation"></span>CDN <span class="key back"></span>rolls back</p>`
}

function drawLane({ y, height, bars }: Lane, x: (at: number) => number): string {
  return bars.map((bar) => drawBar(bar, y, height, x)).join('')
}

function drawBar({ from, to, kind, label, title }: Bar, y: number, height: number, x: (at: number) => number): string {
  const wide = Math.max(2, x(to) - x(from) - 0.8)
  const text =
    columnsOf(label) * letter + 8 <= wide
      ? `<text class="on ${kind}" x="${(x(from) + 4).toFixed(1)}" y="${y + height - (height > 14 ? 5 : 3)}">${escapeHtml(label)}</text>`
      : ''
  return `<g><title>${escapeHtml(title)}</title><rect class="bar ${kind}" x="${x(from).toFixed(1)}" y="${y}" width="${wide.toFixed(1)}" height="${height}" rx="2"/>${text}</g>`
}
