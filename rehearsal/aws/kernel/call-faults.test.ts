import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { expect, test } from 'vitest'
import type { FaultName } from '../../faults/faults.ts'
import { s3 } from '../s3/room.ts'
import { ssm } from '../ssm/room.ts'
import { openTestAccount } from './testing.ts'

function faulty(name: FaultName, options: Record<string, string> = {}) {
  return { rooms: [ssm, s3], environment: 'dev', faults: [{ environment: 'dev', name, options }] }
}

function put(client: SSMClient, number: number) {
  return client.send(new PutParameterCommand({ Name: `/p/${number}`, Value: 'v', Type: 'String' }))
}

test.each<[FaultName, string]>([
  ['throttle-storm', 'ThrottlingException'],
  ['server-errors', 'InternalFailure'],
])('%s strikes calls and lets three attempts win', async (name, errorCode) => {
  await using account = await openTestAccount(faulty(name))
  const client = new SSMClient({ ...account.config, maxAttempts: 1 })
  const attempts: number[] = []

  for (let number = 0; number < 30; number += 1) {
    let tries = 1
    while (!(await put(client, number).catch(() => undefined))) tries += 1
    attempts.push(tries)
  }

  expect(Math.max(...attempts)).toBeLessThanOrEqual(3)
  expect(account.calls.filter((call) => call.errorCode === errorCode).length).toBeGreaterThan(2)
})

test('the same seed strikes the same calls', async () => {
  const run = async () => {
    await using account = await openTestAccount(faulty('server-errors'))
    const client = new SSMClient({ ...account.config, maxAttempts: 1 })
    for (let number = 0; number < 20; number += 1) await put(client, number).catch(() => undefined)
    return account.calls.map((call) => call.status)
  }

  expect(await run()).toEqual(await run())
})

test('a storm ends', async () => {
  await using account = await openTestAccount(faulty('throttle-storm', { share: '1' }))
  const client = new SSMClient({ ...account.config, maxAttempts: 1 })
  await expect(put(client, 1)).rejects.toMatchObject({ name: 'ThrottlingException' })

  await account.advance(601)

  await expect(put(client, 1)).resolves.toMatchObject({ Version: 1 })
})

test.each([
  ['before', undefined],
  ['after', 1],
] as const)('a connection reset %s the call took effect', async (when, version) => {
  await using account = await openTestAccount(faulty('connection-resets', { share: '1', when }))
  const client = new SSMClient({ ...account.config, maxAttempts: 1 })

  await expect(put(client, 1)).rejects.toMatchObject({ code: 'ECONNRESET' })

  const state = account.world.state<{ parameters: Record<string, { version: number }> }>('ssm', account)
  expect(state.parameters['/p/1']?.version).toBe(version)
})

test('credentials expire once, and others go on', async () => {
  await using account = await openTestAccount(faulty('expired-token', { call: '2' }))
  const client = new SSMClient(account.config)
  await put(client, 1)

  await expect(put(client, 2)).rejects.toMatchObject({ name: 'ExpiredTokenException' })
  await expect(put(client, 3)).rejects.toMatchObject({ name: 'ExpiredTokenException' })

  const renewed = account.roleConfig('test-dev-deploy', [{ Effect: 'Allow', Action: '*', Resource: '*' }], 'dev')
  await expect(put(new SSMClient(renewed), 4)).resolves.toMatchObject({ Version: 1 })
})

test.each([
  [
    'ssm:GetParameter',
    (config: object) => new SSMClient(config).send(new GetParameterCommand({ Name: '/p' })),
    'AccessDeniedException',
  ],
  [
    's3:PutObject',
    (config: object) => new S3Client(config).send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'x' })),
    'AccessDenied',
  ],
])('%s taken from the deploy role is refused in the words of IAM', async (action, call, name) => {
  await using account = await openTestAccount(faulty('access-denied', { action }))

  await expect(call(account.config)).rejects.toMatchObject({
    name,
    message: expect.stringContaining(`because no identity-based policy allows the ${action} action`),
  })
})

test.each([
  ['before', 0],
  ['after', 1],
] as const)('a runner is killed %s its second call takes effect', async (when, effects) => {
  const killed: string[] = []
  await using account = await openTestAccount({
    ...faulty('killed-runner', { call: '2', when }),
    onCall: async (call, phase, struck) => {
      if (struck) killed.push(`${phase} ${call.operation}`)
    },
  })
  const client = new SSMClient({ ...account.config, maxAttempts: 1 })
  await client.send(new GetParameterCommand({ Name: '/none' })).catch(() => undefined)

  await expect(put(client, 1)).rejects.toMatchObject({ code: 'ECONNRESET' })

  const state = account.world.state<{ parameters: object }>('ssm', account)
  expect(killed).toEqual([`${when} PutParameter`])
  expect(Object.keys(state.parameters)).toHaveLength(effects)
})

test('the hook can drop any connection', async () => {
  await using account = await openTestAccount({ rooms: [ssm], onCall: async () => 'drop' })
  const client = new SSMClient({ ...account.config, maxAttempts: 1 })

  await expect(put(client, 1)).rejects.toMatchObject({ code: 'ECONNRESET' })
})

test('a fault of one environment leaves the administrator alone', async () => {
  await using account = await openTestAccount({
    rooms: [],
    faults: [{ environment: '*', name: 'throttle-storm', options: { share: '1' } }],
  })
  const client = new ECSClient({ ...account.config, maxAttempts: 1 })

  await expect(client.send(new DescribeServicesCommand({ services: ['x'] }))).rejects.toMatchObject({
    name: 'UnknownOperationException',
  })
})
