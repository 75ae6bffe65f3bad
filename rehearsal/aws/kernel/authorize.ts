/** Checks a call against the IAM room's roles and refuses it in IAM's own words. */
import { type Decision, evaluate } from '../iam/evaluate.ts'
import { findManagedPolicy } from '../iam/managed-policies.ts'
import type { IamState, PolicyDocument, Role } from '../iam/state.ts'
import { AwsError, type Caller, type Permission, type Place, type World } from './types.ts'

/** Throws AccessDenied unless the caller's role allows every permission. The administrator is not checked. */
export function requirePermissions(world: World, caller: Caller, permissions: Permission[], place: Place): void {
  if (caller.administrator) return
  for (const permission of permissions) {
    const decision = decide(world, caller, permission, place)
    if (decision !== 'allow') throw accessDenied(caller, permission, decision)
  }
}

/** The error of a refused permission; the wire code differs by protocol and is set there. */
export function accessDenied(caller: Caller, permission: Permission, decision: Exclude<Decision, 'allow'>): AwsError {
  const message =
    `User: ${caller.arn} is not authorized to perform: ${permission.action} ` +
    `on resource: ${permission.resource} ${reasons[decision](permission.action)}`
  return new AwsError('AccessDeniedException', message, 403)
}

/** The sentences of the IAM User Guide, "Troubleshoot access denied error messages". */
const reasons: Record<Exclude<Decision, 'allow'>, (action: string) => string> = {
  'implicit-deny': (action) => `because no identity-based policy allows the ${action} action`,
  'explicit-deny': () => 'with an explicit deny in an identity-based policy',
  'boundary-implicit-deny': (action) => `because no permissions boundary allows the ${action} action`,
  'boundary-explicit-deny': () => 'with an explicit deny in a permissions boundary',
}

function decide(world: World, caller: Caller, permission: Permission, place: Place): Decision {
  const iam = world.state<IamState>('iam', { account: caller.account, region: 'global' })
  const role = Object.values(iam.roles).find((candidate) => candidate.arn === caller.roleArn)
  if (!role) return 'implicit-deny'
  const boundary = role.boundary === undefined ? undefined : managed(iam, role.boundary)
  return evaluate({
    identity: [...Object.values(role.inline), ...role.managed.map((arn) => managed(iam, arn))],
    ...(boundary === undefined ? {} : { boundary }),
    action: permission.action,
    resource: permission.resource,
    context: { ...globalContext(world, caller, role, place), ...permission.context },
  })
}

function globalContext(world: World, caller: Caller, role: Role, place: Place): Record<string, string | string[]> {
  const tags = Object.entries(role.tags).map(([name, value]) => [`aws:PrincipalTag/${name}`, value])
  return {
    'aws:PrincipalArn': role.arn,
    'aws:PrincipalAccount': caller.account,
    'aws:PrincipalType': 'AssumedRole',
    'aws:ResourceAccount': place.account,
    'aws:userid': `${role.id}:${caller.arn.split('/').at(-1)}`,
    'aws:RequestedRegion': place.region,
    'aws:SecureTransport': 'true',
    'aws:SourceIp': '127.0.0.1',
    'aws:ViaAWSService': 'false',
    'aws:CurrentTime': new Date(world.now()).toISOString(),
    'aws:EpochTime': String(Math.floor(world.now() / 1000)),
    ...Object.fromEntries(tags),
  }
}

function managed(iam: IamState, arn: string): PolicyDocument {
  const document = findManagedPolicy(iam, arn)
  if (!document) throw new AwsError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`, 404)
  return document
}
