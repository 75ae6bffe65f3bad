/** A strategy's name → what UpdateService is told. Pure. */
import type { DeploymentConfiguration, Service } from '@aws-sdk/client-ecs'
import { userError } from '../errors.ts'
import type { EcsStrategy } from './order.ts'

/**
 * The deployment configuration to send, or undefined where the live one already does what is asked.
 * `all-at-once` starts every new task at once and lets ECS stop old ones without waiting for them;
 * `rolling` keeps the service's own percentages, unless they would let all tasks go.
 * Throws where the service is set up for a strategy that a rollout must not change by the way.
 */
export function deploymentConfiguration(
  service: Pick<Service, 'deploymentConfiguration' | 'schedulingStrategy'>,
  strategy: EcsStrategy | undefined,
): DeploymentConfiguration | undefined {
  if (strategy === undefined) return undefined
  const live = service.deploymentConfiguration ?? {}
  if (live.strategy !== undefined && live.strategy !== 'ROLLING') {
    throw userError({
      code: 'strategy-not-possible',
      message: `the strategy "${strategy}" is asked for, but the service is set up for ${live.strategy}`,
      cure: 'Leave `strategy` out to deploy as the service is set up, or change the service’s deploymentConfiguration first.',
    })
  }
  // The percentages of a daemon service say how many instances may be without a task; there is nothing to overlap.
  if (service.schedulingStrategy === 'DAEMON') return undefined
  const { minimumHealthyPercent: least = 100, maximumPercent: most = 200 } = live
  if (strategy === 'rolling') return least > 0 ? undefined : percent(live, 100, Math.max(most, 200))
  // More than 100, since ECS refuses to rebalance zones otherwise (UpdateService, availabilityZoneRebalancing).
  return least === 0 && most === 200 ? undefined : percent(live, 0, 200)
}

/** The rest of the live configuration is sent along, so that nothing in it is reset. */
function percent(live: DeploymentConfiguration, least: number, most: number): DeploymentConfiguration {
  return { ...live, minimumHealthyPercent: least, maximumPercent: most }
}

/** How the rollout will go, for the log. */
export function describeStrategy(service: Service, change: DeploymentConfiguration | undefined): string {
  const configuration = change ?? service.deploymentConfiguration ?? {}
  const { strategy = 'ROLLING', minimumHealthyPercent: least, maximumPercent: most } = configuration
  return `${strategy} with ${least ?? 100} to ${most ?? 200} % of the tasks`
}

/** What ends a bad rollout by itself; without either, only the deadline does. */
export function endsByItself(configuration: DeploymentConfiguration | undefined): boolean {
  return configuration?.deploymentCircuitBreaker?.enable === true || configuration?.alarms?.enable === true
}
