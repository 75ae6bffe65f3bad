/** One job from its place in the queue to its end. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { actionsBot } from '../github/credentials.ts'
import type { Conclusion, Deployment } from '../github/state.ts'
import { htmlUrl } from '../github/views.ts'
import { passEnvironment } from './approvals.ts'
import { tokenSubject } from './contexts.ts'
import { resolve, resolveBoolean, resolveNumber, resolveText, resolveTexts } from './expressions.ts'
import { inConcurrencyGroup } from './groups.ts'
import type { JobRun } from './job-run.ts'
import { runSteps } from './job-steps.ts'
import { jobContexts } from './step-scope.ts'
import { child, entriesOf, type Template, WorkflowError } from './template.ts'

export interface JobEnd {
  /** What `needs.<job>.result` says. */
  result: Conclusion
  outputs: Record<string, string>
}

const defaultTimeoutMinutes = 360
const defaultCancelTimeoutMinutes = 5
const maxOutputBytes = 1024 * 1024

/** `wanted` asks the job's `if` again, when the run is cancelled while the job is under way. */
export async function runJob(job: JobRun, wanted: (cancelled: boolean) => boolean): Promise<JobEnd> {
  const { run, record } = job
  run.jobs.push(job)
  run.emit({ kind: 'job-queued', job: job.identity })
  job.cancellation.listen((reason) => {
    job.status = 'cancelled'
    job.complain(reason)
  })
  const stopListening = job.frame.cancellation.listen((reason) => {
    if (!wanted(true)) job.cancellation.cancel(reason)
  })
  try {
    await inConcurrencyGroup(
      run,
      {
        template: job.job.concurrency,
        scope: job.scope,
        cancellation: job.cancellation,
        onPending: (group) => pend(job, group),
      },
      () => deploy(job),
      async () => {},
    )
  } catch (error) {
    fail(job, error)
  } finally {
    stopListening()
    run.github.credentials.revokeJob(record.id)
  }
  return complete(job)
}

/** A mistake in the workflow fails the job; anything else is one of the rehearsal and ends it. */
function fail(job: JobRun, error: unknown): void {
  if (!(error instanceof WorkflowError)) throw error
  job.status = 'failure'
  job.complain(error.message)
}

function complete(job: JobRun): JobEnd {
  const { run, record } = job
  record.status = 'completed'
  record.conclusion = job.status
  record.completedAt = job.now
  run.refreshStatus()
  run.emit({ kind: 'job-completed', job: job.identity, conclusion: job.status, outputs: job.outputs })
  const forgiven = job.status === 'failure' && !job.lost && resolveBoolean(job.body.continueOnError, job.scope) === true
  return { result: forgiven ? 'success' : job.status, outputs: job.outputs }
}

function pend(job: JobRun, concurrencyGroup: string): void {
  job.record.status = 'pending'
  job.run.refreshStatus()
  job.run.emit({ kind: 'job-pending', job: job.identity, concurrencyGroup })
}

/** Through the environment's gate, then on the machine. */
async function deploy(job: JobRun): Promise<void> {
  const { run } = job
  const environment = environmentOf(job)
  job.secrets = { ...job.frame.secrets }
  job.vars = { ...run.github.state.variables, ...run.settings.vars }
  if (environment) {
    const passed = await passEnvironment(job, environment.name)
    if (passed === 'cancelled') return
    if (passed !== 'passed') {
      job.status = 'failure'
      job.complain(passed.refused)
      return
    }
    const record = run.github.environmentOrNew(environment.name)
    job.environment = record.name
    Object.assign(job.secrets, run.github.environmentSecrets(record.name))
    Object.assign(job.vars, record.variables)
  }
  if (job.cancellation.cancelled) return
  const deployment = environment?.deployment ? openDeployment(job) : undefined
  try {
    await onMachine(job)
  } catch (error) {
    fail(job, error)
  }
  if (deployment) closeDeployment(job, deployment, environment?.url)
}

function environmentOf(job: JobRun): { name: string; url?: Template; deployment: boolean } | undefined {
  const { environment } = job.body
  if (!environment) return undefined
  const nameTemplate = environment.kind === 'mapping' ? child(environment, 'name') : environment
  const name = nameTemplate ? resolveText(nameTemplate, job.scope) : ''
  if (name === '') return undefined
  const url = child(environment, 'url')
  const deployment = child(environment, 'deployment')
  return {
    name,
    ...(url ? { url } : {}),
    deployment: deployment === undefined || resolve(deployment, job.scope) !== false,
  }
}

async function onMachine(job: JobRun): Promise<void> {
  const { run, record } = job
  record.status = 'in_progress'
  record.startedAt = job.now
  run.refreshStatus()
  const subject = tokenSubject(run, job.frame.plan.workflow, job.environment)
  const credentials = run.github.credentialsFor(record, job.permissions, subject)
  job.token = credentials.token
  job.oidc = credentials.oidc
  job.secrets.GITHUB_TOKEN = job.token
  for (const value of [...Object.values(job.secrets), ...(job.oidc ? [job.oidc.token] : [])]) job.masks.add(value)
  await equip(job)
  run.emit({
    kind: 'job-started',
    job: job.identity,
    ...(job.environment === undefined ? {} : { environment: job.environment }),
  })
  const limits = limitTime(job)
  try {
    job.env = resolveTexts(job.frame.plan.workflow.env, { ...job.scope, contexts: jobContexts(job) })
    Object.assign(job.env, resolveTexts(job.body.env, { ...job.scope, contexts: jobContexts(job) }))
    await runSteps(job)
  } finally {
    for (const limit of limits) limit.clear()
    for (const process of job.processes) process.kill()
  }
  if (job.lost) {
    job.status = 'failure'
    job.complain(
      'The self-hosted runner lost communication with the server. Nothing that ran on it could end properly.',
    )
  } else collectOutputs(job)
  await rm(join(run.directory, String(record.id)), { recursive: true, force: true })
}

async function equip(job: JobRun): Promise<void> {
  const root = join(job.run.directory, String(job.record.id))
  const { name } = job.run.github.repository
  job.machine = {
    workspace: join(root, 'work', name, name),
    temp: join(root, 'temp'),
    home: join(root, 'home'),
    toolCache: join(root, 'tools'),
    eventFile: join(root, 'temp', '_github_workflow', 'event.json'),
  }
  for (const directory of [
    job.machine.workspace,
    join(job.machine.temp, '_github_workflow'),
    job.machine.home,
    job.machine.toolCache,
  ]) {
    await mkdir(directory, { recursive: true })
  }
  await writeFile(job.machine.eventFile, JSON.stringify(job.run.settings.event.payload, null, 2))
}

/** A job that takes too long is cancelled; one that takes too long to be cancelled is ended by force. */
function limitTime(job: JobRun): { clear(): void }[] {
  const { run, body, scope } = job
  const minutes = resolveNumber(body.timeoutMinutes, scope) ?? defaultTimeoutMinutes
  const cancelMinutes = resolveNumber(body.cancelTimeoutMinutes, scope) ?? defaultCancelTimeoutMinutes
  const timers = [run.timers.after(minutes * 60_000)]
  void timers[0]?.rung.then(() =>
    job.cancellation.cancel(`The job has exceeded the maximum execution time of ${minutes} minutes.`),
  )
  const stopListening = job.cancellation.listen(() => {
    const timer = run.timers.after(cancelMinutes * 60_000)
    timers.push(timer)
    void timer.rung.then(() => {
      job.forced = true
      for (const process of job.processes) process.kill()
    })
  })
  return [
    {
      clear() {
        stopListening()
        for (const timer of timers) timer.clear()
      },
    },
  ]
}

function collectOutputs(job: JobRun): void {
  const scope = { ...job.scope, contexts: jobContexts(job) }
  for (const entry of entriesOf(job.job.outputs, 'outputs')) {
    const value = resolveText(entry.value, scope)
    if (job.masks.finds(value))
      job.annotate({ level: 'warning', message: `Skip output '${entry.key}' since it may contain secret.` })
    else job.outputs[entry.key] = value
  }
  const size = Object.values(job.outputs).reduce((sum, value) => sum + Buffer.byteLength(value), 0)
  if (size > maxOutputBytes)
    throw new WorkflowError(
      `the outputs of the job have ${size} bytes, at most ${maxOutputBytes} are allowed`,
      job.job.at,
    )
}

function openDeployment(job: JobRun): Deployment {
  const { github, settings } = job.run
  const { sha, ref } = settings.event
  const deployment = github.ledger.create({
    sha,
    ref: ref.replace(/^refs\/(heads|tags)\//, ''),
    environment: job.environment ?? '',
    creator: actionsBot,
  })
  github.ledger.addStatus(deployment, { state: 'in_progress', creator: actionsBot, logUrl: jobUrl(job) })
  return deployment
}

function closeDeployment(job: JobRun, deployment: Deployment, url: Template | undefined): void {
  const state = job.status === 'success' ? 'success' : job.status === 'failure' ? 'failure' : 'error'
  const environmentUrl = url && job.machine ? resolveText(url, { ...job.scope, contexts: jobContexts(job) }) : ''
  job.run.github.ledger.addStatus(deployment, { state, creator: actionsBot, logUrl: jobUrl(job), environmentUrl })
}

function jobUrl(job: JobRun): string {
  return `${htmlUrl(job.run.github)}/actions/runs/${job.run.record.id}/job/${job.record.id}`
}
