/** Target groups: create, describe, modify, attributes, delete. */
import type { Input } from '../../kernel/types.ts'
import { AwsError } from '../../kernel/types.ts'
import { loadBalancersOf, resourceId, targetGroup } from '../names.ts'
import type { HealthCheck, TargetGroup } from '../state.ts'
import { targetGroupView } from '../views.ts'
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

const defaultAttributes: Record<string, string> = {
  'stickiness.enabled': 'false',
  'deregistration_delay.timeout_seconds': '300',
  'stickiness.type': 'lb_cookie',
  'stickiness.lb_cookie.duration_seconds': '86400',
  'slow_start.duration_seconds': '0',
  'load_balancing.algorithm.type': 'round_robin',
  'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
}

export const createTargetGroup: ElbOperation = {
  needs: (input, context) => {
    const resource = context.arn(`targetgroup/${input.Name}/*`)
    return [
      { ...allowed('CreateTargetGroup', resource), context: requestTags(input) },
      ...taggingPermissions(input, 'CreateTargetGroup', resource),
    ]
  },
  run(input, context) {
    const name = need(input, 'Name')
    if (!/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/.test(name)) {
      throw new AwsError('ValidationError', `Target group name '${name}' is not valid`)
    }
    if (Object.values(context.state.targetGroups).some((each) => each.name === name)) {
      throw new AwsError(
        'DuplicateTargetGroupName',
        `A target group with the same name '${name}' exists, but with different settings`,
      )
    }
    const protocol = String(input.Protocol ?? 'HTTP')
    const group: TargetGroup = {
      arn: context.arn(`targetgroup/${name}/${resourceId(context, 'targetgroup')}`),
      name,
      protocol,
      ...(protocol.startsWith('HTTP') ? { protocolVersion: String(input.ProtocolVersion ?? 'HTTP1') } : {}),
      port: Number(input.Port ?? 80),
      vpcId: String(input.VpcId ?? ''),
      targetType: String(input.TargetType ?? 'instance'),
      ipAddressType: String(input.IpAddressType ?? 'ipv4'),
      healthCheck: readHealthCheck(input, defaultCheck(protocol)),
      attributes: { ...defaultAttributes },
      targets: [],
    }
    context.state.targetGroups[group.arn] = group
    context.state.tags[group.arn] = tagsOf(input)
    return { TargetGroups: [targetGroupView(context.state, group)] }
  },
}

function defaultCheck(protocol: string): HealthCheck {
  const http = protocol.startsWith('HTTP')
  return {
    enabled: true,
    protocol: http ? protocol : 'TCP',
    port: 'traffic-port',
    ...(http ? { path: '/', matcher: '200' } : {}),
    intervalSeconds: 30,
    timeoutSeconds: http ? 5 : 10,
    healthyThreshold: 5,
    unhealthyThreshold: 2,
  }
}

function readHealthCheck(input: Input, base: HealthCheck): HealthCheck {
  const check: HealthCheck = {
    ...base,
    enabled: isTrue(input.HealthCheckEnabled, base.enabled),
    protocol: String(input.HealthCheckProtocol ?? base.protocol),
    port: String(input.HealthCheckPort ?? base.port),
    intervalSeconds: Number(input.HealthCheckIntervalSeconds ?? base.intervalSeconds),
    timeoutSeconds: Number(input.HealthCheckTimeoutSeconds ?? base.timeoutSeconds),
    healthyThreshold: Number(input.HealthyThresholdCount ?? base.healthyThreshold),
    unhealthyThreshold: Number(input.UnhealthyThresholdCount ?? base.unhealthyThreshold),
  }
  if (check.protocol.startsWith('HTTP')) {
    check.path = String(input.HealthCheckPath ?? base.path ?? '/')
    check.matcher = String(input.Matcher?.HttpCode ?? input.Matcher?.GrpcCode ?? base.matcher ?? '200')
  }
  limits('Health check interval', check.intervalSeconds, 5, 300)
  limits('Health check timeout', check.timeoutSeconds, 2, 120)
  limits('Healthy threshold count', check.healthyThreshold, 2, 10)
  limits('Unhealthy threshold count', check.unhealthyThreshold, 2, 10)
  if (check.timeoutSeconds >= check.intervalSeconds && check.protocol.startsWith('HTTP')) {
    throw new AwsError('ValidationError', 'Health check timeout must be smaller than the interval')
  }
  return check
}

function limits(what: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return
  throw new AwsError('ValidationError', `${what} '${value}' must be between ${least} and ${most}`)
}

export const describeTargetGroups: ElbOperation = {
  needs: () => describes('DescribeTargetGroups'),
  run(input, context) {
    const all = Object.values(context.state.targetGroups)
    const names = list(input.Names)
    const arns = list(input.TargetGroupArns)
    let wanted = all
    if (arns.length > 0) wanted = arns.map((arn) => targetGroup(context.state, arn))
    else if (names.length > 0) {
      wanted = all.filter((group) => names.includes(group.name))
      if (wanted.length < names.length) throw new AwsError('TargetGroupNotFound', 'One or more target groups not found')
    } else if (input.LoadBalancerArn !== undefined) {
      wanted = all.filter((group) => loadBalancersOf(context.state, group.arn).includes(input.LoadBalancerArn))
    }
    const { items, ...rest } = page(wanted, input)
    return { TargetGroups: items.map((group) => targetGroupView(context.state, group)), ...rest }
  },
}

export const modifyTargetGroup: ElbOperation = {
  needs: (input) => [allowed('ModifyTargetGroup', String(input.TargetGroupArn))],
  run(input, context) {
    const group = targetGroup(context.state, need(input, 'TargetGroupArn'))
    group.healthCheck = readHealthCheck(input, group.healthCheck)
    return { TargetGroups: [targetGroupView(context.state, group)] }
  },
}

export const deleteTargetGroup: ElbOperation = {
  needs: (input) => [allowed('DeleteTargetGroup', String(input.TargetGroupArn))],
  run(input, context) {
    const arn = need(input, 'TargetGroupArn')
    if (loadBalancersOf(context.state, arn).length > 0) {
      throw new AwsError('ResourceInUse', `Target group '${arn}' is currently in use by a listener or a rule`)
    }
    delete context.state.targetGroups[arn]
    delete context.state.tags[arn]
    return {}
  },
}

export const describeTargetGroupAttributes: ElbOperation = {
  needs: () => describes('DescribeTargetGroupAttributes'),
  run: (input, context) => attributesView(targetGroup(context.state, need(input, 'TargetGroupArn')).attributes),
}

export const modifyTargetGroupAttributes: ElbOperation = {
  needs: (input) => [allowed('ModifyTargetGroupAttributes', String(input.TargetGroupArn))],
  run(input, context) {
    const group = targetGroup(context.state, need(input, 'TargetGroupArn'))
    Object.assign(group.attributes, readAttributes(input))
    return attributesView(group.attributes)
  },
}
