/** ARNs, ids and look-ups, with the errors that AWS answers for what does not exist. */
import type { Place, World } from '../kernel/types.ts'
import { AwsError } from '../kernel/types.ts'
import type { Elb, ElbState, Listener, LoadBalancer, Rule, TargetGroup } from './state.ts'
import { elbService } from './state.ts'

/** The load balancer with that hostname, in whichever account it is; undefined if there is none. */
export function findByHost(world: World, hostname: string): { place: Place; balancer: LoadBalancer } | undefined {
  for (const place of world.places(elbService)) {
    const { loadBalancers } = world.state<ElbState>(elbService, place)
    const balancer = Object.values(loadBalancers).find((each) => each.dnsName === hostname.toLowerCase())
    if (balancer !== undefined) return { place, balancer }
  }
  return undefined
}

/** A new 16-digit resource id. */
export function resourceId(context: Elb, kind: string): string {
  return context.world.hex(`elbv2/${context.account}/${context.region}/${kind}/${context.world.count('elbv2')}`, 16)
}

/** app/NAME/ID of a load balancer, targetgroup/NAME/ID of a target group: what CloudWatch dimensions use. */
export function fullName(arn: string): string {
  const resource = arn.split(':').slice(5).join(':')
  return resource.startsWith('loadbalancer/') ? resource.slice('loadbalancer/'.length) : resource
}

export function loadBalancer(state: ElbState, arn: string): LoadBalancer {
  return found(state.loadBalancers[arn], 'LoadBalancerNotFound', `Load balancer '${arn}' not found`)
}

export function targetGroup(state: ElbState, arn: string): TargetGroup {
  return found(state.targetGroups[arn], 'TargetGroupNotFound', 'One or more target groups not found')
}

export function listener(state: ElbState, arn: string): Listener {
  return found(state.listeners[arn], 'ListenerNotFound', 'One or more listeners not found')
}

export function rule(state: ElbState, arn: string): Rule {
  return found(state.rules[arn], 'RuleNotFound', 'One or more rules not found')
}

function found<T>(value: T | undefined, code: string, message: string): T {
  if (value === undefined) throw new AwsError(code, message)
  return value
}

/** The target groups that an action forwards to, with weights. */
export function forwards(action: Record<string, unknown>): { arn: string; weight: number }[] {
  if (String(action.Type).toLowerCase() !== 'forward') return []
  const config = action.ForwardConfig as { TargetGroups?: { TargetGroupArn: string; Weight?: unknown }[] } | undefined
  const groups = config?.TargetGroups ?? []
  if (groups.length > 0) {
    return groups.map((group) => ({ arn: group.TargetGroupArn, weight: Number(group.Weight ?? 1) }))
  }
  return typeof action.TargetGroupArn === 'string' ? [{ arn: action.TargetGroupArn, weight: 1 }] : []
}

/** The load balancers whose listeners or rules forward to the group. */
export function loadBalancersOf(state: ElbState, groupArn: string): string[] {
  const arns = new Set<string>()
  for (const each of Object.values(state.listeners)) {
    const rules = Object.values(state.rules).filter((rule) => rule.listenerArn === each.arn)
    const actions = [...each.defaultActions, ...rules.flatMap((rule) => rule.actions)]
    if (actions.some((action) => forwards(action).some((group) => group.arn === groupArn)))
      arns.add(each.loadBalancerArn)
  }
  return [...arns]
}
