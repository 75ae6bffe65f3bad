/** How a rollout ended. Exactly one of these, and only the first two are green. */
export const outcomes = [
  'succeeded',
  'unchanged',
  'rolled-back',
  'rollback-failed',
  'stopped',
  'superseded',
  'timed-out',
  'failed',
] as const

export type Outcome = (typeof outcomes)[number]

export function isGreen(outcome: Outcome): boolean {
  return outcome === 'succeeded' || outcome === 'unchanged'
}

/** The worst of several, for an action that handled several components; `unchanged` where there were none. */
export function worst(all: readonly Outcome[]): Outcome {
  const severity: readonly Outcome[] = [
    'unchanged',
    'succeeded',
    'superseded',
    'stopped',
    'rolled-back',
    'timed-out',
    'failed',
    'rollback-failed',
  ]
  return all.reduce<Outcome>(
    (sofar, outcome) => (severity.indexOf(outcome) > severity.indexOf(sofar) ? outcome : sofar),
    'unchanged',
  )
}

/** What a failed rollout leaves for a person. Sections that have nothing to say stay empty. */
export interface Dossier {
  component: string
  outcome: Outcome
  /** The service's own word: statusReason, stopped reason, SQLSTATE and message. */
  reason: string
  /** A probable cause in words, where the evidence points to one. */
  probableCause?: string
  nextStep: string
  /** e.g. {title: 'Stopped tasks', lines: ['3 × Essential container in task exited (backend: exit code 1)']} */
  evidence: { title: string; lines: string[] }[]
}

/** One component's rollout as it goes to outputs, the summary, the ledger and the rehearsal's report. */
export interface RolloutResult {
  component: string
  kind: 'stack' | 'migration' | 'ecs' | 'cdn' | 'check'
  outcome: Outcome
  /** The AWS id that it was followed by: service deployment ARN, change set ARN, invalidation id. */
  id?: string
  /** One line for the summary's table: 'sha256:1f… → sha256:9c…', '3 resources updated'. */
  detail: string
  seconds: number
  dossier?: Dossier
}
