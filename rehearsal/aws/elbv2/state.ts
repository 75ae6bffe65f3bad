/** State of Elastic Load Balancing v2 in one account and Region. Plain data; times are virtual epoch milliseconds. */
import type { Context } from '../kernel/types.ts'

export interface LoadBalancer {
  arn: string
  name: string
  /** Lower case, NAME-ID.REGION.elb.amazonaws.com. */
  dnsName: string
  scheme: 'internet-facing' | 'internal'
  type: 'application' | 'network'
  vpcId: string
  zones: { zone: string; subnetId: string }[]
  securityGroups: string[]
  ipAddressType: string
  createdAt: number
  /** Provisioning until then. */
  activeAt: number
  attributes: Record<string, string>
}

export interface HealthCheck {
  enabled: boolean
  protocol: string
  port: string
  path?: string
  intervalSeconds: number
  timeoutSeconds: number
  healthyThreshold: number
  unhealthyThreshold: number
  /** HTTP codes that pass, e.g. '200' or '200-299,301'. Absent for TCP. */
  matcher?: string
}

/** What stands behind a target, from `from` on: what a health check and a visitor's request get. */
export interface Answer {
  from: number
  check: number | 'refused' | 'timeout'
  page: number
  body: string
}

export interface Target {
  id: string
  port: number
  zone?: string
  registeredAt: number
  answers: Answer[]
  drainingSince?: number
}

export interface TargetGroup {
  arn: string
  name: string
  protocol: string
  protocolVersion?: string
  port: number
  vpcId: string
  targetType: string
  ipAddressType: string
  healthCheck: HealthCheck
  attributes: Record<string, string>
  targets: Target[]
}

/** An action as the API writes it (Type, ForwardConfig, RedirectConfig, FixedResponseConfig …). */
export type Action = Record<string, unknown> & { Type: string }
export type Condition = Record<string, unknown> & { Field?: string }

export interface Listener {
  arn: string
  loadBalancerArn: string
  port: number
  protocol: string
  sslPolicy?: string
  certificates: { CertificateArn: string }[]
  alpnPolicy?: string[]
  defaultActions: Action[]
  /** Resource id of the default rule, which AWS makes with the listener. */
  defaultRuleArn: string
}

export interface Rule {
  arn: string
  listenerArn: string
  priority: number
  conditions: Condition[]
  actions: Action[]
}

export interface ElbState {
  loadBalancers: Record<string, LoadBalancer>
  targetGroups: Record<string, TargetGroup>
  listeners: Record<string, Listener>
  rules: Record<string, Rule>
  /** Tags by ARN. */
  tags: Record<string, Record<string, string>>
}

export type Elb = Context<ElbState>

export function emptyElbState(): ElbState {
  return { loadBalancers: {}, targetGroups: {}, listeners: {}, rules: {}, tags: {} }
}

/** The key of an account's load balancers in `World.state`, and the signing name. */
export const elbService = 'elasticloadbalancing'
