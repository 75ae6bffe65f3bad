/**
 * The arithmetic of a rolling deployment. Pure. Source: API reference, DeploymentConfiguration
 * (minimumHealthyPercent rounds up, maximumPercent rounds down) and UpdateService (see spec.md).
 */

export interface RollingView {
  desiredCount: number
  minimumHealthyPercent: number
  maximumPercent: number
  /** Tasks whose desired status is RUNNING. */
  target: { total: number; healthy: number }
  old: { total: number; healthy: number }
  /** The scheduler may start target tasks now. */
  mayStart: boolean
  /** How many healthy target tasks end the use of the old ones; the desired count, or fewer with early success. */
  goal: number
}

export interface RollingStep {
  start: number
  /** Target tasks too many, after the desired count went down. */
  stopTarget: number
  /** Old tasks that are not healthy go first. */
  stopOldUnhealthy: number
  stopOldHealthy: number
}

export function rollingStep(view: RollingView): RollingStep {
  const { desiredCount, target, old } = view
  const floor = Math.ceil((desiredCount * view.minimumHealthyPercent) / 100)
  const ceiling = Math.floor((desiredCount * view.maximumPercent) / 100)
  const missing = view.mayStart ? Math.max(0, desiredCount - target.total) : 0
  // Tasks that serve nobody only take up room.
  const stopOldUnhealthy = old.total - old.healthy
  const places = Math.max(0, ceiling - target.total - old.healthy)
  const start = Math.min(missing, places)
  const done = target.healthy >= view.goal && target.total >= desiredCount
  const spare = Math.max(0, target.healthy + old.healthy - floor)
  const excess = Math.max(0, target.healthy + old.healthy - desiredCount)
  const roomNeeded = missing - start
  const stopOldHealthy = done ? old.healthy : Math.min(old.healthy, spare, Math.max(excess, roomNeeded))
  return {
    start: Math.min(missing, places + stopOldHealthy),
    stopTarget: Math.max(0, target.total - desiredCount),
    stopOldUnhealthy,
    stopOldHealthy,
  }
}
