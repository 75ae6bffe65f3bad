/** GitHub documentation, "REST API endpoints for workflow runs", "… for workflow jobs", "… for workflows". */
import { notFound, page, RestError, type Route, type RouteRequest, requiredText } from '../router.ts'
import type { RunRecord } from '../state.ts'
import { actorView, environmentView, jobView, pendingView, runView, time } from '../views.ts'

const read = [{ scope: 'actions', access: 'read' } as const]
const write = [{ scope: 'actions', access: 'write' } as const]

export const runRoutes: Route[] = [
  {
    method: 'GET',
    path: '/actions/runs',
    permissions: read,
    run: (request) => list(request, request.github.state.runs),
  },
  {
    method: 'GET',
    path: '/actions/workflows/{workflow}/runs',
    permissions: read,
    run(request) {
      const { github, params } = request
      return list(
        request,
        github.state.runs.filter((run) => isWorkflow(run, params.workflow ?? '')),
      )
    },
  },
  {
    method: 'GET',
    path: '/actions/runs/{id}',
    permissions: read,
    run: (request) => ({ status: 200, body: runView(request.github, runOf(request)) }),
  },
  {
    method: 'GET',
    path: '/actions/runs/{id}/jobs',
    permissions: read,
    run(request) {
      const run = runOf(request)
      const all =
        request.query.get('filter') === 'all'
          ? request.github.state.jobs.filter((job) => job.runId === run.id)
          : request.github.jobsOf(run)
      return page(request, all, (jobs) => ({
        total_count: all.length,
        jobs: jobs.map((job) => jobView(request.github, run, job)),
      }))
    },
  },
  {
    method: 'GET',
    path: '/actions/jobs/{id}',
    permissions: read,
    run({ github, params }) {
      const job = github.state.jobs.find(({ id }) => id === Number(params.id))
      const run = job && github.run(job.runId)
      if (!job || !run) throw notFound()
      return { status: 200, body: jobView(github, run, job) }
    },
  },
  { method: 'POST', path: '/actions/runs/{id}/cancel', permissions: write, run: cancel },
  {
    method: 'GET',
    path: '/actions/runs/{id}/pending_deployments',
    permissions: read,
    run(request) {
      const waiting = request.github.gates.ofRun(runOf(request).id).filter((gate) => gate.state === 'waiting')
      return { status: 200, body: waiting.map((gate) => pendingView(request.github, gate)) }
    },
  },
  {
    method: 'POST',
    path: '/actions/runs/{id}/pending_deployments',
    permissions: [{ scope: 'deployments', access: 'write' }],
    run: review,
  },
  {
    method: 'GET',
    path: '/actions/runs/{id}/approvals',
    permissions: read,
    run({ github, params }) {
      const decided = github.gates.ofRun(Number(params.id)).filter((gate) => gate.by !== undefined)
      return {
        status: 200,
        body: decided.map((gate) => ({
          state: gate.state,
          comment: gate.comment ?? '',
          user: gate.by ? actorView(github, gate.by) : null,
          environments: [environmentView(github, github.environmentOrNew(gate.environment))],
          created_at: time(gate.decidedAt ?? null),
        })),
      }
    },
  },
  { method: 'POST', path: '/actions/workflows/{workflow}/dispatches', permissions: write, run: dispatch },
]

function list(request: RouteRequest, runs: readonly RunRecord[]) {
  const { query } = request
  const status = query.get('status')
  const branch = query.get('branch')
  const found = runs
    .filter((run) => status === null || run.status === status || run.conclusion === status)
    .filter((run) => branch === null || run.ref === `refs/heads/${branch}`)
    .filter((run) => query.get('event') === null || run.event === query.get('event'))
    .filter((run) => query.get('actor') === null || run.actor.login === query.get('actor'))
    .filter((run) => query.get('head_sha') === null || run.sha === query.get('head_sha'))
    .toReversed()
  return page(request, found, (items) => ({
    total_count: found.length,
    workflow_runs: items.map((run) => runView(request.github, run)),
  }))
}

function cancel(request: RouteRequest) {
  const run = runOf(request)
  if (run.status === 'completed') throw new RestError(409, 'Cannot cancel a workflow run that is completed.')
  if (!request.github.cancelRun(run.id, request.principal.actor)) {
    throw new RestError(
      409,
      `the simulated GitHub has no runner under way for run ${run.id}: it belongs to an earlier rehearsal`,
    )
  }
  return { status: 202, body: {} }
}

function review(request: RouteRequest) {
  const { github, body, principal } = request
  const run = runOf(request)
  if (principal.kind === 'job')
    throw new RestError(
      422,
      'There were one or more errors approving or rejecting deployments: not a required reviewer',
    )
  const state = requiredText(request, 'Review', 'state')
  if (state !== 'approved' && state !== 'rejected') throw new RestError(422, 'state has to be approved or rejected')
  const comment = requiredText(request, 'Review', 'comment')
  const ids = Array.isArray(body.environment_ids) ? body.environment_ids : []
  const environments = ids.map((id) => github.state.environments.find((candidate) => candidate.id === id))
  if (environments.length === 0 || environments.some((found) => !found || !github.gates.waiting(run.id, found.name))) {
    throw new RestError(422, 'environment_ids has to name environments that this run waits for')
  }
  for (const environment of environments) {
    github.gates.review({
      runId: run.id,
      environment: environment?.name ?? '',
      decision: state,
      by: principal.actor,
      comment,
    })
  }
  return { status: 200, body: [] }
}

/** GitHub documentation, "Create a workflow dispatch event": at most 25 inputs. */
function dispatch(request: RouteRequest) {
  const { github, body, params, principal } = request
  const ref = requiredText(request, 'Dispatch', 'ref')
  if (github.commits.resolve(ref) === undefined) throw new RestError(422, `No ref found for: ${ref}`)
  const inputs = Object.entries((body.inputs ?? {}) as Record<string, unknown>).map(
    ([name, value]): [string, string] => [name, String(value)],
  )
  if (inputs.length > 25) throw new RestError(422, 'Only 25 inputs are allowed')
  if (!github.onDispatch) throw new RestError(501, 'nobody in this rehearsal starts dispatched workflows')
  github.onDispatch({
    workflow: params.workflow ?? '',
    ref,
    inputs: Object.fromEntries(inputs),
    actor: principal.actor,
  })
  return { status: 204 }
}

function isWorkflow(run: RunRecord, name: string): boolean {
  return String(run.workflowId) === name || run.path === name || run.path.endsWith(`/${name}`)
}

function runOf(request: RouteRequest): RunRecord {
  const run = request.github.run(Number(request.params.id))
  if (!run) throw notFound()
  return run
}
