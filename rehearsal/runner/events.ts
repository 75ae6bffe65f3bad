/** What a run tells those who watch it: terminal, report, tests. Times are virtual epoch milliseconds. */
import type { Conclusion } from '../github/state.ts'

export interface Annotation {
  level: 'error' | 'warning' | 'notice'
  message: string
  title?: string
  file?: string
  line?: number
  endLine?: number
  column?: number
  endColumn?: number
  /** The step that said it; absent for what GitHub says of the job itself. */
  step?: string
}

export interface JobIdentity {
  /** The ids from the top workflow down, matrix legs numbered: `deploy.prod.rollout`, `test(2)`. */
  path: string
  /** As GitHub shows it: `deploy / prod / rollout`. */
  name: string
  recordId: number
}

export type RunEvent = { at: number; runId: number } & (
  | { kind: 'run-started'; workflow: string; title: string }
  | { kind: 'run-completed'; conclusion: Conclusion }
  | { kind: 'job-queued'; job: JobIdentity; environment?: string }
  | { kind: 'job-pending'; job: JobIdentity; concurrencyGroup: string }
  | { kind: 'approval-waiting'; job: JobIdentity; environment: string; reviewers: number; waitMinutes: number }
  | {
      kind: 'approval-decided'
      job: JobIdentity
      environment: string
      decision: 'approved' | 'rejected' | 'expired'
      by?: string
      comment?: string
    }
  | { kind: 'job-started'; job: JobIdentity; environment?: string }
  | { kind: 'job-completed'; job: JobIdentity; conclusion: Conclusion; outputs: Record<string, string> }
  | { kind: 'step-started'; job: JobIdentity; step: StepIdentity }
  | { kind: 'step-completed'; job: JobIdentity; step: StepIdentity; conclusion: Conclusion; outcome: Conclusion }
  | { kind: 'log'; job: JobIdentity; step: StepIdentity; line: string; group: number; debug: boolean }
  | { kind: 'annotation'; job: JobIdentity; annotation: Annotation }
  | { kind: 'summary'; job: JobIdentity; step: StepIdentity; markdown: string }
)

export interface StepIdentity {
  id: string
  name: string
  /** From 1, as shown. */
  number: number
}

export type RunListener = (event: RunEvent) => void

/** `Omit` that keeps the alternatives of a union apart. */
export type WithoutStamp<Event> = Event extends unknown ? Omit<Event, 'at' | 'runId'> : never
