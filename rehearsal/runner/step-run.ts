/** One step of a job: its condition, its limits, its outcome. What it does is given to it. */
import type { Conclusion, StepRecord } from '../github/state.ts'
import { type JobStatus, stepStatusFunctions } from './contexts.ts'
import type { StepIdentity } from './events.ts'
import {
  evaluateCondition,
  resolveBoolean,
  resolveNumber,
  resolveTexts,
  type Scope,
  type Value,
} from './expressions.ts'
import { interrupt } from './interrupt.ts'
import type { JobRun, StepContext } from './job-run.ts'
import type { StepProcess } from './process.ts'
import { StepLog } from './step-log.ts'
import { stepScope } from './step-scope.ts'
import { type Position, type Template, WorkflowError } from './template.ts'

/** Where a step stands: directly in a job, or in a composite action. */
export interface StepFrame {
  /** Outcomes by id, as the `steps` context shows them. */
  steps: Record<string, StepContext>
  status(): JobStatus
  fail(): void
  /** `inputs` and `github.action_*` of a composite action. */
  contexts: Record<string, Value>
  env: Record<string, string>
  /** The step that a composite action is; its log takes the lines. */
  parent?: StepRun
}

interface StepWork {
  id: string
  name: string
  at: Position
  condition: string
  env?: Template
  timeoutMinutes?: Template
  continueOnError?: Template
  /** @returns whether it succeeded. */
  run(step: StepRun): Promise<boolean>
}

export class StepRun {
  readonly job: JobRun
  readonly frame: StepFrame
  readonly identity: StepIdentity
  readonly log: StepLog
  /** The step's own `env:`, and what a composite action around it adds. */
  env: Record<string, string> = {}
  outputs: Record<string, string> = {}
  stopped: 'cancelled' | 'timeout' | undefined
  readonly #children = new Set<StepRun>()
  #process: StepProcess | undefined
  #interruption: Promise<void> | undefined

  constructor(job: JobRun, frame: StepFrame, identity: StepIdentity) {
    this.job = job
    this.frame = frame
    this.identity = identity
    this.log = frame.parent?.log ?? new StepLog(job, identity)
    frame.parent?.adopt(this)
  }

  adopt(child: StepRun): void {
    this.#children.add(child)
    if (this.stopped) child.stop(this.stopped)
  }

  /** Everything that the step's expressions see. */
  scope(): Scope {
    return stepScope(this.job, this)
  }

  /** Ends what runs, with the grace that GitHub grants. */
  stop(reason: 'cancelled' | 'timeout'): void {
    if (this.stopped) return
    this.stopped = reason
    for (const child of this.#children) child.stop(reason)
    if (this.#process) this.#interruption = interrupt(this.job.run, this.#process)
  }

  /** The process that `stop` has to end. @returns when it has ended and nothing of it is left. */
  async follow(process: StepProcess): Promise<Awaited<StepProcess['exited']>> {
    this.#process = process
    this.job.processes.add(process)
    const exit = await this.job.run.conductor.idle(process.exited)
    await this.#interruption
    this.job.processes.delete(process)
    this.#process = undefined
    return exit
  }
}

export async function conduct(job: JobRun, frame: StepFrame, work: StepWork): Promise<StepContext> {
  const identity = frame.parent?.identity ?? {
    id: work.id,
    name: job.masks.apply(work.name),
    number: job.record.steps.length + 1,
  }
  const step = new StepRun(job, frame, identity)
  // Nothing is heard any more of a machine that is gone.
  if (job.lost || job.forced) return { outputs: {}, outcome: 'cancelled', conclusion: 'cancelled' }
  const record = frame.parent ? undefined : queue(job, identity)
  const wanted = decide(step, work)
  if (wanted !== 'run') return finish(step, record, work, { outcome: wanted, conclusion: wanted })

  start(step, record)
  const outcome = await attempt(step, work)
  const forgiven = outcome === 'failure' && continues(step, work)
  const conclusion = forgiven ? 'success' : outcome
  if (conclusion === 'failure') frame.fail()
  return finish(step, record, work, { outcome, conclusion })
}

/** An `env:` or `if:` that cannot be evaluated fails the step, as on GitHub. */
function decide(step: StepRun, work: StepWork): 'run' | 'skipped' | 'failure' {
  try {
    step.env = { ...step.frame.env }
    Object.assign(step.env, resolveTexts(work.env, step.scope()))
    return isWanted(step, work) ? 'run' : 'skipped'
  } catch (error) {
    reportTemplateError(step, error)
    step.frame.fail()
    return 'failure'
  }
}

function isWanted(step: StepRun, work: StepWork): boolean {
  const scope = step.scope()
  const functions = { ...scope.functions, ...stepStatusFunctions(step.frame.status()) }
  return evaluateCondition(work.condition, { ...scope, functions }, work.at)
}

async function attempt(step: StepRun, work: StepWork): Promise<Conclusion> {
  const { job } = step
  const stopListening = job.cancellation.listen(() => {
    // GitHub asks the condition again: a step that runs `if: always()` goes on in a cancelled job.
    if (!isWanted(step, work)) step.stop('cancelled')
  })
  let limit: { clear(): void } | undefined
  try {
    limit = limitTime(step, work)
    const succeeded = await work.run(step)
    if (job.lost) return 'failure'
    if (step.stopped === 'timeout') return 'failure'
    if (step.stopped === 'cancelled') return 'cancelled'
    return succeeded && !step.log.refused ? 'success' : 'failure'
  } catch (error) {
    reportTemplateError(step, error)
    return 'failure'
  } finally {
    limit?.clear()
    stopListening()
  }
}

function limitTime(step: StepRun, work: StepWork): { clear(): void } | undefined {
  const minutes = resolveNumber(work.timeoutMinutes, step.scope())
  if (minutes === undefined || minutes <= 0) return undefined
  const timer = step.job.run.timers.after(minutes * 60_000)
  void timer.rung.then(() => {
    step.log.error(`The action '${work.name}' has timed out after ${minutes} minutes.`)
    step.stop('timeout')
  })
  return timer
}

function continues(step: StepRun, work: StepWork): boolean {
  return !step.job.lost && resolveBoolean(work.continueOnError, step.scope()) === true
}

function queue(job: JobRun, { name, number }: StepIdentity): StepRecord {
  const record: StepRecord = { name, number, status: 'queued', conclusion: null, startedAt: null, completedAt: null }
  job.record.steps.push(record)
  return record
}

function start(step: StepRun, record: StepRecord | undefined): void {
  if (!record) return
  record.status = 'in_progress'
  record.startedAt = step.job.now
  step.job.run.emit({ kind: 'step-started', job: step.job.identity, step: step.identity })
}

function finish(
  step: StepRun,
  record: StepRecord | undefined,
  work: StepWork,
  result: Pick<StepContext, 'outcome' | 'conclusion'>,
): StepContext {
  const { job, frame, identity } = step
  const context: StepContext = { outputs: step.outputs, ...result }
  if (!work.id.startsWith('__')) frame.steps[work.id] = context
  if (!record) return context
  record.status = 'completed'
  record.conclusion = result.conclusion
  record.completedAt = job.now
  job.results.push({ ...identity, ...context, startedAt: record.startedAt ?? job.now, completedAt: job.now })
  job.run.emit({ kind: 'step-completed', job: job.identity, step: identity, ...result })
  return context
}

/** Errors in the workflow fail the step; anything else is an error of the rehearsal and ends it. */
function reportTemplateError(step: StepRun, error: unknown): void {
  if (!(error instanceof WorkflowError)) throw error
  step.log.error(error.message)
}
