/**
 * Health of a target as a pure function of time, so that no event is needed
 * for each of the health checks that a load balancer sends all day.
 * Rules and sources: spec.md, 'Target health'.
 */
import type { Answer, HealthCheck, Target, TargetGroup } from './state.ts'

export interface TargetHealth {
  state: 'initial' | 'healthy' | 'unhealthy' | 'draining' | 'unused' | 'unavailable'
  reason?: string
  description?: string
  /** When the state will change if nothing else happens; absent if it will not. */
  changesAt?: number
}

/** How long a target is shown as being registered before the first health check counts. */
const registrationMs = 2_000

/** `inUse`: some listener or rule forwards to the group. */
export function targetHealth(group: TargetGroup, target: Target, inUse: boolean, now: number): TargetHealth {
  if (target.drainingSince !== undefined) {
    return {
      state: 'draining',
      reason: 'Target.DeregistrationInProgress',
      description: 'Target deregistration is in progress',
      changesAt: drainedAt(group, target.drainingSince),
    }
  }
  if (!inUse) {
    const description = 'Target group is not configured to receive traffic from the load balancer'
    return { state: 'unused', reason: 'Target.NotInUse', description }
  }
  if (!group.healthCheck.enabled) {
    const description = 'Health checks are disabled for the target group'
    return { state: 'unavailable', reason: 'Target.HealthCheckDisabled', description }
  }
  return checkedHealth(group.healthCheck, target, now)
}

/** When a deregistered target is gone from its group. */
export function drainedAt(group: TargetGroup, drainingSince: number): number {
  return drainingSince + Number(group.attributes['deregistration_delay.timeout_seconds'] ?? 300) * 1000
}

export function passes(check: HealthCheck, answer: Answer | undefined): boolean {
  if (answer === undefined || typeof answer.check !== 'number') return false
  if (check.matcher === undefined) return true
  return matchesCodes(check.matcher, answer.check)
}

function checkedHealth(check: HealthCheck, target: Target, now: number): TargetHealth {
  const interval = check.intervalSeconds * 1000
  const lastCheck = Math.floor((now - target.registeredAt) / interval)
  let state: 'initial' | 'healthy' | 'unhealthy' = 'initial'
  let good = 0
  let bad = 0
  for (const [index, answer] of target.answers.entries()) {
    const end = target.answers[index + 1]?.from
    const first = Math.max(1, Math.ceil((answer.from - target.registeredAt) / interval))
    const last =
      end === undefined ? lastCheck : Math.min(lastCheck, Math.ceil((end - target.registeredAt) / interval) - 1)
    const checks = last - first + 1
    if (checks <= 0) continue
    if (passes(check, answer)) {
      bad = 0
      good += checks
      if (good >= check.healthyThreshold) state = 'healthy'
    } else {
      good = 0
      bad += checks
      if (bad >= check.unhealthyThreshold) state = 'unhealthy'
    }
  }
  const current = currentAnswer(target, now)
  const passing = passes(check, current)
  const missing = passing ? check.healthyThreshold - good : check.unhealthyThreshold - bad
  const settled = passing ? state === 'healthy' : state === 'unhealthy'
  const changes = settled ? {} : { changesAt: target.registeredAt + (lastCheck + Math.max(1, missing)) * interval }
  if (state === 'healthy') return { state, ...changes }
  if (state === 'unhealthy') return { state, ...failure(current), ...changes }
  const registering = now - target.registeredAt < registrationMs
  return {
    state,
    reason: registering ? 'Elb.RegistrationInProgress' : 'Elb.InitialHealthChecking',
    description: registering ? 'Target registration is in progress' : 'Initial health checks in progress',
    ...changes,
  }
}

export function currentAnswer(target: Target, now: number): Answer | undefined {
  return target.answers.findLast((answer) => answer.from <= now)
}

function failure(answer: Answer | undefined): { reason: string; description: string } {
  if (answer?.check === 'timeout') return { reason: 'Target.Timeout', description: 'Request timed out' }
  if (answer === undefined || answer.check === 'refused') {
    return { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' }
  }
  return {
    reason: 'Target.ResponseCodeMismatch',
    description: `Health checks failed with these codes: [${answer.check}]`,
  }
}

function matchesCodes(matcher: string, code: number): boolean {
  return matcher.split(',').some((part) => {
    const [from, to] = part.trim().split('-').map(Number)
    return from !== undefined && code >= from && code <= (to ?? from)
  })
}
