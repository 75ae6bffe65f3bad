/** What IAM keeps of an account. */

export type OneOrMore = string | string[]

export interface Statement {
  Sid?: string
  Effect: 'Allow' | 'Deny'
  Principal?: '*' | Record<string, OneOrMore>
  NotPrincipal?: '*' | Record<string, OneOrMore>
  Action?: OneOrMore
  NotAction?: OneOrMore
  Resource?: OneOrMore
  NotResource?: OneOrMore
  Condition?: Record<string, Record<string, unknown>>
}

export interface PolicyDocument {
  Version?: string
  Id?: string
  Statement: Statement | Statement[]
}

export interface Role {
  name: string
  id: string
  path: string
  arn: string
  description: string
  trust: PolicyDocument
  /** Inline policies by name. */
  inline: Record<string, PolicyDocument>
  /** ARNs of attached managed policies. */
  managed: string[]
  boundary?: string
  maxSessionSeconds: number
  tags: Record<string, string>
  createdAt: number
}

export interface ManagedPolicy {
  name: string
  id: string
  path: string
  arn: string
  description: string
  document: PolicyDocument
  createdAt: number
}

export interface OidcProvider {
  arn: string
  /** Without https://, as IAM keeps it. */
  url: string
  clientIds: string[]
  thumbprints: string[]
  tags: Record<string, string>
  createdAt: number
}

export interface InstanceProfile {
  name: string
  id: string
  path: string
  arn: string
  roles: string[]
  createdAt: number
}

export interface IamState {
  /** By name. */
  roles: Record<string, Role>
  /** By ARN. */
  policies: Record<string, ManagedPolicy>
  /** By ARN. */
  providers: Record<string, OidcProvider>
  /** By name. */
  instanceProfiles: Record<string, InstanceProfile>
}
