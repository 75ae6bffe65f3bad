/** What Amazon ECS does with target groups when its tasks come and go. */
import type { Place, World } from '../kernel/types.ts'
import { loadBalancersOf } from './names.ts'
import type { Answer, ElbState, Target, TargetGroup } from './state.ts'
import { elbService } from './state.ts'
import type { TargetHealth } from './target-health.ts'
import { drainedAt, targetHealth } from './target-health.ts'

export interface TargetKey {
  id: string
  port: number
}

export interface Group {
  world: World
  place: Place
  arn: string
}

function stateOf(group: Group): ElbState {
  return group.world.state<ElbState>(elbService, group.place)
}

export function findGroup(group: Group): TargetGroup | undefined {
  return stateOf(group).targetGroups[group.arn]
}

export function hasLoadBalancer(group: Group): boolean {
  return loadBalancersOf(stateOf(group), group.arn).length > 0
}

/** Targets that are registered or still draining. */
export function presentTargets(group: TargetGroup, now: number): Target[] {
  return group.targets.filter(
    (target) => target.drainingSince === undefined || drainedAt(group, target.drainingSince) > now,
  )
}

export function register(group: Group, target: TargetKey & { zone?: string }, answer: Omit<Answer, 'from'>): void {
  const found = findGroup(group)
  if (found === undefined) return
  const now = group.world.now()
  found.targets = presentTargets(found, now).filter((each) => !same(each, target))
  found.targets.push({ ...target, registeredAt: now, answers: [{ ...answer, from: now }] })
}

/** From now on the target answers otherwise. */
export function answerFromNow(group: Group, key: TargetKey, answer: Omit<Answer, 'from'>): void {
  const now = group.world.now()
  findGroup(group)
    ?.targets.find((each) => same(each, key))
    ?.answers.push({ ...answer, from: now })
}

/** Starts draining; the answer is when the target is gone (now, if it is not registered). */
export function deregister(group: Group, key: TargetKey): number {
  const found = findGroup(group)
  const now = group.world.now()
  const target = found?.targets.find((each) => same(each, key))
  if (found === undefined || target === undefined) return now
  target.drainingSince ??= now
  return Math.max(now, drainedAt(found, target.drainingSince))
}

/** Health as the load balancer sees it now; undefined if the target is not in the group. */
export function healthOf(group: Group, key: TargetKey): TargetHealth | undefined {
  const found = findGroup(group)
  const now = group.world.now()
  if (found === undefined) return undefined
  const target = presentTargets(found, now).find((each) => same(each, key))
  return target === undefined ? undefined : targetHealth(found, target, hasLoadBalancer(group), now)
}

function same(one: TargetKey, other: TargetKey): boolean {
  return one.id === other.id && one.port === other.port
}
