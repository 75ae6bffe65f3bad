/**
 * Following a rollout where an endpoint has no service deployments: by the id of its entry in `deployments[]` of
 * DescribeServices. What the entry and its neighbours show is put in the words of ServiceDeployment.status.
 */
import type { Deployment, Service } from '@aws-sdk/client-ecs'
import type { RolloutView, TaskCounts } from './rollout-view.ts'

/**
 * `id`: the entry that was started; the PRIMARY one by default. `before`: the task definition ARN that ran before,
 * by which a rollback is told from another deployer. Undefined where the service shows no entry at all.
 */
export function deploymentsView(service: Service, id?: string, before?: string): RolloutView | undefined {
  const entries = service.deployments ?? []
  const primary = entries.find(({ status }) => status === 'PRIMARY')
  const own = id === undefined ? primary : entries.find((entry) => entry.id === id)
  if (primary === undefined && own === undefined) return undefined
  const { status, replaced } = statusOf({ service, own, primary, before })
  const reason = own?.rolloutStateReason ?? primary?.rolloutStateReason
  return {
    api: 'deployments',
    id: id ?? primary?.id ?? '',
    status,
    ...(reason && { statusReason: reason }),
    createdAt: (own ?? primary)?.createdAt?.getTime() ?? 0,
    sourceRevisions: [],
    target: counts(own ? [own] : []),
    sources: counts(entries.filter((entry) => entry !== own)),
    failedTasks: own?.failedTasks ?? 0,
    breakerTriggered: own?.rolloutState === 'FAILED',
    triggeredAlarms: [],
    ...(replaced && { replaced }),
  }
}

interface Entries {
  service: Service
  own: Deployment | undefined
  primary: Deployment | undefined
  before: string | undefined
}

function statusOf({ service, own, primary, before }: Entries): { status: string; replaced?: boolean } {
  if (own !== undefined && own === primary) {
    if (own.rolloutState === 'FAILED') return { status: rollsBack(service) ? 'ROLLBACK_IN_PROGRESS' : 'STOPPED' }
    return { status: completed(service, own) ? 'SUCCESSFUL' : 'IN_PROGRESS' }
  }
  // Another entry is PRIMARY: ECS went back to the revision before, or somebody deployed something else.
  if (primary === undefined || primary.taskDefinition !== before || !rollsBack(service)) {
    return { status: 'STOPPED', replaced: true }
  }
  if (primary.rolloutState === 'FAILED') return { status: 'ROLLBACK_FAILED' }
  return { status: completed(service, primary) ? 'ROLLBACK_SUCCESSFUL' : 'ROLLBACK_IN_PROGRESS' }
}

/** Endpoints without rolloutState (some emulators) are judged by their counts. */
function completed(service: Service, entry: Deployment): boolean {
  if (entry.rolloutState !== undefined) return entry.rolloutState === 'COMPLETED'
  const { runningCount = 0, pendingCount = 0, desiredCount = 0 } = entry
  return runningCount >= desiredCount && pendingCount === 0 && service.deployments?.length === 1
}

function rollsBack({ deploymentConfiguration }: Service): boolean {
  const { deploymentCircuitBreaker: breaker, alarms } = deploymentConfiguration ?? {}
  return (
    (breaker?.enable === true && breaker.rollback === true) || (alarms?.enable === true && alarms.rollback === true)
  )
}

function counts(entries: readonly Deployment[]): TaskCounts {
  const sum = (read: (entry: Deployment) => number | undefined) =>
    entries.reduce((total, entry) => total + (read(entry) ?? 0), 0)
  return {
    requested: sum((entry) => entry.desiredCount),
    running: sum((entry) => entry.runningCount),
    pending: sum((entry) => entry.pendingCount),
  }
}
