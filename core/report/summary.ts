/** The job summary of an action: a table of components, and a dossier for each that is not green. */
import type { Dossier, Outcome, RolloutResult } from '../rollout/outcome.ts'
import { markdownTable } from './table.ts'
import { duration } from './text.ts'

const icons: Record<Outcome, string> = {
  succeeded: '✅',
  unchanged: '➖',
  'rolled-back': '↩️',
  'rollback-failed': '🛑',
  stopped: '⏹️',
  superseded: '⏭️',
  'timed-out': '⏱️',
  failed: '❌',
}

export function renderSummary(title: string, results: readonly RolloutResult[]): string {
  const rows = results.map((result) => [
    `\`${result.component}\``,
    `${icons[result.outcome]} ${result.outcome}`,
    result.detail,
    duration(result.seconds),
  ])
  const dossiers = results.flatMap(({ dossier }) => (dossier ? [renderDossier(dossier)] : []))
  return [`### ${title}`, markdownTable(['component', 'outcome', 'what', 'took'], rows), ...dossiers].join('\n\n')
}

export function renderDossier(dossier: Dossier): string {
  const evidence = dossier.evidence
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => `<details open><summary>${escapeHtml(title)}</summary>\n\n${fence(lines)}\n\n</details>`)
  return [
    `#### \`${dossier.component}\` ${dossier.outcome}`,
    `**Reason:** ${dossier.reason}`,
    ...(dossier.probableCause ? [`**Probable cause:** ${dossier.probableCause}`] : []),
    `**Next step:** ${dossier.nextStep}`,
    ...evidence,
  ].join('\n\n')
}

/** The dossier as plain lines, for the log and the terminal. */
export function dossierLines(dossier: Dossier): string[] {
  return [
    `${dossier.component}: ${dossier.outcome}`,
    `  reason: ${dossier.reason}`,
    ...(dossier.probableCause ? [`  probable cause: ${dossier.probableCause}`] : []),
    ...dossier.evidence
      .filter(({ lines }) => lines.length > 0)
      .flatMap(({ title, lines }) => [`  ${title}:`, ...lines.map((line) => `    ${line}`)]),
    `  next step: ${dossier.nextStep}`,
  ]
}

/** A fence longer than any run of backticks inside, so that log lines can't end it. */
export function fence(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)))
  const mark = '`'.repeat(longest + 1)
  return [mark, ...lines, mark].join('\n')
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
