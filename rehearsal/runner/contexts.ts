/** The contexts of expressions (GitHub documentation, "Contexts reference"). */
import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { person } from '../github/credentials.ts'
import type { TokenSubject } from '../github/oidc.ts'
import type { Conclusion } from '../github/state.ts'
import type { Cancellation } from './cancellation.ts'
import type { ExpressionFunction, Value } from './expressions.ts'
import type { PlannedWorkflow } from './plan.ts'
import type { Run } from './run.ts'
import type { Inputs, Workflow } from './workflow.ts'

/** A workflow that is executed: the top one, or a called one with the inputs and secrets of this call. */
export interface Frame {
  plan: PlannedWorkflow
  inputs: Inputs
  secrets: Record<string, string>
  /** `deploy.prod.` in front of the ids of its jobs. */
  path: string
  /** `deploy / prod / ` in front of their names. */
  name: string
  cancellation: Cancellation
}

export type JobStatus = 'success' | 'failure' | 'cancelled'

export function githubContext(run: Run): { [key: string]: Value } {
  const { github, record, settings } = run
  const { event } = settings
  const pull = event.payload.pull_request
  return {
    actor: event.actor,
    actor_id: String(person(event.actor).id),
    triggering_actor: event.actor,
    api_url: github.url,
    graphql_url: `${github.url}/graphql`,
    server_url: github.serverUrl,
    event: event.payload,
    event_name: event.name,
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: false,
    head_ref: text(pull, 'head', 'ref'),
    base_ref: text(pull, 'base', 'ref'),
    sha: event.sha,
    repository: github.fullName,
    repository_id: String(github.repository.id),
    repository_owner: github.repository.owner,
    repository_owner_id: String(github.repository.ownerId),
    repositoryUrl: `git://github.com/${github.fullName}.git`,
    run_id: String(record.id),
    run_number: String(record.number),
    run_attempt: String(record.attempt),
    retention_days: '90',
    secret_source: 'Actions',
    workflow: record.name,
    workflow_ref: workflowRef(run, run.plan.workflow),
    workflow_sha: event.sha,
  }
}

/** owner/name/path@ref of the file. */
export function workflowRef(run: Run, workflow: Workflow): string {
  const ref = workflow.source.repository === run.github.fullName ? run.settings.event.ref : workflow.source.ref
  return `${workflow.source.repository}/${workflow.path}@${ref}`
}

export function tokenSubject(run: Run, workflow: Workflow, environment: string | undefined): TokenSubject {
  const { event } = run.settings
  const pull = event.payload.pull_request
  return {
    ...(environment === undefined ? {} : { environment }),
    ref: event.ref,
    sha: event.sha,
    actor: person(event.actor),
    workflow: run.record.name,
    workflowRef: workflowRef(run, run.plan.workflow),
    workflowSha: event.sha,
    jobWorkflowRef: workflowRef(run, workflow),
    jobWorkflowSha: workflow.source.sha,
    runId: run.record.id,
    runNumber: run.record.number,
    runAttempt: run.record.attempt,
    eventName: event.name,
    headRef: text(pull, 'head', 'ref'),
    baseRef: text(pull, 'base', 'ref'),
  }
}

/**
 * Status functions of a job's `if`. success() wants every ancestor to have succeeded, not only the direct
 * needs; failure() is true when any ancestor failed (GitHub documentation, "Evaluate expressions").
 */
export function jobStatusFunctions(
  ancestors: ReadonlyMap<string, Conclusion>,
  cancelled: boolean,
): Record<string, ExpressionFunction> {
  function results(names: Value[]): Conclusion[] {
    const wanted = names.map((name) => String(name).toLowerCase())
    return [...ancestors]
      .filter(([id]) => wanted.length === 0 || wanted.includes(id.toLowerCase()))
      .map(([, result]) => result)
  }
  return {
    always: () => true,
    cancelled: () => cancelled,
    success: (...names) => !cancelled && results(names).every((result) => result === 'success'),
    failure: (...names) => results(names).includes('failure'),
  }
}

export function stepStatusFunctions(status: JobStatus): Record<string, ExpressionFunction> {
  return {
    always: () => true,
    cancelled: () => status === 'cancelled',
    success: () => status === 'success',
    failure: () => status === 'failure',
  }
}

/** hashFiles(): SHA-256 over the SHA-256 of each file found, or '' where none is (actions/runner, hashFiles). */
export function hashFilesIn(workspace: string): ExpressionFunction {
  return (...patterns) => {
    const wanted = patterns.map(String)
    const excluded = wanted.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1))
    const files = globSync(
      wanted.filter((pattern) => !pattern.startsWith('!')),
      { cwd: workspace, exclude: excluded },
    )
      .sort()
      .map((file) => join(workspace, file))
      .filter((file) => statSync(file).isFile())
    if (files.length === 0) return ''
    const whole = createHash('sha256')
    for (const file of files) whole.update(createHash('sha256').update(readFileSync(file)).digest())
    return whole.digest('hex')
  }
}

function text(value: Value | undefined, ...path: string[]): string {
  const [key, ...rest] = path
  if (key === undefined) return typeof value === 'string' ? value : ''
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? text(value[key], ...rest) : ''
}
