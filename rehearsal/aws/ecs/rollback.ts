/** How a service deployment fails, and its way back to the last revision that completed (see spec.md). */
import { say, show } from './events.ts'
import { revision } from './names.ts'
import { createEntry, move } from './service-deployment.ts'
import type { Ecs, Service, ServiceDeployment } from './state.ts'

/** What brought a deployment down, in the words of the APIs that report it. */
export interface Failure {
  /** For ServiceDeployment.statusReason and rollback.reason: 'the circuit breaker threshold was exceeded'. */
  cause: string
  /** For Deployment.rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.' */
  state: string
  /** For the service event: 'tasks failed to start.' */
  event: string
  rollBack: boolean
}

export const breakerFailure = {
  cause: 'the circuit breaker threshold was exceeded',
  state: 'ECS deployment circuit breaker: tasks failed to start.',
  event: 'tasks failed to start.',
}

export const alarmFailure = {
  cause: 'one or more CloudWatch alarms were triggered',
  state: 'ECS deployment failed: alarm detected.',
  event: 'alarm detected.',
}

export const userRequest: Failure = {
  cause: 'a user requested it',
  state: 'ECS deployment was stopped by a user.',
  event: 'stopped by a user.',
  rollBack: true,
}

/** Ends the rollout of the target revision: it starts no task any more, and the way back begins where asked. */
export function failRollout(context: Ecs, service: Service, rollout: ServiceDeployment, failure: Failure): void {
  const failed = service.deployments.find((entry) => entry.id === rollout.deploymentId)
  if (failed !== undefined) {
    failed.rolloutState = 'FAILED'
    failed.rolloutStateReason = failure.state
    failed.updatedAt = context.now
    say(context, service, `(deployment ${failed.id}) deployment failed: ${failure.event}`)
  }
  if (!failure.rollBack) {
    move(context, rollout, 'STOPPED', `Service deployment stopped because ${failure.cause}.`)
    show(context, service, 'rollout', `stopped: ${failure.cause}`)
    return
  }
  const stable = service.stableRevisionArn
  if (stable === undefined || stable === rollout.targetRevisionArn) {
    const why = `Service deployment failed because ${failure.cause}. There is no completed service revision to roll back to.`
    move(context, rollout, 'ROLLBACK_FAILED', why)
    show(context, service, 'rollout', 'failed with nothing to roll back to')
    return
  }
  const reason = `Service deployment rolled back because ${failure.cause}.`
  rollout.rollback = { reason, startedAt: context.now, serviceRevisionArn: stable }
  delete rollout.bakeUntil
  move(context, rollout, 'ROLLBACK_IN_PROGRESS', reason)
  bringBack(context, service, stable)
  show(context, service, 'rollout', `rolling back: ${failure.cause}`)
}

/** The stable revision's entry becomes PRIMARY again; a new entry, where the old one is gone. */
function bringBack(context: Ecs, service: Service, stableArn: string): void {
  const stable = revision(context.state, stableArn)
  service.workload = structuredClone(stable.workload)
  const known = service.deployments.find((entry) => entry.revisionArn === stableArn)
  const entry = known ?? createEntry(context, service, stable)
  service.deployments = [entry, ...service.deployments.filter((other) => other !== entry)]
  for (const other of service.deployments) other.status = other === entry ? 'PRIMARY' : 'ACTIVE'
  entry.rolloutState = 'IN_PROGRESS'
  entry.rolloutStateReason = `ECS deployment ${entry.id} in progress.`
  entry.failedTasks = 0
  entry.startFailures = 0
  entry.nextLaunchAt = 0
  entry.updatedAt = context.now
  say(context, service, `rolling back to (deployment ${entry.id})`)
}

/** The revision that should be brought back fails as well. */
export function failRollback(context: Ecs, service: Service, rollout: ServiceDeployment): void {
  const primary = service.deployments[0]
  if (primary !== undefined) {
    primary.rolloutState = 'FAILED'
    primary.rolloutStateReason = breakerFailure.state
    say(context, service, `(deployment ${primary.id}) deployment failed: ${breakerFailure.event}`)
  }
  move(
    context,
    rollout,
    'ROLLBACK_FAILED',
    `${rollout.rollback?.reason ?? ''} The rollback failed because ${breakerFailure.cause}.`.trim(),
  )
  show(context, service, 'rollout', 'the rollback failed')
}
