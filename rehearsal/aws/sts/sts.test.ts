import { generateKeyPairSync, sign } from 'node:crypto'
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { createResource, openTestAccount, queryCall } from '../kernel/testing.ts'

const issuer = 'https://token.actions.githubusercontent.com'
const RoleArn = 'arn:aws:iam::111122223333:role/fargate-dev-deploy'
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

async function withRole() {
  const jwks = () => [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1' }]
  const account = await openTestAccount({ rooms: [], jwks })
  const provider = await createResource(account, 'AWS::IAM::OIDCProvider', {
    Url: issuer,
    ClientIdList: ['sts.amazonaws.com'],
  })
  await createResource(account, 'AWS::IAM::Role', {
    RoleName: 'fargate-dev-deploy',
    MaxSessionDuration: 7200,
    AssumeRolePolicyDocument: {
      Statement: {
        Effect: 'Allow',
        Principal: { Federated: provider.physicalId },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { 'token.actions.githubusercontent.com:environment': 'dev' } },
      },
    },
  })
  return account
}

type Account = Awaited<ReturnType<typeof withRole>>

function token(account: Account, claims: Record<string, unknown> = {}, key = privateKey): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const exp = account.clock.now() / 1000 + 300
  const body = { iss: issuer, aud: 'sts.amazonaws.com', sub: 'repo:x', environment: 'dev', exp, ...claims }
  const text = `${encode({ alg: 'RS256', kid: 'k1' })}.${encode(body)}`
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`
}

function assume(account: Account, WebIdentityToken: string, DurationSeconds = 900) {
  const { endpoint, region } = account.config
  const client = new STSClient({ endpoint, region })
  return client.send(
    new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: 'run-1', WebIdentityToken, DurationSeconds }),
  )
}

test('a token becomes a session, which ends in virtual time', async () => {
  await using account = await withRole()

  const { Credentials } = await assume(account, token(account))
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  }
  const client = new STSClient({ ...account.config, credentials })
  const identity = await client.send(new GetCallerIdentityCommand({}))
  await account.advance(900)
  const late = client.send(new GetCallerIdentityCommand({}))

  expect(identity.Arn).toBe('arn:aws:sts::111122223333:assumed-role/fargate-dev-deploy/run-1')
  expect(Credentials?.Expiration?.getTime()).toBe(account.clock.now())
  await expect(late).rejects.toMatchObject({ name: 'ExpiredToken' })
})

test.each<[string, (account: Account) => string, string]>([
  ['of another environment', (account) => token(account, { environment: 'prod' }), 'AccessDenied'],
  ['that someone else signed', (account) => token(account, {}, stranger), 'InvalidIdentityTokenException'],
  ['for another audience', (account) => token(account, { aud: 'example' }), 'InvalidIdentityTokenException'],
  ['of another issuer', (account) => token(account, { iss: 'https://example.org' }), 'InvalidIdentityTokenException'],
  ['that has expired', (account) => token(account, { exp: account.clock.now() / 1000 - 1 }), 'ExpiredTokenException'],
])('a token %s is refused', async (_case, make, name) => {
  await using account = await withRole()

  await expect(assume(account, make(account))).rejects.toMatchObject({ name })
})

test('a session is not longer than the role allows', async () => {
  await using account = await withRole()

  await expect(assume(account, token(account), 7201)).rejects.toMatchObject({ name: 'ValidationError' })
})

test('IAM shows the role that the template made', async () => {
  await using account = await withRole()

  const { xml } = await queryCall(account, 'iam', {
    Action: 'GetRole',
    Version: '2010-05-08',
    RoleName: 'fargate-dev-deploy',
  })
  const missing = await queryCall(account, 'iam', { Action: 'GetRole', Version: '2010-05-08', RoleName: 'nobody' })

  expect(xml.GetRoleResponse.GetRoleResult.Role).toMatchObject({ Arn: RoleArn, MaxSessionDuration: 7200 })
  expect(missing).toMatchObject({ status: 404, xml: { ErrorResponse: { Error: { Code: 'NoSuchEntity' } } } })
})
