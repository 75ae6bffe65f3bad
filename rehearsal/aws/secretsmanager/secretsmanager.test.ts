import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { expect, test } from 'vitest'
import { createResource, openTestAccount } from '../kernel/testing.ts'
import { secretsmanager } from './room.ts'

test('a secret is found by name, ARN and ARN without its end, and keeps its previous version', async () => {
  await using account = await openTestAccount({ rooms: [secretsmanager] })
  const client = new SecretsManagerClient(account.config)
  const { ARN = '' } = await client.send(new CreateSecretCommand({ Name: 'fargate/db/dev', SecretString: 'old' }))
  await client.send(new PutSecretValueCommand({ SecretId: ARN, SecretString: 'new' }))
  const read = async (SecretId: string, VersionStage?: string) =>
    (
      await client.send(
        new GetSecretValueCommand({ SecretId, ...(VersionStage === undefined ? {} : { VersionStage }) }),
      )
    ).SecretString

  const values = [
    await read('fargate/db/dev'),
    await read(ARN),
    await read(ARN.slice(0, -7)),
    await read(ARN, 'AWSPREVIOUS'),
  ]
  const described = await client.send(new DescribeSecretCommand({ SecretId: ARN }))

  expect(values).toEqual(['new', 'new', 'new', 'old'])
  expect(Object.values(described.VersionIdsToStages ?? {})).toEqual([['AWSPREVIOUS'], ['AWSCURRENT']])
  await expect(read('nobody')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})

test('a template’s secret is generated as it says, the same for the same seed', async () => {
  const generate = async (seed: number) => {
    await using account = await openTestAccount({ rooms: [secretsmanager], seed })
    const { physicalId } = await createResource(account, 'AWS::SecretsManager::Secret', {
      Name: 'db',
      GenerateSecretString: {
        SecretStringTemplate: '{"username":"app"}',
        GenerateStringKey: 'password',
        PasswordLength: 40,
        ExcludePunctuation: true,
        ExcludeCharacters: 'abc',
      },
    })
    const client = new SecretsManagerClient(account.config)
    return JSON.parse((await client.send(new GetSecretValueCommand({ SecretId: physicalId }))).SecretString ?? '')
  }

  const secret = await generate(1)

  expect(secret).toEqual({ username: 'app', password: expect.stringMatching(/^[A-Zd-z0-9]{40}$/) })
  expect(await generate(1)).toEqual(secret)
  expect(await generate(2)).not.toEqual(secret)
})
