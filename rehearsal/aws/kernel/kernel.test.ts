import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation'
import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { openTestAccount } from './testing.ts'

test('a signed call is answered as the principal behind its key', async () => {
  await using account = await openTestAccount({ rooms: [] })

  const identity = await new STSClient(account.config).send(new GetCallerIdentityCommand({}))

  expect(identity.Arn).toBe('arn:aws:iam::111122223333:user/administrator')
  expect(account.calls).toMatchObject([{ service: 'sts', operation: 'GetCallerIdentity', status: 200 }])
})

test.each([
  ['an unknown key', { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' }, 'InvalidClientTokenId'],
  ['a wrong secret', { secretAccessKey: 'x' }, 'SignatureDoesNotMatch'],
])('%s is refused', async (_case, wrong, name) => {
  await using account = await openTestAccount({ rooms: [] })
  const credentials = { ...account.config.credentials, ...wrong }

  const refused = new STSClient({ ...account.config, credentials }).send(new GetCallerIdentityCommand({}))

  await expect(refused).rejects.toMatchObject({ name })
})

test('a call of a service that is not there names the call and is not retried', async () => {
  await using account = await openTestAccount({ rooms: [] })

  const ecs = new ECSClient(account.config).send(new ListClustersCommand({}))
  await expect(ecs).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: 'the simulated account does not know ecs:ListClusters',
    $metadata: { httpStatusCode: 400, attempts: 1 },
  })

  const stacks = new CloudFormationClient(account.config).send(new ListStacksCommand({}))
  await expect(stacks).rejects.toMatchObject({ message: expect.stringContaining('cloudformation:ListStacks') })
})
