/** What went wrong, for the top of the report: reason, cause and next step, then the evidence. */
import { isBackground, type Trouble } from '../rehearse/dossier.ts'
import { clean, stepName } from '../view/words.ts'
import { escapeHtml } from './escape.ts'

export function renderTrouble({ place, message, file, dossier, log }: Trouble): string {
  const where = place.map(stepName).join(' › ')
  const source = file === undefined ? '' : `<p><code>${escapeHtml(file)}</code></p>`
  if (!dossier) {
    const said = log.length > 0 ? `<h4>Last log lines</h4>${pre(log)}` : ''
    return `<article class="trouble"><h3>${escapeHtml(where)}</h3>${source}${pre(message.split('\n'))}${said}</article>`
  }
  const facts = [
    ['Reason', dossier.reason],
    ['Probable cause', dossier.probableCause],
    ['Next step', dossier.nextStep],
  ].filter((fact): fact is [string, string] => fact[1] !== undefined)
  const evidence = dossier.evidence.map(({ title, lines }) =>
    isBackground({ title })
      ? `<details><summary>${escapeHtml(title)}</summary>${pre(lines)}</details>`
      : `<h4>${escapeHtml(title)}</h4>${pre(lines)}`,
  )
  // What tells most comes first, whatever the order in which it was gathered.
  evidence.sort((a, b) => Number(a.startsWith('<details')) - Number(b.startsWith('<details')))
  return `<article class="trouble"><h3>${escapeHtml(where)}: <code>${escapeHtml(dossier.component)}</code> ${escapeHtml(dossier.outcome)}</h3>${source}
<dl>${facts.map(([term, text]) => `<dt>${term}</dt><dd>${escapeHtml(text)}</dd>`).join('')}</dl>
${evidence.join('\n')}</article>`
}

function pre(lines: readonly string[]): string {
  return `<pre>${lines.map((line) => escapeHtml(clean(line))).join('\n')}</pre>`
}
