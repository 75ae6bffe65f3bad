/** One run of a workflow under way: what all of its jobs share. */
import type { Conductor } from '../clock/conductor.ts'
import type { GitHub } from '../github/github.ts'
import type { Actor, Conclusion, RunRecord } from '../github/state.ts'
import { Cancellation } from './cancellation.ts'
import { type ConcurrencyGroups, concurrencyOf } from './concurrency.ts'
import type { Annotation, RunEvent, RunListener, WithoutStamp } from './events.ts'
import type { Value } from './expressions.ts'
import type { JobRun } from './job-run.ts'
import type { PlannedWorkflow } from './plan.ts'
import type { Sources } from './sources.ts'
import { type Timers, timersOf } from './timers.ts'
import type { Inputs } from './workflow.ts'

/** What started the run. */
export interface WorkflowEvent {
  /** push, pull_request, workflow_dispatch, schedule … */
  name: string
  payload: { [key: string]: Value }
  /** refs/heads/main */
  ref: string
  sha: string
  actor: string
}

/** Somebody has to answer for an environment. */
interface ReviewRequest {
  runId: number
  environment: string
  /** Names of the jobs that wait. */
  jobs: string[]
}

export type ReviewPolicy =
  /** Somebody approves after so many virtual minutes. */
  | { kind: 'approve'; afterMinutes: number }
  | { kind: 'reject'; afterMinutes: number; comment?: string }
  /** Asks a real person; virtual time stands still meanwhile. */
  | { kind: 'ask'; ask(request: ReviewRequest): Promise<'approved' | 'rejected'> }
  /** The answer comes through the API, or never. */
  | { kind: 'wait' }

export interface RunSettings {
  github: GitHub
  conductor: Pick<Conductor, 'hold' | 'idle' | 'ticket'>
  /** Path of the node24 binary. */
  node: string
  event: WorkflowEvent
  secrets: Record<string, string>
  /** Variables of the repository; those of an environment go before them. */
  vars: Record<string, string>
  /** For the process of every step, such as AWS_ENDPOINT_URL. */
  env: Record<string, string>
  reviewers: ReviewPolicy | ((environment: string) => ReviewPolicy)
  onEvent: RunListener
  /** Directory of a commit that is not the run's own, for checkouts; else `git archive` of the workspace. */
  commits: Record<string, string>
}

/** Runs `work` as a participant of virtual time, which moves only while the work is in `idle`. */
export async function holding<Result>(
  conductor: Pick<Conductor, 'hold'>,
  work: () => Promise<Result>,
): Promise<Result> {
  const release = conductor.hold()
  try {
    return await work()
  } finally {
    release()
  }
}

export class Run {
  readonly settings: RunSettings
  readonly github: GitHub
  readonly conductor: RunSettings['conductor']
  readonly timers: Timers
  readonly groups: ConcurrencyGroups
  readonly sources: Sources
  readonly plan: PlannedWorkflow
  readonly record: RunRecord
  readonly inputs: Inputs
  /** Where jobs have their directories; removed at the end. */
  readonly directory: string
  readonly cancellation = new Cancellation()
  readonly jobs: JobRun[] = []
  /** What GitHub says of the run as a whole. */
  readonly annotations: Annotation[] = []

  constructor(parts: {
    settings: RunSettings
    sources: Sources
    plan: PlannedWorkflow
    record: RunRecord
    inputs: Inputs
    directory: string
  }) {
    this.settings = parts.settings
    this.github = parts.settings.github
    this.conductor = parts.settings.conductor
    this.timers = timersOf(parts.settings.github.clock)
    this.groups = concurrencyOf(parts.settings.github)
    this.sources = parts.sources
    this.plan = parts.plan
    this.record = parts.record
    this.inputs = parts.inputs
    this.directory = parts.directory
  }

  get now(): number {
    return this.github.clock.now()
  }

  emit(event: WithoutStamp<RunEvent>): void {
    this.settings.onEvent({ at: this.now, runId: this.record.id, ...event } as RunEvent)
  }

  holding<Result>(work: () => Promise<Result>): Promise<Result> {
    return holding(this.conductor, work)
  }

  /** What the run's page shows, from what its jobs do. */
  refreshStatus(): void {
    if (this.record.status === 'completed') return
    const statuses = this.github.jobsOf(this.record).map((job) => job.status)
    const shown = (['in_progress', 'waiting', 'pending', 'queued'] as const).find((status) => statuses.includes(status))
    this.record.status = shown ?? this.record.status
    this.record.updatedAt = this.now
  }

  complete(conclusion: Conclusion): void {
    this.record.status = 'completed'
    this.record.conclusion = conclusion
    this.record.updatedAt = this.now
    this.emit({ kind: 'run-completed', conclusion })
  }

  cancel(by: Actor): void {
    this.cancellation.cancel(`The run was canceled by @${by.login}.`)
  }
}
