/** One environment, or a job outside of one: its steps, what they wrote, its rollouts and the account's events. */
import { duration } from '#core/report/text.ts'
import type { TimelineEntry } from '#rehearsal/aws/kernel/types.ts'
import { activitiesOf } from '../rehearse/activity.ts'
import type { JobStory, PhaseStory, StepStory } from '../rehearse/story.ts'
import { clockTime, marks, stepName } from '../view/words.ts'
import { escapeHtml } from './escape.ts'
import { renderMarkdown } from './markdown.ts'
import { renderRollout } from './rollout-chart.ts'

export function renderPhase(phase: PhaseStory, start: number, end: number): string {
  const rollouts = activitiesOf(phase.timeline)
    .filter(({ kind, tasks }) => kind === 'rollout' && tasks.length > 0)
    .map((rollout) => renderRollout(rollout, end))
  const resources = phase.timeline.filter(({ kind, text }) => kind === 'resource' && !text.includes('_IN_PROGRESS'))
  return `<section id="${anchorOf(phase)}"><h2>${escapeHtml(phase.name)}</h2>
${phase.jobs
  .filter((job) => job.steps.length > 0 || job.id === phase.approval?.jobId)
  .map((job) => renderJob(job, phase, start))
  .join('\n')}
${
  rollouts.length > 0
    ? folded(
        `Rollouts, task by task (${rollouts.length})`,
        rollouts.join('\n'),
        phase.jobs.some(({ state }) => state === 'failure'),
      )
    : ''
}
${events(
  'What the account did',
  phase.timeline.filter(({ kind }) => kind !== 'resource'),
  start,
)}
${events('Resources of the stacks', resources, start)}
</section>`
}

export function anchorOf({ name }: Pick<PhaseStory, 'name'>): string {
  return `phase-${encodeURIComponent(name)}`
}

function renderJob(job: JobStory, phase: PhaseStory, start: number): string {
  const title = job.name === phase.name ? '' : `<h3>${escapeHtml(job.name)}</h3>`
  const gate = phase.approval?.jobId === job.id ? gateRow(phase, start) : ''
  const summaries = job.summaries.map(({ step, markdown }) =>
    folded(
      `Summary of “${escapeHtml(stepName(step))}”`,
      `<div class="markdown">${renderMarkdown(markdown)}</div>`,
      false,
    ),
  )
  return `${title}<table class="steps"><thead><tr><th></th><th></th><th class="time">began</th><th class="time">took</th></tr></thead><tbody>${gate}${job.steps.map((step) => stepRow(step, start)).join('\n')}</tbody></table>${summaries.join('\n')}`
}

function gateRow({ approval }: PhaseStory, start: number): string {
  if (!approval) return ''
  const words =
    approval.decidedAt === undefined
      ? 'nobody answered'
      : `${approval.decision}${approval.by ? ` by ${approval.by}` : ''}`
  const took = approval.decidedAt === undefined ? '–' : duration((approval.decidedAt - approval.since) / 1000)
  return `<tr><td class="state cancelled">?</td><td>Approval: ${escapeHtml(words)}</td><td class="time">${clockTime(approval.since - start)}</td><td class="time">${took}</td></tr>`
}

function stepRow({ name, conclusion, startedAt, completedAt }: StepStory, start: number): string {
  const state = conclusion ?? 'running'
  const took = completedAt === undefined || state === 'skipped' ? '–' : duration((completedAt - startedAt) / 1000)
  return `<tr class="${state}-step"><td class="state ${state}" title="${state}">${marks[state] ?? ''}</td><td>${escapeHtml(stepName(name))}${state === 'success' ? '' : ` <span class="${state}">${state}</span>`}</td>
<td class="time">${clockTime(startedAt - start)}</td><td class="time">${took}</td></tr>`
}

function events(title: string, entries: readonly TimelineEntry[], start: number): string {
  if (entries.length === 0) return ''
  const rows = entries.map(
    ({ at, service, subject, text }) =>
      `<tr><td class="time">${clockTime(at - start)}</td><td>${escapeHtml(service)}</td><td>${escapeHtml(subject)}</td><td>${escapeHtml(text)}</td></tr>`,
  )
  // On paper these stay folded, unlike everything else: they are many.
  return `<details class="many"><summary>${title} (${rows.length})</summary><table class="events"><tbody>${rows.join('\n')}</tbody></table></details>`
}

/** `summary` and `content` are HTML. */
function folded(summary: string, content: string, open: boolean): string {
  return `<details${open ? ' open' : ''}><summary>${summary}</summary>${content}</details>`
}
