/** What is said of a rollout while it runs: counts, stages and the service's events, no line twice. */
import type { ServiceEvent } from '@aws-sdk/client-ecs'
import type { RolloutView } from './rollout-view.ts'

export interface Observation {
  view: RolloutView
  /** The service's latest events, any order; undefined where they were not asked for this time. */
  events?: readonly ServiceEvent[]
}

/** `since`: events of before are not this rollout's (epoch milliseconds by AWS's clock). */
export function createProgress(say: (line: string) => void, since: number): (observation: Observation) => void {
  const told = new Set<string>()
  let status = ''
  let stage: string | undefined
  let counts = ''
  return ({ view, events = [] }) => {
    if (view.status !== status) say(statusLine(view))
    if (view.lifecycleStage !== undefined && view.lifecycleStage !== stage) say(`stage ${view.lifecycleStage}`)
    const line = countsLine(view)
    if (line !== counts) say(line)
    status = view.status
    stage = view.lifecycleStage
    counts = line
    for (const event of eventsSince(events, since)) {
      const message = event.message ?? ''
      if (told.has(message)) continue
      told.add(message)
      say(`event: ${message}`)
    }
  }
}

/** Oldest first; of the same moment in the order in which they were said (AWS answers the newest first). */
export function eventsSince(events: readonly ServiceEvent[], since: number): ServiceEvent[] {
  const at = (event: ServiceEvent) => event.createdAt?.getTime() ?? 0
  return events
    .filter((event) => at(event) >= since)
    .toReversed()
    .toSorted((a, b) => at(a) - at(b))
}

function statusLine({ status, statusReason, rollback }: RolloutView): string {
  const reason = statusReason ?? rollback?.reason
  return reason ? `${status}: ${reason}` : status
}

function countsLine({ target, sources, failedTasks, failureThreshold }: RolloutView): string {
  const failed = failureThreshold === undefined ? `${failedTasks}` : `${failedTasks} of ${failureThreshold}`
  return [
    `new tasks: ${target.running} running, ${target.pending} pending, ${target.requested} wanted`,
    `old tasks: ${sources.running} running`,
    ...(failedTasks > 0 ? [`failed: ${failed}`] : []),
  ].join('; ')
}
