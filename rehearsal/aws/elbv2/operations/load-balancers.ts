/** Load balancers: create, describe, attributes, delete. */
import { AwsError } from '../../kernel/types.ts'
import { loadBalancer, resourceId } from '../names.ts'
import type { Elb, LoadBalancer } from '../state.ts'
import { loadBalancerView } from '../views.ts'
import type { ElbOperation } from './shared.ts'
import {
  allowed,
  attributesView,
  describes,
  isTrue,
  list,
  need,
  page,
  readAttributes,
  requestTags,
  taggingPermissions,
  tagsOf,
} from './shared.ts'

/** Creating a load balancer takes a few minutes; here always this long. */
const provisioningMs = 120_000

const defaultAttributes: Record<string, string> = {
  'deletion_protection.enabled': 'false',
  'access_logs.s3.enabled': 'false',
  'access_logs.s3.bucket': '',
  'access_logs.s3.prefix': '',
  'idle_timeout.timeout_seconds': '60',
  'routing.http.drop_invalid_header_fields.enabled': 'false',
  'routing.http2.enabled': 'true',
  'load_balancing.cross_zone.enabled': 'true',
}

export const createLoadBalancer: ElbOperation = {
  needs: (input, context) => {
    const kind = input.Type === 'network' ? 'net' : 'app'
    const resource = context.arn(`loadbalancer/${kind}/${input.Name}/*`)
    return [
      { ...allowed('CreateLoadBalancer', resource), context: requestTags(input) },
      ...taggingPermissions(input, 'CreateLoadBalancer', resource),
    ]
  },
  run(input, context) {
    const name = need(input, 'Name')
    if (!/^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/.test(name)) {
      throw new AwsError('ValidationError', `The load balancer name '${name}' is not valid`)
    }
    if (Object.values(context.state.loadBalancers).some((each) => each.name === name)) {
      throw new AwsError('DuplicateLoadBalancerName', `A load balancer with the name '${name}' exists already`)
    }
    const balancer = build(context, input, name)
    context.state.loadBalancers[balancer.arn] = balancer
    context.state.tags[balancer.arn] = tagsOf(input)
    return { LoadBalancers: [loadBalancerView(balancer, context.region, context.now)] }
  },
}

function build(context: Elb, input: Record<string, unknown>, name: string): LoadBalancer {
  const network = input.Type === 'network'
  const subnets = [
    ...list(input.Subnets),
    ...list<{ SubnetId: string }>(input.SubnetMappings).map((each) => each.SubnetId),
  ]
  if (!network && subnets.length < 2) {
    throw new AwsError('ValidationError', 'At least two subnets in two different Availability Zones must be specified')
  }
  const id = resourceId(context, 'loadbalancer')
  const internal = input.Scheme === 'internal'
  const number = Number.parseInt(id.slice(0, 8), 16)
  const host = `${internal ? 'internal-' : ''}${name}-${number}.${context.region}.elb.amazonaws.com`
  return {
    arn: context.arn(`loadbalancer/${network ? 'net' : 'app'}/${name}/${id}`),
    name,
    dnsName: host.toLowerCase(),
    scheme: internal ? 'internal' : 'internet-facing',
    type: network ? 'network' : 'application',
    vpcId: vpcOf(context, subnets[0]),
    zones: subnets.map((subnetId, index) => ({ zone: zoneOf(context, subnetId, index), subnetId })),
    securityGroups: list(input.SecurityGroups),
    ipAddressType: String(input.IpAddressType ?? 'ipv4'),
    createdAt: context.now,
    activeAt: context.now + provisioningMs,
    attributes: { ...defaultAttributes },
  }
}

interface Subnet {
  vpcId?: string
  availabilityZone?: string
}

/** The EC2 room's subnet, where there is such a room and it has it. */
function subnet(context: Elb, id: string | undefined): Subnet | undefined {
  if (!context.world.places('ec2').some((p) => p.account === context.account && p.region === context.region)) {
    return undefined
  }
  const state = context.world.state<{ subnets?: Record<string, Subnet> }>('ec2', context)
  return id === undefined ? undefined : state.subnets?.[id]
}

function vpcOf(context: Elb, subnetId: string | undefined): string {
  return subnet(context, subnetId)?.vpcId ?? 'vpc-unknown'
}

function zoneOf(context: Elb, subnetId: string, index: number): string {
  return subnet(context, subnetId)?.availabilityZone ?? `${context.region}${'abc'[index % 3]}`
}

export const describeLoadBalancers: ElbOperation = {
  needs: () => describes('DescribeLoadBalancers'),
  run(input, context) {
    const all = Object.values(context.state.loadBalancers)
    const names = list(input.Names)
    const byName = names.map((name) => {
      const found = all.find((each) => each.name === name)
      if (found === undefined) throw new AwsError('LoadBalancerNotFound', `Load balancers '[${name}]' not found`)
      return found
    })
    const byArn = list(input.LoadBalancerArns).map((arn) => loadBalancer(context.state, arn))
    const wanted = names.length > 0 ? byName : byArn.length > 0 ? byArn : all
    const { items, ...rest } = page(wanted, input)
    return { LoadBalancers: items.map((each) => loadBalancerView(each, context.region, context.now)), ...rest }
  },
}

export const deleteLoadBalancer: ElbOperation = {
  needs: (input) => [allowed('DeleteLoadBalancer', String(input.LoadBalancerArn))],
  run(input, context) {
    const arn = need(input, 'LoadBalancerArn')
    const balancer = context.state.loadBalancers[arn]
    // Deleting what is gone succeeds (DeleteLoadBalancer, API reference).
    if (balancer === undefined) return {}
    if (isTrue(balancer.attributes['deletion_protection.enabled'], false)) {
      throw new AwsError(
        'OperationNotPermitted',
        `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
      )
    }
    delete context.state.loadBalancers[arn]
    delete context.state.tags[arn]
    for (const listener of Object.values(context.state.listeners)) {
      if (listener.loadBalancerArn === arn) removeListener(context, listener.arn)
    }
    return {}
  },
}

export function removeListener(context: Elb, arn: string): void {
  delete context.state.listeners[arn]
  delete context.state.tags[arn]
  for (const rule of Object.values(context.state.rules)) {
    if (rule.listenerArn !== arn) continue
    delete context.state.rules[rule.arn]
    delete context.state.tags[rule.arn]
  }
}

export const modifyLoadBalancerAttributes: ElbOperation = {
  needs: (input) => [allowed('ModifyLoadBalancerAttributes', String(input.LoadBalancerArn))],
  run(input, context) {
    const balancer = loadBalancer(context.state, need(input, 'LoadBalancerArn'))
    Object.assign(balancer.attributes, readAttributes(input))
    return attributesView(balancer.attributes)
  },
}

export const describeLoadBalancerAttributes: ElbOperation = {
  needs: () => describes('DescribeLoadBalancerAttributes'),
  run: (input, context) => attributesView(loadBalancer(context.state, need(input, 'LoadBalancerArn')).attributes),
}

export const setSecurityGroups: ElbOperation = {
  needs: (input) => [allowed('SetSecurityGroups', String(input.LoadBalancerArn))],
  run(input, context) {
    const balancer = loadBalancer(context.state, need(input, 'LoadBalancerArn'))
    balancer.securityGroups = list(input.SecurityGroups)
    return { SecurityGroupIds: balancer.securityGroups }
  },
}

export const setSubnets: ElbOperation = {
  needs: (input) => [allowed('SetSubnets', String(input.LoadBalancerArn))],
  run(input, context) {
    const balancer = loadBalancer(context.state, need(input, 'LoadBalancerArn'))
    balancer.zones = list(input.Subnets).map((subnetId, index) => ({
      zone: zoneOf(context, subnetId, index),
      subnetId,
    }))
    return { AvailabilityZones: balancer.zones.map((each) => ({ ZoneName: each.zone, SubnetId: each.subnetId })) }
  },
}
