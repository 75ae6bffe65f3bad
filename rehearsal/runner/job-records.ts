/** What GitHub's list of jobs shows of a run. */
import type { Conclusion, JobRecord } from '../github/state.ts'
import type { Frame } from './contexts.ts'
import type { Run } from './run.ts'
import type { Job } from './workflow.ts'

export function jobRecord(run: Run, name: string, labels: string[]): JobRecord {
  const record: JobRecord = {
    id: run.github.nextId('job'),
    runId: run.record.id,
    attempt: run.record.attempt,
    name,
    status: 'queued',
    conclusion: null,
    createdAt: run.now,
    startedAt: null,
    completedAt: null,
    labels,
    steps: [],
  }
  run.github.state.jobs.push(record)
  run.refreshStatus()
  return record
}

/** A job whose condition is false, or that could not even be set up. */
export function skipJob(run: Run, frame: Frame, job: Job, conclusion: Conclusion = 'skipped'): void {
  const shown = job.name?.kind === 'literal' && job.name.value !== null ? String(job.name.value) : job.id
  const record = jobRecord(run, `${frame.name}${shown}`, [])
  record.status = 'completed'
  record.conclusion = conclusion
  record.completedAt = run.now
  run.emit({
    kind: 'job-completed',
    job: { path: `${frame.path}${job.id}`, name: record.name, recordId: record.id },
    conclusion,
    outputs: {},
  })
}
