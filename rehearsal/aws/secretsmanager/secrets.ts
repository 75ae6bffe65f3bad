/** Secrets Manager's data and its rules, apart from the wire. */
import { base32 } from '../kernel/credentials.ts'
import { AwsError, type Place, type World } from '../kernel/types.ts'

export interface SecretVersion {
  id: string
  stages: string[]
  value: string
  createdAt: number
}

export interface Secret {
  name: string
  arn: string
  description: string
  kmsKeyId?: string
  /** The service that made and rotates it, e.g. rds. */
  owningService?: string
  tags: Record<string, string>
  createdAt: number
  changedAt: number
  versions: SecretVersion[]
}

export interface SecretsState {
  /** By name. */
  secrets: Record<string, Secret>
}

export interface NewSecret {
  name: string
  value?: string
  description?: string
  kmsKeyId?: string
  owningService?: string
  tags?: Record<string, string>
}

/** Makes a secret; its ARN ends in six random characters. ResourceExistsException if the name is taken. */
export function createSecret(world: World, place: Place, wanted: NewSecret): Secret {
  const { state, arn, now } = world.context<SecretsState>('secretsmanager', place)
  if (state.secrets[wanted.name]) {
    const message = `The operation failed because the secret ${wanted.name} already exists.`
    throw new AwsError('ResourceExistsException', message)
  }
  const key = `secret ${place.account} ${place.region} ${wanted.name}`
  const suffix = base32(world.hex(`${key} ${world.count(key)}`, 24), 6)
  const { value, name, description = '', tags = {}, ...rest } = wanted
  const secret: Secret = {
    name,
    arn: arn(`secret:${name}-${suffix}`),
    description,
    tags,
    ...rest,
    createdAt: now,
    changedAt: now,
    versions: [],
  }
  state.secrets[name] = secret
  if (value !== undefined) addVersion(world, secret, value)
  return secret
}

/** The new version becomes AWSCURRENT, the one before AWSPREVIOUS. */
export function addVersion(world: World, secret: Secret, value: string, token?: string): SecretVersion {
  const number = world.count(`version ${secret.arn}`)
  const hex = world.hex(`version ${secret.arn} ${number}`, 32)
  const id = token ?? [8, 4, 4, 4, 12].map((length, i, all) => hex.substr(sum(all.slice(0, i)), length)).join('-')
  for (const version of secret.versions) {
    version.stages = version.stages.includes('AWSCURRENT') ? ['AWSPREVIOUS'] : []
  }
  secret.versions = secret.versions.filter((version) => version.stages.length > 0)
  const made = { id, stages: ['AWSCURRENT'], value, createdAt: world.now() }
  secret.versions.push(made)
  secret.changedAt = world.now()
  return made
}

/** By name, ARN, or ARN without its random end. */
export function findSecret(state: SecretsState, id: string): Secret | undefined {
  return (
    state.secrets[id] ??
    Object.values(state.secrets).find(({ arn }) => arn === id || (id.startsWith('arn:') && arn.slice(0, -7) === id))
  )
}

export function currentValue(secret: Secret): string | undefined {
  return secret.versions.find((version) => version.stages.includes('AWSCURRENT'))?.value
}

/** Characters for GenerateSecretString and for passwords that services make; depends on the seed and `key`. */
export function randomText(world: World, key: string, length: number, alphabet: string): string {
  const bytes = Buffer.from(world.hex(`random text ${key} ${world.count(`random text ${key}`)}`, length * 4), 'hex')
  return Array.from({ length }, (_, i) => alphabet[bytes.readUInt16BE(i * 2) % alphabet.length]).join('')
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
