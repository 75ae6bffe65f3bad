/** Starts a run of a workflow: reads and checks the files, then lets its jobs run in virtual time. */
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { person } from '../github/credentials.ts'
import type { Conclusion, RunRecord } from '../github/state.ts'
import { githubContext } from './contexts.ts'
import type { Annotation } from './events.ts'
import { resolveText, type Value } from './expressions.ts'
import { bindInputs } from './inputs.ts'
import type { JobRun, StepResult } from './job-run.ts'
import { type PlannedWorkflow, planWorkflow } from './plan.ts'
import { holding, Run, type RunSettings } from './run.ts'
import { runWorkflow } from './schedule.ts'
import { Sources } from './sources.ts'
import { WorkflowError } from './template.ts'

export interface StartOptions
  extends Omit<RunSettings, 'secrets' | 'vars' | 'env' | 'onEvent' | 'commits' | 'reviewers'> {
  /** Directory with the repository's files, .github/workflows and actions among them. */
  workspace: string
  /** .github/workflows/deploy.yml */
  workflowPath: string
  /** Of workflow_dispatch. */
  inputs?: Record<string, Value>
  /** Directories of further repositories that `uses: owner/name/…@ref` may name. */
  repositories?: Record<string, string>
  /** Runs the same run once more, as 'Re-run all jobs' does. */
  rerun?: RunRecord
  secrets?: RunSettings['secrets']
  vars?: RunSettings['vars']
  env?: RunSettings['env']
  commits?: RunSettings['commits']
  /** Default: approve at once. */
  reviewers?: RunSettings['reviewers']
  onEvent?: RunSettings['onEvent']
}

interface JobResult {
  path: string
  name: string
  conclusion: Conclusion
  environment?: string
  outputs: Record<string, string>
  steps: StepResult[]
  annotations: Annotation[]
  summaries: string[]
  startedAt: number | null
  completedAt: number | null
}

export interface RunResult {
  conclusion: Conclusion
  /** In the order in which they were queued; skipped jobs are in the run's record only. */
  jobs: JobResult[]
  annotations: Annotation[]
}

export interface WorkflowRun {
  record: RunRecord
  completed: Promise<RunResult>
  cancel(by?: string): void
  /** The machine is lost: its processes end at once. Without a job's path: of every job under way. Settles when they ended. */
  killRunner(path?: string): Promise<void>
}

/** @throws WorkflowError before anything ran, where GitHub would refuse the workflow. */
export function startRun(options: StartOptions): Promise<WorkflowRun> {
  return holding(options.conductor, () => start(options))
}

async function start(options: StartOptions): Promise<WorkflowRun> {
  const { github, event } = options
  const sources = new Sources(
    { repository: github.fullName, directory: options.workspace, ref: event.ref, sha: event.sha },
    options.repositories,
  )
  const plan = await planWorkflow(sources, options.workflowPath)
  const { workflow } = plan
  if (!workflow.events.includes(event.name)) {
    throw new WorkflowError(`the workflow is not started by '${event.name}' (on: ${workflow.events.join(', ')})`, {
      file: workflow.path,
      line: 1,
      column: 1,
    })
  }
  const inputs = bindInputs({
    definitions: event.name === 'workflow_dispatch' ? workflow.dispatchInputs : [],
    given: options.inputs ?? {},
    scope: { contexts: {} },
    at: { file: workflow.path, line: 1, column: 1 },
  })
  const title = titleOf(event.payload) ?? workflow.name
  github.commits.remember({
    sha: event.sha,
    ref: event.ref,
    message: title,
    author: person(event.actor),
    at: github.clock.now(),
  })
  const settings: RunSettings = {
    github,
    conductor: options.conductor,
    node: options.node,
    event: { ...event, payload: { ...event.payload, ...(event.name === 'workflow_dispatch' ? { inputs } : {}) } },
    secrets: options.secrets ?? {},
    vars: options.vars ?? {},
    env: options.env ?? {},
    commits: options.commits ?? {},
    reviewers: options.reviewers ?? { kind: 'approve', afterMinutes: 0 },
    onEvent: options.onEvent ?? (() => {}),
  }
  const record = options.rerun ? startAgain(options.rerun, github.clock.now()) : newRecord(settings, plan, title)
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'rehearsal-runner-')))
  const run = new Run({ settings, sources, plan, record, inputs, directory })
  if (workflow.runName)
    record.title = resolveText(workflow.runName, {
      contexts: { github: githubContext(run), inputs, vars: settings.vars },
    })
  github.attachRunner(record.id, run)
  return {
    record,
    completed: run.holding(() => execute(run)),
    cancel: (by = event.actor) => run.cancel(person(by)),
    async killRunner(path) {
      await Promise.all(
        run.jobs.filter((job) => path === undefined || job.identity.path === path).map((job) => job.lose()),
      )
    },
  }
}

async function execute(run: Run): Promise<RunResult> {
  // Who started the run has it in hand before anything of it is told.
  await new Promise((resolve) => setImmediate(resolve))
  run.emit({ kind: 'run-started', workflow: run.record.name, title: run.record.title })
  const { plan, inputs, settings, cancellation } = run
  try {
    const end = await runWorkflow(run, { plan, inputs, secrets: settings.secrets, path: '', name: '', cancellation })
    // A run that somebody cancelled is shown as cancelled, also where a job failed meanwhile.
    const conclusion = cancellation.cancelled ? 'cancelled' : end.result
    run.complete(conclusion)
    return { conclusion, jobs: run.jobs.map(resultOf), annotations: run.annotations }
  } finally {
    run.github.detachRunner(run.record.id)
    for (const job of run.jobs) for (const process of job.processes) process.kill()
    await rm(run.directory, { recursive: true, force: true })
  }
}

function resultOf(job: JobRun): JobResult {
  return {
    path: job.identity.path,
    name: job.identity.name,
    conclusion: job.status,
    ...(job.environment === undefined ? {} : { environment: job.environment }),
    outputs: job.outputs,
    steps: job.results,
    annotations: job.annotations,
    summaries: job.summaries,
    startedAt: job.record.startedAt,
    completedAt: job.record.completedAt,
  }
}

function newRecord(settings: RunSettings, { workflow }: PlannedWorkflow, title: string): RunRecord {
  const { github, event } = settings
  const earlier = github.state.runs.filter((run) => run.path === workflow.path)
  const now = github.clock.now()
  const record: RunRecord = {
    id: github.nextId('run'),
    number: earlier.length + 1,
    attempt: 1,
    name: workflow.name,
    title,
    path: workflow.path,
    workflowId: earlier[0]?.workflowId ?? github.nextId('workflow'),
    event: event.name,
    ref: event.ref,
    sha: event.sha,
    actor: person(event.actor),
    status: 'queued',
    conclusion: null,
    createdAt: now,
    startedAt: now,
    updatedAt: now,
  }
  github.state.runs.push(record)
  return record
}

function startAgain(record: RunRecord, now: number): RunRecord {
  return Object.assign(record, {
    attempt: record.attempt + 1,
    status: 'queued',
    conclusion: null,
    startedAt: now,
    updatedAt: now,
  })
}

/** The first line of the commit's message, or the pull request's title. */
function titleOf(payload: Record<string, Value>): string | undefined {
  const { head_commit: commit, pull_request: pull } = payload
  const text = isRecord(commit) ? commit.message : isRecord(pull) ? pull.title : undefined
  return typeof text === 'string' ? text.split('\n')[0] : undefined
}

function isRecord(value: Value | undefined): value is Record<string, Value> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
