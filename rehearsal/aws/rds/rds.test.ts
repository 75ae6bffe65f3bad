import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createResource, handlerContext, openTestAccount, queryCall, type TestAccount } from '../kernel/testing.ts'
import { secretsmanager } from '../secretsmanager/room.ts'
import { ssm } from '../ssm/room.ts'
import { rds } from './room.ts'

const rooms = [rds, secretsmanager, ssm]
const database = {
  DBInstanceIdentifier: 'fargate-dev',
  DBInstanceClass: 'db.t4g.micro',
  Engine: 'postgres',
  EngineVersion: '17.6',
  DBName: 'fargate',
  MasterUsername: 'fargate',
  ManageMasterUserPassword: true,
}
let directory: string

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'fairway-rds-test-'))
})

afterEach(() => rm(directory, { recursive: true, force: true }))

async function queryDatabase(account: TestAccount, secretId: string, port: number, sql: string): Promise<unknown[]> {
  const secret = await new SecretsManagerClient(account.config).send(new GetSecretValueCommand({ SecretId: secretId }))
  const { username, password } = JSON.parse(secret.SecretString ?? '{}')
  const ssl = { rejectUnauthorized: false }
  const client = new pg.Client({ host: '127.0.0.1', port, user: username, password, database: 'fargate', ssl })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('an instance is a real PostgreSQL that the managed secret opens', async () => {
  await using account = await openTestAccount({ rooms, directory })
  const { attributes } = await createResource(account, 'AWS::RDS::DBInstance', database)
  const port = Number(attributes['Endpoint.Port'])
  const secretArn = String(attributes['MasterUserSecret.SecretArn'])
  await account.advance(300)

  const described = await queryCall(account, 'rds', { Action: 'DescribeDBInstances', Version: '2014-10-31' })
  const rows = await queryDatabase(account, secretArn, port, 'select current_user as who, 1 as one')

  expect(described.xml.DescribeDBInstancesResponse.DescribeDBInstancesResult.DBInstances.DBInstance).toMatchObject({
    DBInstanceStatus: 'available',
    Endpoint: { Address: '127.0.0.1', Port: port },
    MasterUserSecret: { SecretArn: secretArn },
  })
  expect(rows).toEqual([{ who: 'fargate', one: 1 }])
}, 30_000)

test('a loaded account whose port is taken moves its database, and what was written down about it', async () => {
  await using account = await openTestAccount({ rooms, directory })
  const { attributes } = await createResource(account, 'AWS::RDS::DBInstance', database)
  const port = String(attributes['Endpoint.Port'])
  const parameter = { Name: '/fargate/dev/data/port', Type: 'String', Value: port }
  await createResource(account, 'AWS::SSM::Parameter', parameter)
  await using loaded = await openTestAccount({
    rooms,
    directory: path.join(directory, 'elsewhere'),
    state: account.world.save(),
  })
  const read = await loaded.world.call('ssm', 'GetParameter', { Name: parameter.Name }, loaded)
  const moved = (read as { Parameter: { Value: string } }).Parameter.Value

  expect(moved).not.toBe(port)
  expect(
    await queryDatabase(loaded, String(attributes['MasterUserSecret.SecretArn']), Number(moved), 'select 1 as one'),
  ).toEqual([{ one: 1 }])
}, 30_000)

test.each([
  ['an engine that has no server here', { Engine: 'mysql' }, 'InvalidParameterValue'],
  ['a reserved user', { MasterUsername: 'admin' }, 'InvalidParameterValue'],
  ['a managed and a given password', { MasterUserPassword: 'longenough' }, 'InvalidParameterCombination'],
  ['a subnet group that is not there', { DBSubnetGroupName: 'nowhere' }, 'DBSubnetGroupNotFoundFault'],
])('%s: refused', async (_case, wrong, code) => {
  await using account = await openTestAccount({ rooms })

  await expect(createResource(account, 'AWS::RDS::DBInstance', { ...database, ...wrong })).rejects.toMatchObject({
    code,
  })
})

test('a protected instance is not deleted', async () => {
  await using account = await openTestAccount({ rooms })
  const { physicalId } = await createResource(account, 'AWS::RDS::DBInstance', {
    ...database,
    DeletionProtection: true,
  })
  const remove = async () =>
    account.world.handler('AWS::RDS::DBInstance')?.remove(physicalId, {}, handlerContext(account))

  await expect(remove()).rejects.toMatchObject({ code: 'InvalidParameterCombination' })
})
