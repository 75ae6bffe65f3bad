/** The HTML report of a rehearsal: one file, no scripts, nothing loaded from elsewhere. */
import { duration, shortDigest } from '#core/report/text.ts'
import { troubleOf } from '../rehearse/dossier.ts'
import type { EnvironmentResult, RehearsalResult } from '../rehearse/result.ts'
import { isIdle, type Story } from '../rehearse/story.ts'
import { headline } from '../view/summary.ts'
import { escapeHtml } from './escape.ts'
import { anchorOf, renderPhase } from './phase.ts'
import { style } from './style.ts'
import { renderTimeline } from './timeline.ts'
import { renderTrouble } from './trouble.ts'

export function renderReport({ result, story }: { result: RehearsalResult; story: Story }): string {
  const phases = story.phases.filter((phase) => !isIdle(phase))
  const end = story.completedAt ?? lastMoment(story)
  const green = result.conclusion === 'success'
  const troubles = result.problems.map((problem) => renderTrouble(troubleOf(story, problem)))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>${escapeHtml(`${result.system}: ${headline(result)}`)}</title>
<style>${style}</style>
</head>
<body>
<header>
<p class="over">Rehearsal of ${escapeHtml(result.system)} · ${escapeHtml(story.workflow)} · ${escapeHtml(story.title)}</p>
<h1><span class="${green ? 'good' : 'bad'}">${green ? '✓' : '✗'}</span> ${escapeHtml(headline(result))}</h1>
<p>${duration(result.virtualSeconds)} simulated in ${result.realSeconds.toFixed(1)} s · ${result.awsCalls} AWS and ${result.githubCalls} GitHub requests · commit <code>${escapeHtml(result.commit.slice(0, 12))}</code> · seed ${escapeHtml(result.seed)}</p>
</header>
${troubles.length > 0 ? `<section><h2>What went wrong</h2>${troubles.join('\n')}</section>` : ''}
<section><h2>Timeline</h2>${renderTimeline(phases, story.startedAt, end)}</section>
<section><h2>Environments</h2>${environmentTable(result.environments, new Set(phases.map(({ name }) => name)))}</section>
${phases.map((phase) => renderPhase(phase, story.startedAt, end)).join('\n')}
</body>
</html>
`
}

/** Where the run broke off, the last that was heard of it. */
function lastMoment({ startedAt, phases }: Story): number {
  const steps = phases.flatMap(({ jobs }) => jobs).flatMap((job) => job.steps)
  return Math.max(startedAt, ...steps.map((step) => step.completedAt ?? step.startedAt))
}

function environmentTable(environments: readonly EnvironmentResult[], reached: ReadonlySet<string>): string {
  const rows = environments.map(
    (
      environment,
    ) => `<tr><th scope="row">${reached.has(environment.name) ? `<a href="#${anchorOf(environment)}">${escapeHtml(environment.name)}</a>` : escapeHtml(environment.name)}</th>
<td><span class="pill ${toneOf(environment.outcome)}">${escapeHtml(environment.outcome)}</span></td><td>${environment.verified ? 'yes' : '–'}</td>
<td><code>${escapeHtml(environment.release ?? '–')}</code></td><td><code>${escapeHtml(environment.running.map(shortDigest).join(', ') || '–')}</code></td>
<td>${environment.seconds > 0 ? duration(environment.seconds) : '–'}</td><td>${environment.waitedSeconds > 0 ? duration(environment.waitedSeconds) : '–'}</td>
<td class="soft">${escapeHtml(environment.account)}<br>${escapeHtml(environment.region)}</td></tr>`,
  )
  return `<div class="wide"><table><thead><tr><th>environment</th><th>outcome</th><th>verified</th><th>release</th><th>runs image</th><th>took</th><th>waited</th><th>account</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>`
}

function toneOf(outcome: string): string {
  if (outcome === 'not-reached') return 'idle'
  return ['succeeded', 'unchanged'].includes(outcome) ? 'good' : 'bad'
}
