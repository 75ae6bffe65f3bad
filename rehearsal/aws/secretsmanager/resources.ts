/** AWS::SecretsManager::Secret with SecretString or GenerateSecretString. */
import { alreadyExists, nameOf, need, tagsOf } from '../kernel/handlers.ts'
import { AwsError, type Created, type HandlerContext, type Properties, type ResourceHandler } from '../kernel/types.ts'
import {
  addVersion,
  createSecret,
  currentValue,
  findSecret,
  randomText,
  type Secret,
  type SecretsState,
} from './secrets.ts'

export const secretHandler: ResourceHandler = {
  type: 'AWS::SecretsManager::Secret',
  create(properties, context) {
    const name = nameOf(properties.Name, context, 256)
    const { state, arn } = stateOf(context)
    if (state.secrets[name]) throw alreadyExists('AWS::SecretsManager::Secret', name)
    const actions = ['secretsmanager:CreateSecret', 'secretsmanager:TagResource']
    if (properties.GenerateSecretString) actions.push('secretsmanager:GetRandomPassword')
    need(context, actions, arn(`secret:${name}-??????`))
    const value = secretValue(properties, context, name)
    const secret = createSecret(context.world, context, {
      name,
      description: properties.Description ?? '',
      ...(value === undefined ? {} : { value }),
      ...(properties.KmsKeyId === undefined ? {} : { kmsKeyId: String(properties.KmsKeyId) }),
      tags: tagsOf(properties, context),
    })
    return created(secret)
  },
  update(arn, properties, before, context) {
    const secret = findSecret(stateOf(context).state, arn)
    if (!secret) throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
    need(context, ['secretsmanager:UpdateSecret'], arn)
    secret.description = properties.Description ?? ''
    secret.tags = tagsOf(properties, context)
    // A generated value is only made anew when the way of making it changes.
    const same = ['SecretString', 'GenerateSecretString'].every(
      (name) => JSON.stringify(properties[name]) === JSON.stringify(before[name]),
    )
    const value = same ? undefined : secretValue(properties, context, secret.name)
    if (value !== undefined && value !== currentValue(secret)) addVersion(context.world, secret, value)
    return created(secret)
  },
  remove(arn, _properties, context) {
    const { state } = stateOf(context)
    const secret = findSecret(state, arn)
    if (!secret) return
    need(context, ['secretsmanager:DeleteSecret'], arn)
    delete state.secrets[secret.name]
  },
}

function secretValue(properties: Properties, context: HandlerContext, name: string): string | undefined {
  const generate: Properties | undefined = properties.GenerateSecretString
  if (generate === undefined) return properties.SecretString === undefined ? undefined : String(properties.SecretString)
  const isTrue = (key: string) => String(generate[key]) === 'true'
  const excluded = String(generate.ExcludeCharacters ?? '')
  const sets = [
    isTrue('ExcludeLowercase') ? '' : 'abcdefghijklmnopqrstuvwxyz',
    isTrue('ExcludeUppercase') ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    isTrue('ExcludeNumbers') ? '' : '0123456789',
    isTrue('ExcludePunctuation') ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    isTrue('IncludeSpace') ? ' ' : '',
  ].map((set) => [...set].filter((character) => !excluded.includes(character)).join(''))
  const length = Number(generate.PasswordLength ?? 32)
  const key = `${context.account}/${context.region}/${name}`
  const alphabet = sets.join('')
  if (alphabet === '') throw new AwsError('InvalidParameterException', 'No characters are left to make a password of')
  // RequireEachIncludedType is true by default: one of each set, then any.
  const each = generate.RequireEachIncludedType === false ? [] : sets.filter((set) => set !== '')
  const required = each.map((set, i) => randomText(context.world, `${key}/${i}`, 1, set)).join('')
  const password = required + randomText(context.world, key, Math.max(0, length - required.length), alphabet)
  if (generate.GenerateStringKey === undefined) return password
  const template: Record<string, unknown> = JSON.parse(generate.SecretStringTemplate ?? '{}')
  return JSON.stringify({ ...template, [String(generate.GenerateStringKey)]: password })
}

function created(secret: Secret): Created {
  return { physicalId: secret.arn, attributes: { Id: secret.arn } }
}

function stateOf(context: HandlerContext) {
  const { state, arn } = context.world.context<SecretsState>('secretsmanager', context)
  return { state, arn }
}
