/**
 * What stands between a job and its environment (GitHub documentation, "Managing environments for deployment"):
 * the branches that may deploy, the wait timer, and people who approve. A job that is not allowed fails.
 */
import { matchesGlob } from 'node:path'
import type { EnvironmentRecord, Gate } from '../github/state.ts'
import type { JobRun } from './job-run.ts'
import type { ReviewPolicy, Run } from './run.ts'

/** GitHub documentation, "Reviewing deployments": a job that nobody approves fails after 30 days. */
const expiresAfterMs = 30 * 24 * 3_600_000

/** @returns 'passed', 'cancelled', or why the job fails. */
export async function passEnvironment(
  job: JobRun,
  name: string,
): Promise<'passed' | 'cancelled' | { refused: string }> {
  const { run } = job
  const environment = run.github.environmentOrNew(name)
  const { ref } = run.settings.event
  if (!mayDeploy(environment, ref)) {
    const short = ref.replace(/^refs\/(heads|tags)\//, '')
    return {
      refused: `Branch "${short}" is not allowed to deploy to ${environment.name} due to environment protection rules.`,
    }
  }
  const { reviewers, waitMinutes } = environment
  if (reviewers === 0 && waitMinutes === 0) return 'passed'
  job.record.status = 'waiting'
  run.refreshStatus()
  run.emit({ kind: 'approval-waiting', job: job.identity, environment: environment.name, reviewers, waitMinutes })
  const timer = run.timers.after(waitMinutes * 60_000)
  try {
    if (reviewers > 0) {
      const answer = await askPeople(job, environment)
      if (answer !== 'approved') return answer
    }
    if (waitMinutes === 0) return 'passed'
    return (await unlessCancelled(job, timer.rung)) === 'cancelled' ? 'cancelled' : 'passed'
  } finally {
    timer.clear()
  }
}

async function askPeople(
  job: JobRun,
  environment: EnvironmentRecord,
): Promise<'approved' | 'cancelled' | { refused: string }> {
  const { run } = job
  const { gate, decided } = run.github.gates.open({
    runId: run.record.id,
    jobId: job.record.id,
    environment: environment.name,
  })
  const expiry = run.timers.after(expiresAfterMs)
  const asking = gate.jobIds.length === 1 ? carryOut(run, gate, policyFor(run, environment.name)) : undefined
  try {
    const waits: Promise<Gate | 'rung'>[] = [decided, expiry.rung]
    // An error of the one who is asked ends the rehearsal; an answer arrives through `decided`.
    if (asking !== undefined) waits.push(asking.then(() => decided))
    const answer = await unlessCancelled(job, Promise.race(waits))
    if (answer === 'cancelled') return 'cancelled'
    if (answer === 'rung') {
      run.emit({ kind: 'approval-decided', job: job.identity, environment: environment.name, decision: 'expired' })
      return { refused: `Nobody approved the deployment to ${environment.name} within 30 days.` }
    }
    if (answer.state === 'cancelled' || answer.state === 'waiting') return 'cancelled'
    const said = {
      ...(answer.by ? { by: answer.by.login } : {}),
      ...(answer.comment ? { comment: answer.comment } : {}),
    }
    run.emit({
      kind: 'approval-decided',
      job: job.identity,
      environment: environment.name,
      decision: answer.state,
      ...said,
    })
    if (answer.state === 'approved') return 'approved'
    return { refused: `The deployment was rejected or didn't satisfy other protection rules.` }
  } finally {
    expiry.clear()
    run.github.gates.withdraw(job.record.id)
  }
}

async function unlessCancelled<Result>(job: JobRun, wait: Promise<Result>): Promise<Result | 'cancelled'> {
  const { cancelled, done } = job.cancellation.wait()
  try {
    return await job.run.conductor.idle(Promise.race([wait, cancelled]))
  } finally {
    done()
  }
}

function policyFor(run: Run, environment: string): ReviewPolicy {
  const { reviewers } = run.settings
  return typeof reviewers === 'function' ? reviewers(environment) : reviewers
}

/** The people of this rehearsal answer, once per gate. Settles when they have. */
async function carryOut(run: Run, gate: Gate, policy: ReviewPolicy): Promise<void> {
  const review = { runId: run.record.id, environment: gate.environment, by: 'reviewer' }
  switch (policy.kind) {
    case 'wait':
      // The answer comes through the API: this never settles by itself.
      return new Promise(() => {})
    case 'ask':
      return run.holding(async () => {
        const jobs = run.jobs.filter((job) => gate.jobIds.includes(job.record.id)).map((job) => job.identity.name)
        const decision = await policy.ask({ runId: run.record.id, environment: gate.environment, jobs })
        run.github.review({ ...review, decision })
      })
    case 'approve':
    case 'reject': {
      await run.timers.after(policy.afterMinutes * 60_000).rung
      const decision = policy.kind === 'approve' ? 'approved' : 'rejected'
      run.github.review({
        ...review,
        decision,
        ...(policy.kind === 'reject' && policy.comment ? { comment: policy.comment } : {}),
      })
      return
    }
  }
}

function mayDeploy(environment: EnvironmentRecord, ref: string): boolean {
  const name = ref.replace(/^refs\/(heads|tags)\//, '')
  return (
    environment.branches === undefined ||
    environment.branches.some((pattern) => pattern === name || matchesGlob(name, pattern))
  )
}
