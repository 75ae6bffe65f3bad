import {
  DeleteParametersCommand,
  GetParameterCommand,
  GetParametersCommand,
  PutParameterCommand,
  paginateGetParametersByPath,
  SSMClient,
} from '@aws-sdk/client-ssm'
import { expect, test } from 'vitest'
import { openTestAccount } from '../kernel/testing.ts'
import { ssm } from './room.ts'

test('a path is read in pages of ten', async () => {
  await using account = await openTestAccount({ rooms: [ssm] })
  const client = new SSMClient(account.config)
  const names = Array.from({ length: 23 }, (_, index) => `/fargate/dev/part/p${String(index).padStart(2, '0')}`)
  for (const Name of names) await client.send(new PutParameterCommand({ Name, Value: 'v', Type: 'String' }))

  const pages = []
  for await (const page of paginateGetParametersByPath({ client }, { Path: '/fargate/dev', Recursive: true })) {
    pages.push(page.Parameters?.map((parameter) => parameter.Name))
  }

  expect(pages.map((page) => page?.length)).toEqual([10, 10, 3])
  expect(pages.flat()).toEqual(names)
})

test('versions count up, and an existing parameter is only overwritten on demand', async () => {
  await using account = await openTestAccount({ rooms: [ssm] })
  const client = new SSMClient(account.config)
  const first = { Name: '/a/b', Value: '1', Type: 'String' } as const
  await client.send(new PutParameterCommand(first))

  await expect(client.send(new PutParameterCommand(first))).rejects.toMatchObject({ name: 'ParameterAlreadyExists' })
  const second = await client.send(new PutParameterCommand({ ...first, Value: '2', Overwrite: true }))
  const read = await client.send(new GetParameterCommand({ Name: '/a/b' }))

  expect(second.Version).toBe(2)
  expect(read.Parameter).toMatchObject({
    Value: '2',
    ARN: 'arn:aws:ssm:us-west-1:111122223333:parameter/a/b',
    LastModifiedDate: new Date(account.clock.now()),
  })
})

test('what is not there is told by each call in its own way', async () => {
  await using account = await openTestAccount({ rooms: [ssm] })
  const client = new SSMClient(account.config)

  const many = await client.send(new GetParametersCommand({ Names: ['/x', '/y'] }))
  const deleted = await client.send(new DeleteParametersCommand({ Names: ['/x'] }))

  expect(many.InvalidParameters).toEqual(['/x', '/y'])
  expect(deleted.InvalidParameters).toEqual(['/x'])
  await expect(client.send(new GetParameterCommand({ Name: '/x' }))).rejects.toMatchObject({
    name: 'ParameterNotFound',
  })
  const eleven = Array.from({ length: 11 }, (_, index) => `/p${index}`)
  await expect(client.send(new GetParametersCommand({ Names: eleven }))).rejects.toMatchObject({
    name: 'ValidationException',
  })
})

test('a role reads only what its policy allows', async () => {
  await using account = await openTestAccount({ rooms: [ssm] })
  const Resource = 'arn:aws:ssm:us-west-1:111122223333:parameter/fargate/dev/*'
  const config = account.roleConfig('reader', [{ Effect: 'Allow', Action: 'ssm:GetParameter*', Resource }])

  const refused = new SSMClient(config).send(new GetParameterCommand({ Name: '/fargate/prod/x' }))

  await expect(refused).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message:
      'User: arn:aws:sts::111122223333:assumed-role/reader/test is not authorized to perform: ssm:GetParameter ' +
      'on resource: arn:aws:ssm:us-west-1:111122223333:parameter/fargate/prod/x ' +
      'because no identity-based policy allows the ssm:GetParameter action',
  })
  await expect(new SSMClient(config).send(new GetParameterCommand({ Name: '/fargate/dev/x' }))).rejects.toMatchObject({
    name: 'ParameterNotFound',
  })
})
