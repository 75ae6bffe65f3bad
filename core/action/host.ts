/**
 * What an action has around it: its inputs, where it reports, the job's journal, GitHub, time and cancellation.
 * `main(host)` of each action is all translation: inputs in, `run`, outputs out.
 */
import type { Clock } from '../clock.ts'
import type { Reporter } from '../report/reporter.ts'
import type { Journal } from '../rollout/journal.ts'

export interface GitHubFacts {
  /** owner/name */
  repository: string
  sha: string
  ref: string
  actor: string
  eventName: string
  runId: number
  runAttempt: number
  serverUrl: string
  apiUrl: string
  /** The event's payload as GitHub wrote it. */
  event: Record<string, unknown>
}

export interface ActionHost {
  /** The value of an input, trimmed; '' where it is not given. */
  input(name: string): string
  setOutput(name: string, value: string): void
  /** Adds Markdown to the job summary. */
  summarize(markdown: string): Promise<void>
  /** Makes the step red. The reason has been reported before. */
  fail(): void
  mask(secret: string): void
  /** A GitHub OIDC token, or undefined where the job has no `id-token: write`. */
  idToken: ((audience: string) => Promise<string>) | undefined
  report: Reporter
  clock: Clock
  /** Aborted when the job is cancelled; the runner then grants about ten seconds. */
  signal: AbortSignal
  journal: Journal
  github: GitHubFacts
  workspace: string
  /** The root of the Fairway checkout that this action came from; its templates lie in cloudformation/. */
  toolkit: string
}
