/** One rollout of a service as observed, the same shape from both APIs that can be followed. */

/** Service deployments by ARN; `deployments[]` of the service by id where an endpoint has nothing better. */
export type RolloutApi = 'service-deployments' | 'deployments'

export interface TaskCounts {
  requested: number
  running: number
  pending: number
}

export interface RolloutView {
  api: RolloutApi
  /** ARN of the service deployment, or the id of the entry in `deployments[]`. */
  id: string
  /** In the words of ServiceDeployment.status, whichever API it came from. */
  status: string
  statusReason?: string
  /** Epoch milliseconds by AWS's clock. */
  createdAt: number
  lifecycleStage?: string
  /** ARNs of service revisions; not known from `deployments[]`. */
  targetRevision?: string
  sourceRevisions: string[]
  target: TaskCounts
  /** Tasks of what is being replaced. */
  sources: TaskCounts
  failedTasks: number
  /** Failed tasks at which the circuit breaker trips. */
  failureThreshold?: number
  breakerTriggered: boolean
  triggeredAlarms: string[]
  rollback?: { reason: string; revision?: string }
  /** A newer rollout of the service exists; only `deployments[]` shows it here. */
  replaced?: boolean
}

const overStates = ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED']

export function isOver({ status }: Pick<RolloutView, 'status'>): boolean {
  return overStates.includes(status)
}

/** ROLLBACK_REQUESTED and ROLLBACK_IN_PROGRESS: on the way back, and no request turns it round. */
export function isRollingBack({ status }: Pick<RolloutView, 'status'>): boolean {
  return status === 'ROLLBACK_REQUESTED' || status === 'ROLLBACK_IN_PROGRESS'
}
