/** AWS Secrets Manager. */

import { tagObject } from '../kernel/handlers.ts'
import { AwsError, type Context, type Input, type Output, type Permission, type Room } from '../kernel/types.ts'
import { requireText } from '../kernel/validation.ts'
import { keyPermissions } from '../kms/keys.ts'
import { secretHandler } from './resources.ts'
import { addVersion, createSecret, findSecret, type Secret, type SecretsState } from './secrets.ts'

type Secrets = Context<SecretsState>

export const secretsmanager: Room<SecretsState> = {
  service: 'secretsmanager',
  scope: 'regional',
  protocol: { kind: 'json', target: 'secretsmanager', version: '1.1' },
  empty: () => ({ secrets: {} }),
  resources: [secretHandler],
  operations: {
    GetSecretValue: { needs: valueNeeds, run: getSecretValue },
    DescribeSecret: { needs: (input, context) => needs('DescribeSecret', input, context), run: describeSecret },
    CreateSecret: {
      needs: (input, { arn }) => [{ action: 'secretsmanager:CreateSecret', resource: arn(`secret:${input.Name}`) }],
      run: create,
    },
    PutSecretValue: { needs: (input, context) => needs('PutSecretValue', input, context), run: putSecretValue },
  },
}

function needs(action: string, input: Input, { state, arn }: Secrets): Permission[] {
  const id = String(input.SecretId)
  const resource = findSecret(state, id)?.arn ?? (id.startsWith('arn:') ? id : arn(`secret:${id}`))
  return [{ action: `secretsmanager:${action}`, resource }]
}

/** The value of a secret of a customer key also needs kms:Decrypt on the key. */
function valueNeeds(input: Input, context: Secrets): Permission[] {
  const key = findSecret(context.state, String(input.SecretId))?.kmsKeyId
  const decrypt = keyPermissions(context.world, context, key, 'secretsmanager', ['Decrypt'])
  return [...needs('GetSecretValue', input, context), ...decrypt]
}

function getSecretValue(input: Input, { state }: Secrets): Output {
  const secret = existing(input, state)
  const stage = input.VersionStage ?? 'AWSCURRENT'
  const version = secret.versions.find(({ id, stages }) =>
    input.VersionId === undefined ? stages.includes(stage) : id === input.VersionId,
  )
  if (!version) {
    const label = input.VersionId === undefined ? `staging label: ${stage}` : `VersionId: ${input.VersionId}`
    throw new AwsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${label}`,
    )
  }
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    SecretString: version.value,
    VersionStages: version.stages,
    CreatedDate: version.createdAt / 1000,
  }
}

function describeSecret(input: Input, { state }: Secrets): Output {
  const secret = existing(input, state)
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    ...(secret.kmsKeyId === undefined ? {} : { KmsKeyId: secret.kmsKeyId }),
    ...(secret.owningService === undefined ? {} : { OwningService: secret.owningService }),
    LastChangedDate: secret.changedAt / 1000,
    CreatedDate: secret.createdAt / 1000,
    Tags: Object.entries(secret.tags).map(([Key, Value]) => ({ Key, Value })),
    VersionIdsToStages: Object.fromEntries(secret.versions.map(({ id, stages }) => [id, stages])),
  }
}

function create(input: Input, { world, account, region }: Secrets): Output {
  if (input.SecretBinary !== undefined) {
    throw new AwsError('InvalidParameterException', 'the simulated account does not know SecretBinary')
  }
  const secret = createSecret(
    world,
    { account, region },
    {
      name: requireText(input, 'Name', 'InvalidParameterException'),
      ...(input.SecretString === undefined ? {} : { value: input.SecretString }),
      ...(input.Description === undefined ? {} : { description: input.Description }),
      ...(input.KmsKeyId === undefined ? {} : { kmsKeyId: input.KmsKeyId }),
      tags: tagObject(input.Tags),
    },
  )
  return { ARN: secret.arn, Name: secret.name, VersionId: secret.versions[0]?.id }
}

function putSecretValue(input: Input, { state, world }: Secrets): Output {
  const secret = existing(input, state)
  const version = addVersion(
    world,
    secret,
    requireText(input, 'SecretString', 'InvalidParameterException'),
    input.ClientRequestToken,
  )
  return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: version.stages }
}

function existing(input: Input, state: SecretsState): Secret {
  const secret = findSecret(state, requireText(input, 'SecretId', 'InvalidParameterException'))
  if (!secret) throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
  return secret
}
