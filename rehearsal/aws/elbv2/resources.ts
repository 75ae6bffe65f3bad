/** How CloudFormation makes load balancers, target groups, listeners and rules. */
import { nameOf, tagsOf } from '../kernel/handlers.ts'
import type { Created, HandlerContext, Output, Properties, ResourceHandler } from '../kernel/types.ts'
import { AwsError } from '../kernel/types.ts'
import { fullName, loadBalancersOf } from './names.ts'
import type { ElbState } from './state.ts'
import { elbService } from './state.ts'
import { hostedZone } from './views.ts'

function call(context: HandlerContext, operation: string, input: Properties): Promise<Output> {
  return context.world.call(elbService, operation, input, context, context.caller)
}

function stateOf(context: HandlerContext): ElbState {
  return context.world.state<ElbState>(elbService, context)
}

function tags(properties: Properties, context: HandlerContext): { Key: string; Value: string }[] {
  return Object.entries(tagsOf(properties, context)).map(([Key, Value]) => ({ Key, Value }))
}

function arnIn(output: Output, list: string, key: string): string {
  const first = (output?.[list] as Record<string, unknown>[] | undefined)?.[0]
  return String(first?.[key])
}

function changed(properties: Properties, before: Properties, keys: string[]): boolean {
  return keys.some((key) => JSON.stringify(properties[key]) !== JSON.stringify(before[key]))
}

async function updateTags(physicalId: string, properties: Properties, context: HandlerContext): Promise<void> {
  const now = stateOf(context).tags[physicalId] ?? {}
  const missing = tags(properties, context).filter((tag) => now[tag.Key] !== tag.Value)
  if (missing.length > 0) await call(context, 'AddTags', { ResourceArns: [physicalId], Tags: missing })
}

function balancerCreated(arn: string, context: HandlerContext): Created {
  const balancer = stateOf(context).loadBalancers[arn]
  if (balancer === undefined) throw new AwsError('LoadBalancerNotFound', `Load balancer '${arn}' not found`)
  return {
    physicalId: arn,
    attributes: {
      LoadBalancerArn: arn,
      DNSName: balancer.dnsName,
      CanonicalHostedZoneID: hostedZone(context.region),
      LoadBalancerFullName: fullName(arn),
      LoadBalancerName: balancer.name,
      SecurityGroups: balancer.securityGroups,
    },
  }
}

export const loadBalancerResource: ResourceHandler = {
  type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  async create(properties, context) {
    const { LoadBalancerAttributes, ...rest } = properties
    const input = { ...rest, Name: nameOf(properties.Name, context, 32), Tags: tags(properties, context) }
    const arn = arnIn(await call(context, 'CreateLoadBalancer', input), 'LoadBalancers', 'LoadBalancerArn')
    if (LoadBalancerAttributes !== undefined) await setAttributes(arn, LoadBalancerAttributes, context)
    return balancerCreated(arn, context)
  },
  async update(physicalId, properties, before, context) {
    if (changed(properties, before, ['Name', 'Scheme', 'Type'])) return this.create(properties, context)
    if (changed(properties, before, ['LoadBalancerAttributes'])) {
      await setAttributes(physicalId, properties.LoadBalancerAttributes ?? [], context)
    }
    if (changed(properties, before, ['SecurityGroups'])) {
      const SecurityGroups: unknown = properties.SecurityGroups
      await call(context, 'SetSecurityGroups', { LoadBalancerArn: physicalId, SecurityGroups })
    }
    if (changed(properties, before, ['Subnets'])) {
      await call(context, 'SetSubnets', { LoadBalancerArn: physicalId, Subnets: properties.Subnets })
    }
    await updateTags(physicalId, properties, context)
    return balancerCreated(physicalId, context)
  },
  async remove(physicalId, _properties, context) {
    await call(context, 'DeleteLoadBalancer', { LoadBalancerArn: physicalId })
  },
  stabilized(physicalId, _properties, context) {
    const balancer = stateOf(context).loadBalancers[physicalId]
    return balancer !== undefined && context.now < balancer.activeAt ? 'pending' : 'ready'
  },
}

async function setAttributes(arn: string, attributes: unknown, context: HandlerContext): Promise<void> {
  await call(context, 'ModifyLoadBalancerAttributes', { LoadBalancerArn: arn, Attributes: attributes })
}

function groupCreated(arn: string, context: HandlerContext): Created {
  const state = stateOf(context)
  return {
    physicalId: arn,
    attributes: {
      TargetGroupArn: arn,
      TargetGroupFullName: fullName(arn),
      TargetGroupName: state.targetGroups[arn]?.name ?? '',
      LoadBalancerArns: loadBalancersOf(state, arn),
    },
  }
}

export const targetGroupResource: ResourceHandler = {
  type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  async create(properties, context) {
    const { TargetGroupAttributes, Targets, ...rest } = properties
    const input = { ...rest, Name: nameOf(properties.Name, context, 32), Tags: tags(properties, context) }
    const arn = arnIn(await call(context, 'CreateTargetGroup', input), 'TargetGroups', 'TargetGroupArn')
    if (TargetGroupAttributes !== undefined) {
      await call(context, 'ModifyTargetGroupAttributes', { TargetGroupArn: arn, Attributes: TargetGroupAttributes })
    }
    if (Targets !== undefined) await call(context, 'RegisterTargets', { TargetGroupArn: arn, Targets })
    return groupCreated(arn, context)
  },
  async update(physicalId, properties, before, context) {
    const replacing = ['Name', 'Port', 'Protocol', 'ProtocolVersion', 'TargetType', 'VpcId', 'IpAddressType']
    if (changed(properties, before, replacing)) return this.create(properties, context)
    await call(context, 'ModifyTargetGroup', { ...properties, TargetGroupArn: physicalId })
    const Attributes: unknown = properties.TargetGroupAttributes
    if (Attributes !== undefined) {
      await call(context, 'ModifyTargetGroupAttributes', { TargetGroupArn: physicalId, Attributes })
    }
    await updateTags(physicalId, properties, context)
    return groupCreated(physicalId, context)
  },
  async remove(physicalId, _properties, context) {
    await call(context, 'DeleteTargetGroup', { TargetGroupArn: physicalId })
  },
}

export const listenerResource: ResourceHandler = {
  type: 'AWS::ElasticLoadBalancingV2::Listener',
  async create(properties, context) {
    const output = await call(context, 'CreateListener', { ...properties, Tags: tags(properties, context) })
    const arn = arnIn(output, 'Listeners', 'ListenerArn')
    return { physicalId: arn, attributes: { ListenerArn: arn } }
  },
  async update(physicalId, properties, before, context) {
    if (changed(properties, before, ['LoadBalancerArn'])) return this.create(properties, context)
    await call(context, 'ModifyListener', { ...properties, ListenerArn: physicalId })
    await updateTags(physicalId, properties, context)
    return { physicalId, attributes: { ListenerArn: physicalId } }
  },
  async remove(physicalId, _properties, context) {
    if (stateOf(context).listeners[physicalId] === undefined) return
    await call(context, 'DeleteListener', { ListenerArn: physicalId })
  },
}

export const listenerRuleResource: ResourceHandler = {
  type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
  async create(properties, context) {
    const output = await call(context, 'CreateRule', { ...properties, Tags: tags(properties, context) })
    const arn = arnIn(output, 'Rules', 'RuleArn')
    return { physicalId: arn, attributes: { RuleArn: arn, IsDefault: 'false' } }
  },
  async update(physicalId, properties, before, context) {
    if (changed(properties, before, ['ListenerArn'])) return this.create(properties, context)
    await call(context, 'ModifyRule', { ...properties, RuleArn: physicalId })
    if (changed(properties, before, ['Priority'])) {
      const RulePriorities = [{ RuleArn: physicalId, Priority: properties.Priority }]
      await call(context, 'SetRulePriorities', { RulePriorities })
    }
    await updateTags(physicalId, properties, context)
    return { physicalId, attributes: { RuleArn: physicalId, IsDefault: 'false' } }
  },
  async remove(physicalId, _properties, context) {
    if (stateOf(context).rules[physicalId] === undefined) return
    await call(context, 'DeleteRule', { RuleArn: physicalId })
  },
}
