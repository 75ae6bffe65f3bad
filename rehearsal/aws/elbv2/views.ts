/** State → API shapes. Timestamps of the query protocol are ISO 8601 text. */
import { loadBalancersOf } from './names.ts'
import type { ElbState, Listener, LoadBalancer, Rule, Target, TargetGroup } from './state.ts'
import { targetHealth } from './target-health.ts'

/** The hosted zone of all load balancers of a Region; AWS publishes one per Region, this table has a few. */
const hostedZones: Record<string, string> = {
  'us-east-1': 'Z35SXDOTRQ7X7K',
  'us-east-2': 'Z3AADJGX6KTTL2',
  'us-west-1': 'Z368ELLRRE2KJ0',
  'us-west-2': 'Z1H1FL5HABSF5',
  'eu-west-1': 'Z32O12XQLNTSW2',
  'eu-central-1': 'Z215JYRZR1TBD5',
}

export function hostedZone(region: string): string {
  return hostedZones[region] ?? `Z${region.toUpperCase().replaceAll('-', '')}`
}

export function loadBalancerView(balancer: LoadBalancer, region: string, now: number): Record<string, unknown> {
  return {
    LoadBalancerArn: balancer.arn,
    DNSName: balancer.dnsName,
    CanonicalHostedZoneId: hostedZone(region),
    CreatedTime: new Date(balancer.createdAt).toISOString(),
    LoadBalancerName: balancer.name,
    Scheme: balancer.scheme,
    VpcId: balancer.vpcId,
    State: { Code: now < balancer.activeAt ? 'provisioning' : 'active' },
    Type: balancer.type,
    AvailabilityZones: balancer.zones.map((each) => ({ ZoneName: each.zone, SubnetId: each.subnetId })),
    SecurityGroups: balancer.securityGroups,
    IpAddressType: balancer.ipAddressType,
  }
}

export function targetGroupView(state: ElbState, group: TargetGroup): Record<string, unknown> {
  const check = group.healthCheck
  return {
    TargetGroupArn: group.arn,
    TargetGroupName: group.name,
    Protocol: group.protocol,
    Port: group.port,
    VpcId: group.vpcId,
    HealthCheckProtocol: check.protocol,
    HealthCheckPort: check.port,
    HealthCheckEnabled: check.enabled,
    HealthCheckIntervalSeconds: check.intervalSeconds,
    HealthCheckTimeoutSeconds: check.timeoutSeconds,
    HealthyThresholdCount: check.healthyThreshold,
    UnhealthyThresholdCount: check.unhealthyThreshold,
    HealthCheckPath: check.path,
    Matcher: check.matcher === undefined ? undefined : { HttpCode: check.matcher },
    LoadBalancerArns: loadBalancersOf(state, group.arn),
    TargetType: group.targetType,
    ProtocolVersion: group.protocolVersion,
    IpAddressType: group.ipAddressType,
  }
}

export function targetHealthView(
  state: ElbState,
  group: TargetGroup,
  target: Target,
  now: number,
): Record<string, unknown> {
  const health = targetHealth(group, target, loadBalancersOf(state, group.arn).length > 0, now)
  return {
    Target: { Id: target.id, Port: target.port, AvailabilityZone: target.zone },
    HealthCheckPort: group.healthCheck.port === 'traffic-port' ? String(target.port) : group.healthCheck.port,
    TargetHealth: { State: health.state, Reason: health.reason, Description: health.description },
    AdministrativeOverride: {
      State: 'no_override',
      Reason: 'AdministrativeOverride.NoOverride',
      Description: 'No override is currently active on target',
    },
  }
}

export function listenerView(listener: Listener): Record<string, unknown> {
  return {
    ListenerArn: listener.arn,
    LoadBalancerArn: listener.loadBalancerArn,
    Port: listener.port,
    Protocol: listener.protocol,
    Certificates: listener.certificates.length === 0 ? undefined : listener.certificates.slice(0, 1),
    SslPolicy: listener.sslPolicy,
    AlpnPolicy: listener.alpnPolicy,
    DefaultActions: listener.defaultActions,
  }
}

export function ruleView(rule: Rule): Record<string, unknown> {
  return {
    RuleArn: rule.arn,
    Priority: String(rule.priority),
    Conditions: rule.conditions,
    Actions: rule.actions,
    IsDefault: false,
  }
}

export function defaultRuleView(listener: Listener): Record<string, unknown> {
  return {
    RuleArn: listener.defaultRuleArn,
    Priority: 'default',
    Conditions: [],
    Actions: listener.defaultActions,
    IsDefault: true,
  }
}
