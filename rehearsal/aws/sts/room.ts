/** AWS STS: who calls, and the sessions of roles. Sessions are kept with the world's keys. */
import { evaluateTrust } from '../iam/evaluate.ts'
import type { IamState, Role } from '../iam/state.ts'
import { makeAccessKey } from '../kernel/credentials.ts'
import { AwsError, type Caller, type Context, type Input, type Output, type Room, type World } from '../kernel/types.ts'
import type { SimulatedWorld } from '../kernel/world.ts'
import { issuerOf } from './state.ts'
import { type Claims, peekClaims, verifyToken } from './web-token.ts'

type StsState = Record<string, never>

export const sts: Room<StsState> = {
  service: 'sts',
  scope: 'regional',
  protocol: { kind: 'query', version: '2011-06-15', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
  empty: () => ({}),
  operations: {
    // "No permissions are required to perform this operation."
    GetCallerIdentity: { needs: () => [], run: getCallerIdentity },
    // The role's trust policy is checked in the operation itself; it is the whole check for a web identity.
    AssumeRoleWithWebIdentity: { anonymous: true, needs: () => [], run: assumeRoleWithWebIdentity },
    AssumeRole: {
      needs: (input) => [{ action: 'sts:AssumeRole', resource: String(input.RoleArn) }],
      run: assumeRole,
    },
  },
}

/** Who an unsigned AssumeRoleWithWebIdentity will be, before its token is verified: faults and records need it. */
export function assumedBy(world: World, input: Input): Caller {
  const roleArn = String(input.RoleArn ?? '')
  const account = roleArn.split(':')[4] ?? ''
  const claims = peekClaims(String(input.WebIdentityToken ?? '')) ?? {}
  const environment = environmentOf(claims, findRole(world, roleArn))
  return { account, arn: 'anonymous', roleArn, ...(environment === undefined ? {} : { environment }) }
}

function getCallerIdentity(_input: Input, { caller, account, world }: Context<StsState>): Output {
  const role = caller.roleArn === undefined ? undefined : findRole(world, caller.roleArn)
  const session = caller.arn.split('/').at(-1) ?? ''
  return { UserId: role ? `${role.id}:${session}` : account, Account: account, Arn: caller.arn }
}

function assumeRoleWithWebIdentity(input: Input, context: Context<StsState>): Output {
  const { world, now } = context
  const roleArn = requireText(input, 'RoleArn')
  const trusted = issuerOf(world)
  if (!trusted) throw new AwsError('InvalidIdentityToken', 'This simulated account was given no token issuer')
  const claims = verifyToken(requireText(input, 'WebIdentityToken'), trusted.issuer, trusted.jwks(), now)
  const provider = findProvider(world, roleArn, trusted.issuer)
  const audience = String(claims.aud)
  if (!provider.clientIds.includes(audience)) {
    throw new AwsError('InvalidIdentityToken', 'Incorrect token audience')
  }
  const role = findRole(world, roleArn)
  const allowed =
    role &&
    evaluateTrust({
      trust: role.trust,
      principal: { Federated: provider.arn },
      action: 'sts:AssumeRoleWithWebIdentity',
      context: { ...tokenContext(provider.url, claims), 'aws:RequestedRegion': context.region },
    }) === 'allow'
  if (!role || !allowed) {
    throw new AwsError('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403)
  }
  const session = startSession(context, role, input, environmentOf(claims, role))
  return {
    ...session,
    SubjectFromWebIdentityToken: String(claims.sub),
    Audience: audience,
    Provider: provider.arn,
  }
}

function assumeRole(input: Input, context: Context<StsState>): Output {
  const { world, caller } = context
  const roleArn = requireText(input, 'RoleArn')
  const role = findRole(world, roleArn)
  const trusted =
    role &&
    evaluateTrust({
      trust: role.trust,
      principal: { AWS: caller.roleArn ?? caller.arn, account: caller.account },
      action: 'sts:AssumeRole',
      context: { 'aws:PrincipalArn': caller.roleArn ?? caller.arn, 'aws:PrincipalAccount': caller.account },
    }) === 'allow'
  if (!role || !trusted) {
    const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`
    throw new AwsError('AccessDenied', message, 403)
  }
  return startSession(context, role, input, role.tags.Environment ?? caller.environment)
}

function startSession(context: Context<StsState>, role: Role, input: Input, environment: string | undefined) {
  const { world, now } = context
  if (input.Policy !== undefined || input.PolicyArns !== undefined) {
    throw new AwsError('ValidationError', 'the simulated account does not know session policies')
  }
  const name = requireText(input, 'RoleSessionName')
  const seconds = durationOf(input, role)
  const [, , , , account = ''] = role.arn.split(':')
  const key = makeAccessKey(world, `session ${role.arn} ${world.count('session')}`, 'ASIA')
  key.expiresAt = now + seconds * 1000
  key.caller = {
    account,
    arn: `arn:aws:sts::${account}:assumed-role/${role.name}/${name}`,
    roleArn: role.arn,
    ...(environment === undefined ? {} : { environment }),
  }
  ;(world as SimulatedWorld).saved.keys[key.accessKeyId] = key
  return {
    Credentials: {
      AccessKeyId: key.accessKeyId,
      SecretAccessKey: key.secretAccessKey,
      SessionToken: key.sessionToken,
      Expiration: new Date(key.expiresAt).toISOString(),
    },
    AssumedRoleUser: { AssumedRoleId: `${role.id}:${name}`, Arn: key.caller.arn },
  }
}

function durationOf(input: Input, role: Role): number {
  const seconds = Number(input.DurationSeconds ?? 3600)
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 43_200) {
    throw new AwsError(
      'ValidationError',
      `Value '${input.DurationSeconds}' at 'durationSeconds' failed to satisfy constraint`,
    )
  }
  if (seconds > role.maxSessionSeconds) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    )
  }
  return seconds
}

/** Condition keys of the token: HOST:claim, as STS has evaluated them for GitHub since January 2026. */
function tokenContext(host: string, claims: Claims): Record<string, string | string[]> {
  const values = Object.entries(claims).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
  return Object.fromEntries(values.map(([name, value]) => [`${host}:${name}`, String(value)]))
}

function findProvider(world: World, roleArn: string, issuer: string) {
  const host = issuer.replace(/^https:\/\//, '')
  const provider = Object.values(iamOf(world, roleArn).providers).find((candidate) => candidate.url === host)
  if (!provider)
    throw new AwsError('InvalidIdentityToken', `No OpenIDConnect provider found in your account for ${issuer}`)
  return provider
}

function findRole(world: World, roleArn: string): Role | undefined {
  return Object.values(iamOf(world, roleArn).roles).find((role) => role.arn === roleArn)
}

function iamOf(world: World, roleArn: string): IamState {
  return world.state<IamState>('iam', { account: roleArn.split(':')[4] ?? '', region: 'global' })
}

function environmentOf(claims: Claims, role: Role | undefined): string | undefined {
  return typeof claims.environment === 'string' ? claims.environment : role?.tags.Environment
}

function requireText(input: Input, name: string): string {
  if (typeof input[name] === 'string' && input[name] !== '') return input[name]
  throw new AwsError(
    'ValidationError',
    `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  )
}
