/** The end that all rollout actions share: the log, the summary, the annotations, `outcome` and `results`. */
import { asError, FairwayError, type Location } from '../errors.ts'
import { dossierLines, renderSummary } from '../report/summary.ts'
import type { Ran } from '../rollout/in-order.ts'
import { type Dossier, isGreen, type Outcome, type RolloutResult, worst } from '../rollout/outcome.ts'
import type { ActionHost } from './host.ts'

/** A result whose annotation can point at a file. */
export type LocatedResult = RolloutResult & { location?: Location }

/** One result for each component, also for those that threw or were not started. Throws on a fault of our own. */
export function resultsOf(ran: readonly Ran<LocatedResult>[], kind: RolloutResult['kind']): LocatedResult[] {
  return ran.map((item) => {
    if (item.state === 'ran') return item.result
    if (item.state === 'threw') return thrownResult(item.id, kind, item.error)
    const detail = `${notStarted} ${item.because} did not end well`
    return { component: item.id, kind, outcome: 'stopped', detail, seconds: 0 }
  })
}

const notStarted = 'not started, because'

/** What waited for a component that failed has nothing to say of its own: the failed one has the annotation. */
function wasNotStarted({ outcome, detail }: LocatedResult): boolean {
  return outcome === 'stopped' && detail.startsWith(notStarted)
}

/** Something that a person or a service has to correct is a result like any other; our own faults are thrown on. */
export function thrownResult(component: string, kind: RolloutResult['kind'], thrown: unknown): LocatedResult {
  const error = asError(thrown)
  if (!(error instanceof FairwayError) || error.fault === 'fairway') throw error
  const dossier: Dossier = {
    component,
    outcome: 'failed',
    reason: error.message,
    nextStep: error.cure ?? 'Correct what the reason names, then run the job again.',
    evidence: [],
  }
  const detail = error.message.split('\n')[0] ?? error.code
  return {
    component,
    kind,
    outcome: 'failed',
    detail,
    seconds: 0,
    dossier,
    ...(error.location && { location: error.location }),
  }
}

/** Says how it ended everywhere where people and later steps look, and makes the step red unless all is green. */
export async function finish(host: ActionHost, title: string, results: readonly LocatedResult[]): Promise<Outcome> {
  const outcome = worst(results.map((result) => result.outcome))
  const failed = results.filter((result) => !isGreen(result.outcome) && !wasNotStarted(result))
  for (const result of results) {
    host.report.info(`${result.component}: ${result.outcome} (${result.detail})`)
    if (result.dossier) for (const line of dossierLines(result.dossier)) host.report.info(line)
  }
  for (const result of failed) annotate(host, result)
  if (results.length > 0) await host.summarize(renderSummary(title, results))
  host.setOutput('outcome', outcome)
  host.setOutput('results', JSON.stringify(results))
  if (!isGreen(outcome)) host.fail()
  return outcome
}

function annotate(host: ActionHost, { component, outcome, detail, dossier, location }: LocatedResult): void {
  const text = dossier ? [dossier.reason, dossier.probableCause, dossier.nextStep].filter(Boolean).join('\n') : detail
  host.report.error(text, { title: `${component}: ${outcome}`, ...(location && { location }) })
}
