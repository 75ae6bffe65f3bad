/**
 * What happened in a run, built from the runner's events and the account's timeline; the views and the report only
 * read it. Times are virtual epoch milliseconds.
 */
import type { TimelineEntry } from '#rehearsal/aws/kernel/types.ts'
import type { Conclusion } from '#rehearsal/github/state.ts'
import type { Annotation, RunEvent, StepIdentity } from '#rehearsal/runner/events.ts'

export interface StepStory {
  number: number
  name: string
  startedAt: number
  completedAt: number | undefined
  conclusion: Conclusion | undefined
  /** The newest log lines, for the live view and for what failed. */
  tail: string[]
}

export interface JobStory {
  id: number
  /** Without the environment: preflight, deploy. */
  name: string
  state: 'queued' | 'waiting' | 'running' | Conclusion
  startedAt: number | undefined
  completedAt: number | undefined
  steps: StepStory[]
  annotations: Annotation[]
  summaries: { step: string; markdown: string }[]
  outputs: Record<string, string>
}

export interface ApprovalStory {
  /** The job that waits. */
  jobId: number
  since: number
  decidedAt: number | undefined
  by: string | undefined
  decision: string | undefined
}

export interface PhaseStory {
  /** An environment of the pipeline, or the name of a job outside of one. */
  name: string
  environment: boolean
  jobs: JobStory[]
  approval: ApprovalStory | undefined
  timeline: TimelineEntry[]
}

const tailLines = 120

export class Story {
  readonly phases: PhaseStory[] = []
  /** The workflow's name and the run's title, as GitHub's list of runs shows them. */
  workflow = ''
  title = ''
  startedAt = 0
  completedAt: number | undefined
  conclusion: Conclusion | undefined
  /** The pipeline, in its order. */
  readonly environments: readonly string[]

  constructor(environments: readonly string[]) {
    this.environments = environments
  }

  tell(event: RunEvent): void {
    if (event.kind === 'run-started') {
      this.startedAt = event.at
      this.workflow = event.workflow
      this.title = event.title
    } else if (event.kind === 'run-completed') {
      this.completedAt = event.at
      this.conclusion = event.conclusion
    } else this.#tellJob(event)
  }

  observe(entry: TimelineEntry): void {
    const phase = this.phases.find(({ name }) => name === entry.environment)
    phase?.timeline.push(entry)
  }

  /** The phase and the job of an event. */
  locate(jobName: string): { phase: string; job: string; environment: boolean } {
    const parts = jobName.split(' / ')
    const environment = parts.find((part) => this.environments.includes(part))
    const job = parts.at(-1) ?? jobName
    return environment === undefined
      ? { phase: job, job, environment: false }
      : { phase: environment, job, environment: true }
  }

  #tellJob(event: Exclude<RunEvent, { kind: 'run-started' | 'run-completed' }>): void {
    const { phase, job } = this.#jobOf(event)
    switch (event.kind) {
      case 'job-queued':
      case 'job-pending':
        break
      case 'approval-waiting':
        job.state = 'waiting'
        phase.approval = { jobId: job.id, since: event.at, decidedAt: undefined, by: undefined, decision: undefined }
        break
      case 'approval-decided':
        if (phase.approval)
          Object.assign(phase.approval, { decidedAt: event.at, by: event.by, decision: event.decision })
        job.state = 'queued'
        break
      case 'job-started':
        job.state = 'running'
        job.startedAt = event.at
        break
      case 'job-completed':
        job.state = event.conclusion
        job.completedAt = event.at
        job.outputs = event.outputs
        break
      case 'step-started':
        stepOf(job, event)
        break
      case 'step-completed': // of a skipped step this is all there is
        Object.assign(stepOf(job, event), { completedAt: event.at, conclusion: event.conclusion })
        break
      case 'log': {
        const step = stepOf(job, event)
        if (!event.debug) step.tail = [...step.tail, event.line].slice(-tailLines)
        break
      }
      case 'annotation':
        job.annotations.push(event.annotation)
        break
      case 'summary':
        job.summaries.push({ step: event.step.name, markdown: event.markdown })
        break
    }
  }

  #jobOf(event: { job: { name: string; recordId: number } }): { phase: PhaseStory; job: JobStory } {
    const located = this.locate(event.job.name)
    let phase = this.phases.find(({ name }) => name === located.phase)
    if (!phase) {
      phase = { name: located.phase, environment: located.environment, jobs: [], approval: undefined, timeline: [] }
      this.phases.push(phase)
    }
    let job = phase.jobs.find(({ id }) => id === event.job.recordId)
    if (!job) {
      job = {
        id: event.job.recordId,
        name: located.job,
        state: 'queued',
        startedAt: undefined,
        completedAt: undefined,
        steps: [],
        annotations: [],
        summaries: [],
        outputs: {},
      }
      phase.jobs.push(job)
    }
    return { phase, job }
  }
}

function stepOf(job: JobStory, { at, step: { number, name } }: { at: number; step: StepIdentity }): StepStory {
  const known = job.steps.find((step) => step.number === number)
  if (known) return known
  const step = { number, name, startedAt: at, completedAt: undefined, conclusion: undefined, tail: [] }
  job.steps.push(step)
  return step
}

/** A skipped job of an environment that is not in the pipeline says nothing to anybody. */
export function isIdle(phase: PhaseStory): boolean {
  return phase.jobs.every((job) => job.state === 'skipped' && job.steps.length === 0)
}
