/** GitHub documentation, "REST API endpoints for deployments" and "… for deployment statuses". */
import {
  invalid,
  notFound,
  page,
  RestError,
  type Route,
  type RouteRequest,
  requiredText,
  textField,
} from '../router.ts'
import type { Deployment, DeploymentState } from '../state.ts'
import { deploymentView, statusView } from '../views.ts'

const states: readonly DeploymentState[] = [
  'error',
  'failure',
  'inactive',
  'in_progress',
  'queued',
  'pending',
  'success',
]

export const deploymentRoutes: Route[] = [
  {
    method: 'GET',
    path: '/deployments',
    permissions: [{ scope: 'deployments', access: 'read' }],
    run(request) {
      const filter = Object.fromEntries(
        (['sha', 'ref', 'task', 'environment'] as const)
          .map((key) => [key, request.query.get(key)] as const)
          .filter(([, value]) => value !== null && value !== '' && value !== 'none'),
      )
      return page(request, request.github.ledger.list(filter), (items) =>
        items.map((item) => deploymentView(request.github, item)),
      )
    },
  },
  {
    method: 'POST',
    path: '/deployments',
    permissions: [{ scope: 'deployments', access: 'write' }],
    run(request) {
      const { github, body, principal } = request
      const ref = requiredText(request, 'Deployment', 'ref')
      const sha = github.commits.resolve(ref)
      if (sha === undefined) throw new RestError(422, `No ref found for: ${ref}`)
      if (body.auto_merge !== false)
        throw new RestError(501, 'the simulated GitHub does not merge: send auto_merge: false')
      if (!Array.isArray(body.required_contexts) || body.required_contexts.length > 0) {
        throw new RestError(501, 'the simulated GitHub has no commit statuses: send required_contexts: []')
      }
      const environment = github.environmentOrNew(textField(request, 'Deployment', 'environment') ?? 'production').name
      const deployment = github.ledger.create({
        sha,
        ref,
        environment,
        creator: principal.actor,
        ...(typeof body.task === 'string' ? { task: body.task } : {}),
        description: shortText(request, 'Deployment', 'description') ?? '',
        payload: body.payload ?? {},
        ...(typeof body.transient_environment === 'boolean' ? { transient: body.transient_environment } : {}),
        ...(typeof body.production_environment === 'boolean' ? { production: body.production_environment } : {}),
      })
      return { status: 201, body: deploymentView(github, deployment) }
    },
  },
  {
    method: 'GET',
    path: '/deployments/{id}',
    permissions: [{ scope: 'deployments', access: 'read' }],
    run: (request) => ({ status: 200, body: deploymentView(request.github, deploymentOf(request)) }),
  },
  {
    method: 'GET',
    path: '/deployments/{id}/statuses',
    permissions: [{ scope: 'deployments', access: 'read' }],
    run(request) {
      const deployment = deploymentOf(request)
      return page(request, deployment.statuses.toReversed(), (items) =>
        items.map((item) => statusView(request.github, deployment, item)),
      )
    },
  },
  {
    method: 'POST',
    path: '/deployments/{id}/statuses',
    permissions: [{ scope: 'deployments', access: 'write' }],
    run(request) {
      const { github, body, principal } = request
      const deployment = deploymentOf(request)
      const state = states.find((candidate) => candidate === requiredText(request, 'DeploymentStatus', 'state'))
      if (!state) throw invalid('DeploymentStatus', 'state', `state has to be one of ${states.join(', ')}`)
      const logUrl =
        textField(request, 'DeploymentStatus', 'log_url') ?? textField(request, 'DeploymentStatus', 'target_url')
      const environmentUrl = textField(request, 'DeploymentStatus', 'environment_url')
      const environment = textField(request, 'DeploymentStatus', 'environment')
      const status = github.ledger.addStatus(deployment, {
        state,
        creator: principal.actor,
        description: shortText(request, 'DeploymentStatus', 'description') ?? '',
        ...(environment === undefined ? {} : { environment }),
        ...(logUrl === undefined ? {} : { logUrl }),
        ...(environmentUrl === undefined ? {} : { environmentUrl }),
        ...(typeof body.auto_inactive === 'boolean' ? { autoInactive: body.auto_inactive } : {}),
      })
      return { status: 201, body: statusView(github, deployment, status) }
    },
  },
]

function deploymentOf(request: RouteRequest): Deployment {
  const deployment = request.github.ledger.find(Number(request.params.id))
  if (!deployment) throw notFound()
  return deployment
}

/** Descriptions have at most 140 characters. */
function shortText(request: RouteRequest, resource: string, field: string): string | undefined {
  const text = textField(request, resource, field)
  if (text !== undefined && text.length > 140)
    throw invalid(resource, field, `${field} is too long (maximum is 140 characters)`)
  return text
}
