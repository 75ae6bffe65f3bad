/** The HTML report of a rehearsal: one file, no scripts, nothing loaded from elsewhere. */
import { marked } from 'marked'
import { duration, shortDigest } from '#core/report/text.ts'
import type { RehearsalResult } from '../rehearse/result.ts'
import { isIdle, type PhaseStory, type Story } from '../rehearse/story.ts'
import { clockTime } from '../view/words.ts'
import { escapeHtml } from './escape.ts'
import { style } from './style.ts'
import { renderTimeline } from './timeline.ts'

export function renderReport({ result, story }: { result: RehearsalResult; story: Story }): string {
  const phases = story.phases.filter((phase) => !isIdle(phase))
  const green = result.conclusion === 'success'
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>Rehearsal of ${escapeHtml(result.system)}: ${escapeHtml(result.conclusion)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1><span class="${green ? 'good' : 'bad'}">${green ? '✓' : '✗'}</span> ${escapeHtml(result.system)}: release ${escapeHtml(result.release ?? 'none')}</h1>
<p>${duration(result.virtualSeconds)} simulated in ${result.realSeconds.toFixed(1)} s · ${result.awsCalls} AWS and ${result.githubCalls} GitHub requests · commit ${escapeHtml(result.commit.slice(0, 12))} · seed ${escapeHtml(result.seed)}</p>
</header>
${environmentTable(result)}
${problems(result)}
<section><h2>Timeline</h2>${renderTimeline(phases, story.startedAt, story.completedAt ?? story.startedAt)}</section>
${phases.map((phase) => phaseSection(phase, story.startedAt)).join('\n')}
</body>
</html>
`
}

function environmentTable(result: RehearsalResult): string {
  const rows = result.environments.map((environment) => {
    const tone =
      environment.outcome === 'not-reached'
        ? 'idle'
        : ['succeeded', 'unchanged'].includes(environment.outcome)
          ? 'good'
          : 'bad'
    return `<tr><th scope="row">${escapeHtml(environment.name)}</th><td><span class="pill ${tone}">${escapeHtml(environment.outcome)}</span></td>
<td>${environment.verified ? 'verified' : '–'}</td><td><code>${escapeHtml(environment.release ?? '–')}</code></td>
<td><code>${escapeHtml(environment.running.map(shortDigest).join(', ') || '–')}</code></td>
<td>${environment.seconds > 0 ? duration(environment.seconds) : '–'}</td><td>${environment.waitedSeconds > 0 ? duration(environment.waitedSeconds) : '–'}</td>
<td>${escapeHtml(environment.account)} ${escapeHtml(environment.region)}</td></tr>`
  })
  return `<section><table><thead><tr><th>environment</th><th>outcome</th><th></th><th>release</th><th>runs image</th><th>took</th><th>waited for approval</th><th>account</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></section>`
}

function problems(result: RehearsalResult): string {
  if (result.problems.length === 0) return ''
  const items = result.problems.map(({ phase, job, step, message, file, line }) => {
    const place = file ? `<code>${escapeHtml(file)}${line ? `:${line}` : ''}</code>` : ''
    return `<li><strong>${escapeHtml([phase, job, step].filter(Boolean).join(', '))}</strong> ${place}<pre>${escapeHtml(message)}</pre></li>`
  })
  return `<section><h2>What went wrong</h2><ul class="problems">${items.join('\n')}</ul></section>`
}

function phaseSection(phase: PhaseStory, start: number): string {
  const jobs = phase.jobs
    .filter((job) => job.steps.length > 0)
    .map((job) => {
      const steps = job.steps.map(
        (step) =>
          `<tr><td class="state ${step.conclusion ?? 'running'}">${escapeHtml(step.conclusion ?? 'running')}</td><td>${escapeHtml(step.name)}</td>
<td class="time">${clockTime(step.startedAt - start)}</td><td class="time">${step.completedAt === undefined ? '–' : duration((step.completedAt - step.startedAt) / 1000)}</td></tr>`,
      )
      const summaries = job.summaries.map(
        ({ step, markdown }) =>
          `<details${job.state === 'failure' ? ' open' : ''}><summary>${escapeHtml(step)}</summary><div class="markdown">${marked.parse(markdown, { async: false })}</div></details>`,
      )
      return `<h3>${escapeHtml(job.name)}</h3><table><tbody>${steps.join('\n')}</tbody></table>${summaries.join('\n')}`
    })
  const events = phase.timeline.map(
    (entry) =>
      `<tr><td class="time">${clockTime(entry.at - start)}</td><td>${escapeHtml(entry.service)}</td><td>${escapeHtml(entry.subject)}</td><td>${escapeHtml(entry.text)}</td></tr>`,
  )
  const account =
    events.length === 0
      ? ''
      : `<details><summary>What the account did (${events.length})</summary><table class="events"><tbody>${events.join('\n')}</tbody></table></details>`
  return `<section id="${escapeHtml(phase.name)}"><h2>${escapeHtml(phase.name)}</h2>${jobs.join('\n')}${account}</section>`
}
