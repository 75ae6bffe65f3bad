/**
 * The deployment circuit breaker. Source: ECS Developer Guide, "How the Amazon ECS deployment
 * circuit breaker detects failures", and the API's DeploymentCircuitBreaker (see spec.md).
 */
import type { Deployment, DeploymentConfiguration, ServiceDeployment } from './state.ts'

type Breaker = NonNullable<DeploymentConfiguration['deploymentCircuitBreaker']>

/** How many failed tasks fail the deployment: half of the desired count, rounded up, at least 3, at most 200. */
export function failureThreshold(breaker: Breaker | undefined, desiredCount: number): number {
  const { type, value } = breaker?.thresholdConfiguration ?? { type: 'BOUNDED_PERCENT', value: 50 }
  if (type === 'COUNT') return value
  const share = Math.ceil((value / 100) * desiredCount)
  return type === 'BOUNDED_PERCENT' ? Math.min(200, Math.max(3, share)) : Math.max(1, share)
}

/** A task that never became healthy has stopped or could not be started. */
export function countFailure(deployment: Deployment, now: number): void {
  deployment.failedTasks += 1
  deployment.updatedAt = now
}

/** A task became healthy: the count starts again, unless the breaker counts cumulatively. */
export function countHealthy(deployment: Deployment, breaker: Breaker | undefined, now: number): void {
  deployment.startFailures = 0
  if (breaker?.resetOnHealthyTask === false || deployment.failedTasks === 0) return
  deployment.failedTasks = 0
  deployment.updatedAt = now
}

/** Whether the breaker trips now; writes what DescribeServiceDeployments shows of it. */
export function breakerTrips(rollout: ServiceDeployment, deployment: Deployment, desiredCount: number): boolean {
  const breaker = rollout.configuration.deploymentCircuitBreaker
  if (breaker?.enable !== true || rollout.breaker.status !== 'MONITORING') return false
  rollout.breaker.failureCount = deployment.failedTasks
  rollout.breaker.threshold = failureThreshold(breaker, desiredCount)
  return deployment.failedTasks >= rollout.breaker.threshold
}
