/** Reads a workflow with everything that it calls, and refuses what GitHub refuses before a run starts. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Permissions } from '../github/permissions.ts'
import { checkOutputs } from './check-outputs.ts'
import { isCheckout } from './checkout.ts'
import { readAction } from './parse-action.ts'
import { readWorkflow } from './parse-workflow.ts'
import { defaultPermissions, excess } from './permissions.ts'
import type { Sources } from './sources.ts'
import { entriesOf, type Position, WorkflowError } from './template.ts'
import type { Action, CallBody, Job, Source, Workflow } from './workflow.ts'

export interface PlannedWorkflow {
  workflow: Workflow
  jobs: PlannedJob[]
}

export interface PlannedJob {
  job: Job
  /** What the job's token may do, after what its callers allow. */
  permissions: Permissions
  /** The called workflow. */
  call?: PlannedWorkflow
  /** The actions of the job's steps, by `uses`; not those that are there only after a checkout (`./`). */
  actions: Map<string, Action>
}

/** GitHub documentation, "Reusing workflows": limits. */
const maxLevels = 10
const maxUnique = 50

export async function planWorkflow(sources: Sources, path: string): Promise<PlannedWorkflow> {
  const unique = new Set<string>()
  return plan({
    sources,
    unique,
    source: sources.own,
    path,
    level: 1,
    ceiling: undefined,
    at: { file: path, line: 1, column: 1 },
  })
}

interface Request {
  sources: Sources
  unique: Set<string>
  source: Source
  path: string
  level: number
  /** What the calling job allows; undefined at the top. */
  ceiling: Permissions | undefined
  /** Who asks for it. */
  at: Position
}

async function plan(request: Request): Promise<PlannedWorkflow> {
  const { source, path, at } = request
  if (request.level > maxLevels)
    throw new WorkflowError(`workflows call one another more than ${maxLevels} levels deep`, at)
  const workflow = await readWorkflow(source, path, await readWorkflowFile(source, path, at))
  if (request.level > 1) {
    if (!workflow.call) throw new WorkflowError(`${path} is called, but has no 'on: workflow_call'`, at)
    request.unique.add(`${source.repository}/${path}`)
    if (request.unique.size > maxUnique)
      throw new WorkflowError(`more than ${maxUnique} different workflows are called`, at)
  }
  const jobs: PlannedJob[] = []
  for (const job of workflow.jobs) jobs.push(await planJob(request, workflow, job))
  checkOutputs(workflow, jobs)
  return { workflow, jobs }
}

async function planJob(request: Request, workflow: Workflow, job: Job): Promise<PlannedJob> {
  const permissions = permissionsOf(request, workflow, job)
  if (job.body.kind === 'steps') return { job, permissions, actions: await actionsOf(request, job) }
  const { body } = job
  const { source, path } = request.sources.locate(body.uses, workflow.source, body.usesAt)
  const call = await plan({ ...request, source, path, level: request.level + 1, ceiling: permissions, at: body.usesAt })
  checkCall(call.workflow, body)
  return { job, permissions, call, actions: new Map() }
}

/** A job's own permissions, else the workflow's, else the caller's, else the default; never more than the caller's. */
function permissionsOf(request: Request, workflow: Workflow, job: Job): Permissions {
  const asked = job.permissions ?? workflow.permissions
  if (asked === undefined) return request.ceiling ?? defaultPermissions
  const [over] = request.ceiling ? excess(asked, request.ceiling) : []
  if (over) {
    throw new WorkflowError(
      `The nested job '${job.id}' is requesting '${over.scope}: ${over.asked}', but is only allowed '${over.scope}: ${over.allowed}'.`,
      request.at,
    )
  }
  return asked
}

async function actionsOf(request: Request, job: Job): Promise<Map<string, Action>> {
  const actions = new Map<string, Action>()
  if (job.body.kind !== 'steps') return actions
  for (const { body, at } of job.body.steps) {
    if (body.kind !== 'uses' || body.uses.startsWith('./') || isCheckout(body.uses)) continue
    const { source, path } = request.sources.locate(body.uses, request.source, at)
    const action = await readAction(source, path)
    if (!action)
      throw new WorkflowError(`Can't find 'action.yml' or 'action.yaml' under '${path}' for ${body.uses}`, at)
    actions.set(body.uses, action)
  }
  return actions
}

function checkCall(called: Workflow, body: CallBody): void {
  const inputs = called.call?.inputs ?? []
  const given = entriesOf(body.with, 'with')
  for (const entry of given) {
    if (!inputs.some((input) => input.name.toLowerCase() === entry.key.toLowerCase())) {
      throw new WorkflowError(`Invalid input, ${entry.key} is not defined in the referenced workflow.`, entry.at)
    }
  }
  for (const input of inputs) {
    if (input.required && !given.some((entry) => entry.key.toLowerCase() === input.name.toLowerCase())) {
      throw new WorkflowError(`Input ${input.name} is required, but not provided while calling.`, body.usesAt)
    }
  }
  if (body.secrets === 'inherit') return
  const secrets = called.call?.secrets ?? []
  const passed = entriesOf(body.secrets, 'secrets')
  for (const entry of passed) {
    if (!secrets.some((secret) => secret.name.toLowerCase() === entry.key.toLowerCase())) {
      throw new WorkflowError(`Invalid secret, ${entry.key} is not defined in the referenced workflow.`, entry.at)
    }
  }
  for (const secret of secrets) {
    if (secret.required && !passed.some((entry) => entry.key.toLowerCase() === secret.name.toLowerCase())) {
      throw new WorkflowError(`Secret ${secret.name} is required, but not provided while calling.`, body.usesAt)
    }
  }
}

async function readWorkflowFile(source: Source, path: string, at: Position): Promise<string> {
  if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) {
    throw new WorkflowError(`${path}: workflows have to be directly in .github/workflows`, at)
  }
  try {
    return await readFile(join(source.directory, path), 'utf8')
  } catch (cause) {
    throw Object.assign(new WorkflowError(`there is no workflow ${path} in ${source.repository}`, at), { cause })
  }
}
