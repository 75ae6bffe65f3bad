/** The IAM types that CloudFormation creates here. */
import { alreadyExists, nameOf, need, requireProperty, tagObject, tagsOf } from '../kernel/handlers.ts'
import { AwsError, type Created, type HandlerContext, type Properties, type ResourceHandler } from '../kernel/types.ts'
import { checkPolicy, checkSize } from './check-policy.ts'
import { findManagedPolicy } from './managed-policies.ts'
import { iamArn, iamId } from './names.ts'
import { instanceProfileHandler, policyHandler } from './small-resources.ts'
import type { IamState, PolicyDocument, Role } from './state.ts'

export function iamState(context: HandlerContext): IamState {
  return context.world.state<IamState>('iam', context)
}

const roleHandler: ResourceHandler = {
  type: 'AWS::IAM::Role',
  seconds: 10,
  create(properties, context) {
    const name = nameOf(properties.RoleName, context)
    const iam = iamState(context)
    if (iam.roles[name]) throw alreadyExists('AWS::IAM::Role', name)
    const path = properties.Path ?? '/'
    const role: Role = {
      ...roleBody(name, properties, context),
      name,
      id: iamId('AROA', context, name),
      path,
      arn: iamArn(context.account, 'role', path, name),
      createdAt: context.now,
    }
    checkRole(context, role, ['iam:CreateRole', ...changes(role, undefined)])
    iam.roles[name] = role
    return roleCreated(role)
  },
  update(name, properties, old, context) {
    const iam = iamState(context)
    const before = iam.roles[name]
    if (!before) throw noSuchEntity('role', name)
    const { id, path, arn, createdAt } = before
    const role: Role = { ...roleBody(name, properties, context), name, id, path, arn, createdAt }
    // What AWS::IAM::Policy and ManagedPolicy put on the role from their side stays.
    const own = new Set((old.Policies ?? []).map((policy: Properties) => policy.PolicyName))
    const foreign = Object.entries(before.inline).filter(([policy]) => !own.has(policy))
    role.inline = { ...Object.fromEntries(foreign), ...role.inline }
    const attached = before.managed.filter((arn) => !old.ManagedPolicyArns?.includes(arn))
    role.managed = [...new Set([...role.managed, ...attached])]
    checkRole(context, role, changes(role, before))
    iam.roles[name] = role
    return roleCreated(role)
  },
  remove(name, _properties, context) {
    const role = iamState(context).roles[name]
    if (!role) return
    need(context, ['iam:DeleteRole'], role.arn)
    delete iamState(context).roles[name]
  },
}

function roleBody(
  name: string,
  properties: Properties,
  context: HandlerContext,
): Omit<Role, 'name' | 'id' | 'path' | 'arn' | 'createdAt'> {
  const iam = iamState(context)
  const trust = checkPolicy(properties.AssumeRolePolicyDocument, 'trust')
  const managed: string[] = properties.ManagedPolicyArns ?? []
  const boundary: string | undefined = properties.PermissionsBoundary
  for (const arn of [...managed, ...(boundary === undefined ? [] : [boundary])]) {
    if (!findManagedPolicy(iam, arn)) throw noSuchEntity('policy', arn)
  }
  const inline: [string, PolicyDocument][] = (properties.Policies ?? []).map((policy: Properties) => [
    requireProperty(policy, 'PolicyName'),
    checkPolicy(policy.PolicyDocument, 'identity'),
  ])
  checkSize('trust', [trust], name)
  checkSize(
    'inline',
    inline.map(([, document]) => document),
    name,
  )
  return {
    description: properties.Description ?? '',
    trust,
    inline: Object.fromEntries(inline),
    managed: [...managed],
    ...(boundary === undefined ? {} : { boundary }),
    maxSessionSeconds: Number(properties.MaxSessionDuration ?? 3600),
    tags: tagsOf(properties, context),
  }
}

/** The calls beside CreateRole that bring a role from `before` to what it shall be. */
function changes(role: Role, before: Role | undefined): string[] {
  const differs = (key: keyof Role) => JSON.stringify(role[key]) !== JSON.stringify(before?.[key])
  const lost = Object.keys(before?.inline ?? {}).some((policy) => role.inline[policy] === undefined)
  const detached = before?.managed.some((arn) => !role.managed.includes(arn)) ?? false
  return [
    ...(Object.keys(role.inline).length > 0 && differs('inline') ? ['iam:PutRolePolicy'] : []),
    ...(lost ? ['iam:DeleteRolePolicy'] : []),
    ...(role.managed.some((arn) => !before?.managed.includes(arn)) ? ['iam:AttachRolePolicy'] : []),
    ...(detached ? ['iam:DetachRolePolicy'] : []),
    ...(Object.keys(role.tags).length > 0 && differs('tags') ? ['iam:TagRole'] : []),
    ...(before && differs('trust') ? ['iam:UpdateAssumeRolePolicy'] : []),
    ...(before && (differs('maxSessionSeconds') || differs('description')) ? ['iam:UpdateRole'] : []),
    ...(before && differs('boundary') ? ['iam:PutRolePermissionsBoundary'] : []),
  ]
}

/** iam:PermissionsBoundary is a condition key of the calls that make or widen a role. */
function checkRole(context: HandlerContext, role: Role, actions: string[]): void {
  const keys = role.boundary === undefined ? {} : { 'iam:PermissionsBoundary': role.boundary }
  const attaching = ['iam:AttachRolePolicy', 'iam:DetachRolePolicy']
  need(
    context,
    actions.filter((action) => !attaching.includes(action)),
    role.arn,
    keys,
  )
  for (const action of actions.filter((one) => attaching.includes(one))) {
    for (const policy of role.managed) need(context, [action], role.arn, { ...keys, 'iam:PolicyARN': policy })
  }
}

function roleCreated(role: Role): Created {
  return { physicalId: role.name, attributes: { Arn: role.arn, RoleId: role.id } }
}

const managedPolicyHandler: ResourceHandler = {
  type: 'AWS::IAM::ManagedPolicy',
  create(properties, context) {
    const name = nameOf(properties.ManagedPolicyName, context, 128)
    const path = properties.Path ?? '/'
    const arn = iamArn(context.account, 'policy', path, name)
    const iam = iamState(context)
    if (iam.policies[arn]) throw alreadyExists('AWS::IAM::ManagedPolicy', arn)
    need(context, ['iam:CreatePolicy'], arn)
    const document = checkPolicy(properties.PolicyDocument, 'identity')
    checkSize('managed', [document], name)
    const id = iamId('ANPA', context, name)
    const description = properties.Description ?? ''
    iam.policies[arn] = { name, id, path, arn, description, document, createdAt: context.now }
    attach(context, properties, arn)
    return { physicalId: arn, attributes: { PolicyArn: arn, PolicyId: id, DefaultVersionId: 'v1' } }
  },
  update(arn, properties, before, context) {
    const policy = iamState(context).policies[arn]
    if (!policy) throw noSuchEntity('policy', arn)
    need(context, ['iam:CreatePolicyVersion', 'iam:DeletePolicyVersion'], arn)
    policy.document = checkPolicy(properties.PolicyDocument, 'identity')
    checkSize('managed', [policy.document], policy.name)
    detach(context, before, arn)
    attach(context, properties, arn)
    return { physicalId: arn, attributes: { PolicyArn: arn, PolicyId: policy.id, DefaultVersionId: 'v1' } }
  },
  remove(arn, properties, context) {
    need(context, ['iam:DeletePolicy'], arn)
    detach(context, properties, arn)
    const user = Object.values(iamState(context).roles).find(
      (role) => role.managed.includes(arn) || role.boundary === arn,
    )
    if (user) throw new AwsError('DeleteConflict', 'Cannot delete a policy attached to entities.', 409)
    delete iamState(context).policies[arn]
  },
}

function attach(context: HandlerContext, properties: Properties, arn: string): void {
  for (const name of properties.Roles ?? []) {
    const role = iamState(context).roles[name]
    if (!role) throw noSuchEntity('role', name)
    need(context, ['iam:AttachRolePolicy'], role.arn, { 'iam:PolicyARN': arn })
    if (!role.managed.includes(arn)) role.managed.push(arn)
  }
}

function detach(context: HandlerContext, properties: Properties, arn: string): void {
  for (const name of properties.Roles ?? []) {
    const role = iamState(context).roles[name]
    if (role) role.managed = role.managed.filter((attached) => attached !== arn)
  }
}

const providerHandler: ResourceHandler = {
  type: 'AWS::IAM::OIDCProvider',
  create(properties, context) {
    const url = requireProperty(properties, 'Url').replace(/^https:\/\//, '')
    const arn = iamArn(context.account, 'oidc-provider', '/', url)
    const iam = iamState(context)
    if (iam.providers[arn]) throw alreadyExists('AWS::IAM::OIDCProvider', arn)
    need(context, ['iam:CreateOpenIDConnectProvider'], arn)
    iam.providers[arn] = { arn, url, ...providerBody(properties), createdAt: context.now }
    return { physicalId: arn, attributes: { Arn: arn } }
  },
  update(arn, properties, _before, context) {
    const provider = iamState(context).providers[arn]
    if (!provider) throw noSuchEntity('OpenIDConnect provider', arn)
    need(context, ['iam:UpdateOpenIDConnectProviderThumbprint', 'iam:AddClientIDToOpenIDConnectProvider'], arn)
    Object.assign(provider, providerBody(properties))
    return { physicalId: arn, attributes: { Arn: arn } }
  },
  remove(arn, _properties, context) {
    need(context, ['iam:DeleteOpenIDConnectProvider'], arn)
    delete iamState(context).providers[arn]
  },
}

function providerBody(properties: Properties) {
  return {
    clientIds: [...(properties.ClientIdList ?? [])] as string[],
    thumbprints: [...(properties.ThumbprintList ?? [])] as string[],
    tags: tagObject(properties.Tags),
  }
}

export function noSuchEntity(kind: string, name: string): AwsError {
  return new AwsError('NoSuchEntity', `The ${kind} with name ${name} cannot be found.`, 404)
}

export const iamResources: ResourceHandler[] = [
  roleHandler,
  managedPolicyHandler,
  policyHandler,
  providerHandler,
  instanceProfileHandler,
]
