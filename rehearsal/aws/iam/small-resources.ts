/** AWS::IAM::Policy (an inline policy put on roles) and AWS::IAM::InstanceProfile. */
import { alreadyExists, nameOf, need, requireProperty } from '../kernel/handlers.ts'
import { AwsError, type HandlerContext, type Properties, type ResourceHandler } from '../kernel/types.ts'
import { checkPolicy, checkSize } from './check-policy.ts'
import { iamArn, iamId } from './names.ts'
import type { IamState, InstanceProfile } from './state.ts'

export const policyHandler: ResourceHandler = {
  type: 'AWS::IAM::Policy',
  create(properties, context) {
    put(properties, context)
    return { physicalId: nameOf(properties.PolicyName, context, 128), attributes: {} }
  },
  update(name, properties, before, context) {
    take(before, context)
    put(properties, context)
    return { physicalId: name, attributes: {} }
  },
  remove(_name, properties, context) {
    take(properties, context)
  },
}

function put(properties: Properties, context: HandlerContext): void {
  if (properties.Users?.length || properties.Groups?.length) {
    throw new AwsError('ValidationError', 'the simulated account has no IAM users and groups')
  }
  const document = checkPolicy(properties.PolicyDocument, 'identity')
  for (const name of properties.Roles ?? []) {
    const role = iamOf(context).roles[name]
    if (!role) throw new AwsError('NoSuchEntity', `The role with name ${name} cannot be found.`, 404)
    need(context, ['iam:PutRolePolicy'], role.arn)
    const policy = requireProperty(properties, 'PolicyName')
    checkSize('inline', Object.values({ ...role.inline, [policy]: document }), name)
    role.inline[policy] = document
  }
}

function take(properties: Properties, context: HandlerContext): void {
  for (const name of properties.Roles ?? []) {
    const role = iamOf(context).roles[name]
    if (!role) continue
    need(context, ['iam:DeleteRolePolicy'], role.arn)
    delete role.inline[requireProperty(properties, 'PolicyName')]
  }
}

export const instanceProfileHandler: ResourceHandler = {
  type: 'AWS::IAM::InstanceProfile',
  create(properties, context) {
    const name = nameOf(properties.InstanceProfileName, context, 128)
    const path = properties.Path ?? '/'
    const arn = iamArn(context.account, 'instance-profile', path, name)
    const iam = iamOf(context)
    if (iam.instanceProfiles[name]) throw alreadyExists('AWS::IAM::InstanceProfile', name)
    need(context, ['iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile'], arn)
    const profile: InstanceProfile = {
      name,
      id: iamId('AIPA', context, name),
      path,
      arn,
      roles: passed(properties, context),
      createdAt: context.now,
    }
    iam.instanceProfiles[name] = profile
    return { physicalId: name, attributes: { Arn: arn } }
  },
  update(name, properties, _before, context) {
    const profile = iamOf(context).instanceProfiles[name]
    if (!profile) throw new AwsError('NoSuchEntity', `Instance Profile ${name} cannot be found.`, 404)
    need(context, ['iam:RemoveRoleFromInstanceProfile', 'iam:AddRoleToInstanceProfile'], profile.arn)
    profile.roles = passed(properties, context)
    return { physicalId: name, attributes: { Arn: profile.arn } }
  },
  remove(name, _properties, context) {
    const profile = iamOf(context).instanceProfiles[name]
    if (profile) need(context, ['iam:DeleteInstanceProfile', 'iam:RemoveRoleFromInstanceProfile'], profile.arn)
    delete iamOf(context).instanceProfiles[name]
  },
}

/** AddRoleToInstanceProfile needs iam:PassRole on the role. */
function passed(properties: Properties, context: HandlerContext): string[] {
  const roles: string[] = properties.Roles ?? []
  for (const name of roles) {
    const role = iamOf(context).roles[name]
    if (!role) throw new AwsError('NoSuchEntity', `The role with name ${name} cannot be found.`, 404)
    need(context, ['iam:PassRole'], role.arn, { 'iam:PassedToService': 'ec2.amazonaws.com' })
  }
  return [...roles]
}

function iamOf(context: HandlerContext): IamState {
  return context.world.state<IamState>('iam', context)
}
