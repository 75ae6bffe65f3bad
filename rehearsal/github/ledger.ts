/** Deployments and their statuses (GitHub documentation, "REST API endpoints for deployments" and "… for deployment statuses"). */
import type { Actor, Deployment, DeploymentState, DeploymentStatus, GitHubState } from './state.ts'

interface NewDeployment {
  sha: string
  ref: string
  environment: string
  creator: Actor
  task?: string
  description?: string
  payload?: unknown
  transient?: boolean
  production?: boolean
}

interface NewStatus {
  state: DeploymentState
  creator: Actor
  description?: string
  environment?: string
  logUrl?: string
  environmentUrl?: string
  autoInactive?: boolean
}

export class Ledger {
  readonly #state: GitHubState
  readonly #now: () => number
  readonly #nextId: (name: string) => number

  constructor(state: GitHubState, now: () => number, nextId: (name: string) => number) {
    this.#state = state
    this.#now = now
    this.#nextId = nextId
  }

  create(request: NewDeployment): Deployment {
    const deployment: Deployment = {
      id: this.#nextId('deployment'),
      sha: request.sha,
      ref: request.ref,
      task: request.task ?? 'deploy',
      environment: request.environment,
      description: request.description ?? '',
      payload: request.payload ?? {},
      transient: request.transient ?? false,
      production: request.production ?? request.environment === 'production',
      creator: request.creator,
      createdAt: this.#now(),
      updatedAt: this.#now(),
      statuses: [],
    }
    this.#state.deployments.push(deployment)
    return deployment
  }

  find(id: number): Deployment | undefined {
    return this.#state.deployments.find((deployment) => deployment.id === id)
  }

  /** Newest first. */
  list(filter: Partial<Record<'sha' | 'ref' | 'task' | 'environment', string>>): Deployment[] {
    return this.#state.deployments
      .filter((deployment) =>
        (['sha', 'ref', 'task', 'environment'] as const).every(
          (key) => filter[key] === undefined || filter[key] === deployment[key],
        ),
      )
      .toReversed()
  }

  addStatus(deployment: Deployment, request: NewStatus): DeploymentStatus {
    if (request.state === 'success' && (request.autoInactive ?? true)) this.#deactivateEarlier(deployment, request)
    const status: DeploymentStatus = {
      id: this.#nextId('status'),
      state: request.state,
      creator: request.creator,
      description: request.description ?? '',
      environment: request.environment ?? deployment.environment,
      logUrl: request.logUrl ?? '',
      environmentUrl: request.environmentUrl ?? '',
      createdAt: this.#now(),
    }
    deployment.statuses.push(status)
    deployment.updatedAt = this.#now()
    return status
  }

  /** auto_inactive: earlier successful, non-transient, non-production deployments of the same environment. */
  #deactivateEarlier(current: Deployment, request: NewStatus): void {
    const environment = request.environment ?? current.environment
    for (const earlier of this.#state.deployments) {
      if (earlier === current || earlier.id > current.id || earlier.environment !== environment) continue
      if (earlier.transient || earlier.production || earlier.statuses.at(-1)?.state !== 'success') continue
      this.addStatus(earlier, { state: 'inactive', creator: request.creator })
    }
  }
}
