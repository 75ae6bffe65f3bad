/** AWS KMS: keys and aliases as things that have ids. Nothing is encrypted. */
import { alreadyExists, need, requireProperty, tagsOf } from '../kernel/handlers.ts'
import {
  AwsError,
  type Context,
  type HandlerContext,
  type Input,
  type Output,
  type ResourceHandler,
  type Room,
} from '../kernel/types.ts'
import { findKey, type KmsKey, type KmsState } from './state.ts'

const keyHandler: ResourceHandler = {
  type: 'AWS::KMS::Key',
  seconds: 15,
  create(properties, context) {
    const { world } = context
    const name = `kms ${context.account} ${context.region} ${context.stackName} ${context.logicalId}`
    const hex = world.hex(`${name} ${world.count(name)}`, 32)
    const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
    const { state, arn } = stateOf(context)
    need(context, ['kms:CreateKey'], '*')
    // The key that is being made is what is tagged and rotated.
    const tagging = Object.keys(tagsOf(properties, context)).length ? ['kms:TagResource'] : []
    const rotating = String(properties.EnableKeyRotation) === 'true' ? ['kms:EnableKeyRotation'] : []
    need(context, [...tagging, ...rotating], arn(`key/${id}`))
    const key: KmsKey = {
      id,
      arn: arn(`key/${id}`),
      description: properties.Description ?? '',
      enabled: String(properties.Enabled ?? true) === 'true',
      rotation: String(properties.EnableKeyRotation) === 'true',
      policy: properties.KeyPolicy ?? null,
      tags: tagsOf(properties, context),
      createdAt: context.now,
    }
    state.keys[id] = key
    return { physicalId: id, attributes: { Arn: key.arn, KeyId: id } }
  },
  update(id, properties, _before, context) {
    const key = stateOf(context).state.keys[id]
    if (!key) throw notFound(id)
    need(context, ['kms:DescribeKey', 'kms:PutKeyPolicy'], key.arn)
    key.description = properties.Description ?? ''
    key.enabled = String(properties.Enabled ?? true) === 'true'
    key.rotation = String(properties.EnableKeyRotation) === 'true'
    key.policy = properties.KeyPolicy ?? null
    key.tags = tagsOf(properties, context)
    return { physicalId: id, attributes: { Arn: key.arn, KeyId: id } }
  },
  remove(id, _properties, context) {
    const { state } = stateOf(context)
    const key = state.keys[id]
    if (key) need(context, ['kms:ScheduleKeyDeletion'], key.arn)
    delete state.keys[id]
  },
}

const aliasHandler: ResourceHandler = {
  type: 'AWS::KMS::Alias',
  create(properties, context) {
    const name = requireProperty(properties, 'AliasName')
    const { state, arn } = stateOf(context)
    if (state.aliases[name]) throw alreadyExists('AWS::KMS::Alias', name)
    const key = target(state, requireProperty(properties, 'TargetKeyId'))
    for (const resource of [arn(name), key.arn]) need(context, ['kms:CreateAlias'], resource)
    state.aliases[name] = key.id
    return { physicalId: name, attributes: {} }
  },
  update(name, properties, _before, context) {
    const { state, arn } = stateOf(context)
    const key = target(state, requireProperty(properties, 'TargetKeyId'))
    for (const resource of [arn(name), key.arn]) need(context, ['kms:UpdateAlias'], resource)
    state.aliases[name] = key.id
    return { physicalId: name, attributes: {} }
  },
  remove(name, _properties, context) {
    const { state, arn } = stateOf(context)
    need(context, ['kms:DeleteAlias'], arn(name))
    delete state.aliases[name]
  },
}

export const kms: Room<KmsState> = {
  service: 'kms',
  scope: 'regional',
  protocol: { kind: 'json', target: 'TrentService', version: '1.1' },
  empty: () => ({ keys: {}, aliases: {} }),
  resources: [keyHandler, aliasHandler],
  operations: {
    DescribeKey: {
      needs: (input, { state, arn }) => [
        { action: 'kms:DescribeKey', resource: findKey(state, String(input.KeyId))?.arn ?? arn(`key/${input.KeyId}`) },
      ],
      run: describeKey,
    },
  },
}

function describeKey(input: Input, { state, account }: Context<KmsState>): Output {
  const key = target(state, String(input.KeyId))
  return {
    KeyMetadata: {
      AWSAccountId: account,
      KeyId: key.id,
      Arn: key.arn,
      CreationDate: key.createdAt / 1000,
      Enabled: key.enabled,
      Description: key.description,
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyState: key.enabled ? 'Enabled' : 'Disabled',
      Origin: 'AWS_KMS',
      KeyManager: 'CUSTOMER',
      KeySpec: 'SYMMETRIC_DEFAULT',
    },
  }
}

function target(state: KmsState, reference: string): KmsKey {
  const key = findKey(state, reference)
  if (!key) throw notFound(reference)
  return key
}

function notFound(reference: string): AwsError {
  return new AwsError('NotFoundException', `Key '${reference}' does not exist`)
}

function stateOf(context: HandlerContext) {
  const { state, arn } = context.world.context<KmsState>('kms', context)
  return { state, arn }
}
