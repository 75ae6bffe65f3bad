/**
 * The decision of IAM ("Policy evaluation logic" in the IAM User Guide), as a
 * pure function: identity policies, a permissions boundary, trust policies.
 */
import { conditionsHold, PolicyError, type RequestContext, splitArn, toStrings } from './conditions.ts'
import { actionMatches, globMatch, literalQuestion, literalStar } from './match.ts'
import type { OneOrMore, PolicyDocument, Statement } from './state.ts'

export { PolicyError, type RequestContext } from './conditions.ts'

export type Decision = 'allow' | 'explicit-deny' | 'implicit-deny' | 'boundary-explicit-deny' | 'boundary-implicit-deny'

export interface AccessRequest {
  /** The inline and attached policies of the role. */
  identity: PolicyDocument[]
  boundary?: PolicyDocument
  action: string
  resource: string
  context: RequestContext
}

/** What a role may do. Throws PolicyError for a policy that IAM would not have accepted. */
export function evaluate(request: AccessRequest): Decision {
  const matches = (document: PolicyDocument) => effects(document, request)
  const identity = request.identity.flatMap(matches)
  const boundary = request.boundary === undefined ? undefined : matches(request.boundary)
  if (identity.includes('Deny')) return 'explicit-deny'
  if (boundary?.includes('Deny')) return 'boundary-explicit-deny'
  if (!identity.includes('Allow')) return 'implicit-deny'
  if (boundary !== undefined && !boundary.includes('Allow')) return 'boundary-implicit-deny'
  return 'allow'
}

export interface TrustRequest {
  trust: PolicyDocument
  /** Who asks: the OIDC provider's ARN, an AWS principal with its account, or a service. */
  principal: { Federated: string } | { AWS: string; account: string } | { Service: string }
  action: string
  context: RequestContext
}

/** Whether a role's trust policy lets the principal assume it. */
export function evaluateTrust({
  trust,
  principal,
  action,
  context,
}: TrustRequest): 'allow' | 'explicit-deny' | 'implicit-deny' {
  const applying = statementsOf(trust).filter(
    (statement) =>
      principalMatches(statement, principal) && actionApplies(statement, action) && conditionsApply(statement, context),
  )
  if (applying.some((statement) => statement.Effect === 'Deny')) return 'explicit-deny'
  return applying.some((statement) => statement.Effect === 'Allow') ? 'allow' : 'implicit-deny'
}

/** As evaluateTrust for resource policies (S3 buckets): the effects that apply to this caller and resource. */
export function resourcePolicyEffects(
  document: PolicyDocument,
  principal: TrustRequest['principal'],
  request: { action: string; resource: string; context: RequestContext },
): Statement['Effect'][] {
  return statementsOf(document)
    .filter((statement) => principalMatches(statement, principal) && applies(statement, request))
    .map((statement) => statement.Effect)
}

function effects(document: PolicyDocument, request: { action: string; resource: string; context: RequestContext }) {
  return statementsOf(document)
    .filter((statement) => applies(statement, request))
    .map((statement) => statement.Effect)
}

export function statementsOf(document: PolicyDocument): Statement[] {
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement]
  for (const statement of statements) {
    if (statement?.Effect !== 'Allow' && statement?.Effect !== 'Deny')
      throw new PolicyError('A statement needs an Effect')
  }
  return statements
}

function applies(
  statement: Statement,
  request: { action: string; resource: string; context: RequestContext },
): boolean {
  return (
    actionApplies(statement, request.action) &&
    resourceApplies(statement, request.resource, request.context) &&
    conditionsApply(statement, request.context)
  )
}

function actionApplies(statement: Statement, action: string): boolean {
  if (statement.NotAction !== undefined) return !list(statement.NotAction).some((p) => actionMatches(p, action))
  return list(statement.Action).some((pattern) => actionMatches(pattern, action))
}

function resourceApplies(statement: Statement, resource: string, context: RequestContext): boolean {
  const matches = (pattern: string) => {
    const resolved = substitute(pattern, context)
    return resolved !== undefined && resourceMatches(resolved, resource)
  }
  if (statement.NotResource !== undefined) return !list(statement.NotResource).some(matches)
  return list(statement.Resource).some(matches)
}

/** Wildcards do not reach over the first five colons of an ARN. A call on '*' only matches '*'. */
function resourceMatches(pattern: string, resource: string): boolean {
  if (pattern === '*') return true
  const wanted = splitArn(pattern)
  const actual = splitArn(resource)
  if (wanted.length !== 6 || actual.length !== 6) return pattern === resource
  return wanted.every((part, index) => globMatch(part, actual[index] ?? ''))
}

function conditionsApply(statement: Statement, context: RequestContext): boolean {
  return conditionsHold(statement.Condition ?? {}, context, (text) => substitute(text, context))
}

/** Puts values in for ${key} and ${key, 'default'}; undefined where a key is not in the request. */
function substitute(text: string, context: RequestContext): string | undefined {
  let missing = false
  const result = text.replace(/\$\{([^}]*)\}/g, (_, inner: string) => {
    if (inner === '*') return literalStar
    if (inner === '?') return literalQuestion
    if (inner === '$') return '$'
    const [, key = '', fallback] = /^\s*([^,]+?)\s*(?:,\s*'([^']*)')?\s*$/.exec(inner) ?? []
    const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1]
    const value = typeof found === 'string' ? found : fallback
    if (value === undefined) missing = true
    // A value is literal: a tag with a star in it must not widen a policy.
    return (value ?? '').replaceAll('*', literalStar).replaceAll('?', literalQuestion)
  })
  return missing ? undefined : result
}

function principalMatches(statement: Statement, principal: TrustRequest['principal']): boolean {
  if (statement.NotPrincipal !== undefined) throw new PolicyError('NotPrincipal is not known here')
  const wanted = statement.Principal
  if (wanted === '*') return true
  if (wanted === undefined) return false
  if ('Federated' in principal) return list(wanted.Federated).includes(principal.Federated)
  if ('Service' in principal) return list(wanted.Service).includes(principal.Service)
  const names = ['*', principal.account, `arn:aws:iam::${principal.account}:root`, principal.AWS]
  return list(wanted.AWS).some((name) => names.includes(name))
}

function list(value: OneOrMore | undefined): string[] {
  return value === undefined ? [] : toStrings(value)
}
