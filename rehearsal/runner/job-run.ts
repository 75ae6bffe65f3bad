/** One job of a run, or one leg of its matrix, that has steps: its state from queue to end. */
import type { Permissions } from '../github/permissions.ts'
import type { Conclusion, JobRecord } from '../github/state.ts'
import { Cancellation } from './cancellation.ts'
import type { Frame, JobStatus } from './contexts.ts'
import type { Annotation, JobIdentity, StepIdentity } from './events.ts'
import type { Scope, Value } from './expressions.ts'
import { Masks } from './masks.ts'
import type { StepProcess } from './process.ts'
import type { Run } from './run.ts'
import type { Action, Job, StepsBody } from './workflow.ts'

export interface StepResult extends StepIdentity {
  outcome: Conclusion
  conclusion: Conclusion
  outputs: Record<string, string>
  startedAt: number
  completedAt: number
}

export interface StepContext {
  outputs: Record<string, string>
  outcome: Conclusion
  conclusion: Conclusion
}

/** Directories of the machine that the job has to itself. */
export interface Machine {
  workspace: string
  temp: string
  home: string
  toolCache: string
  eventFile: string
}

/** GitHub documentation, "Usage limits": annotations per type and step, and per job; summaries per job. */
const maxAnnotationsPerStep = 10
const maxAnnotations = 50
const maxSummaries = 20
const maxMessage = 4096

export class JobRun {
  readonly run: Run
  readonly frame: Frame
  readonly job: Job
  readonly body: StepsBody
  readonly actions: Map<string, Action>
  readonly permissions: Permissions
  readonly record: JobRecord
  readonly identity: JobIdentity
  /** github, inputs, needs, strategy, matrix: what is known before the job starts. */
  readonly scope: Scope
  /** Of this job alone: cancelling the run leaves a job with `if: always()` as it is. */
  readonly cancellation = new Cancellation()
  readonly masks = new Masks()
  readonly annotations: Annotation[] = []
  readonly summaries: string[] = []
  readonly results: StepResult[] = []
  readonly processes = new Set<StepProcess>()
  status: JobStatus = 'success'
  /** The machine is gone: nothing more runs on it. */
  lost = false
  /** Nothing more may run, because cancelling took too long. */
  forced = false
  environment: string | undefined
  machine: Machine | undefined
  /** The `env` context: workflow, job, and what steps wrote to GITHUB_ENV. */
  env: Record<string, string> = {}
  /** What steps wrote to GITHUB_PATH; the last is first in PATH. */
  paths: string[] = []
  secrets: Record<string, string> = {}
  vars: Record<string, string> = {}
  steps: Record<string, StepContext> = {}
  outputs: Record<string, string> = {}
  token = ''
  oidc: { url: string; token: string } | undefined

  constructor(parts: {
    run: Run
    frame: Frame
    job: Job
    body: StepsBody
    actions: Map<string, Action>
    permissions: Permissions
    record: JobRecord
    identity: JobIdentity
    scope: Scope
  }) {
    this.run = parts.run
    this.frame = parts.frame
    this.job = parts.job
    this.body = parts.body
    this.actions = parts.actions
    this.permissions = parts.permissions
    this.record = parts.record
    this.identity = parts.identity
    this.scope = parts.scope
  }

  /** Numbers for files of the job. */
  count(): number {
    return ++this.#counter
  }
  #counter = 0

  get now(): number {
    return this.run.now
  }

  annotate(annotation: Annotation): void {
    const ofStep = this.annotations.filter(
      (known) => known.step === annotation.step && known.level === annotation.level,
    )
    if (annotation.step !== undefined && ofStep.length >= maxAnnotationsPerStep) return
    if (this.annotations.length >= maxAnnotations) return
    const shown = { ...annotation, message: this.masks.apply(annotation.message).slice(0, maxMessage) }
    this.annotations.push(shown)
    this.run.emit({ kind: 'annotation', job: this.identity, annotation: shown })
  }

  /** What GitHub itself says of the job, such as that its runner was lost. */
  complain(message: string): void {
    this.annotate({ level: 'error', message })
  }

  summarize(step: StepIdentity, markdown: string): void {
    if (markdown === '' || this.summaries.length >= maxSummaries) return
    const shown = this.masks.apply(markdown)
    this.summaries.push(shown)
    this.run.emit({ kind: 'summary', job: this.identity, step, markdown: shown })
  }

  /** The machine is lost: everything on it ends at once, and nothing more runs. */
  async lose(): Promise<void> {
    if (this.record.status !== 'in_progress' || this.lost) return
    this.lost = true
    const processes = [...this.processes]
    for (const process of processes) process.kill()
    await Promise.all(processes.map((process) => process.exited))
  }

  /** For expressions outside of steps that see everything: outputs, environment url. */
  scopeWith(contexts: Record<string, Value>): Scope {
    return { ...this.scope, contexts: { ...this.scope.contexts, ...contexts } }
  }
}
