import {
  CloudFrontClient,
  CreateInvalidationCommand,
  GetDistributionCommand,
  GetInvalidationCommand,
  ListDistributionsCommand,
} from '@aws-sdk/client-cloudfront'
import { expect, test } from 'vitest'
import { createResource, openTestAccount } from '../kernel/testing.ts'
import { cloudfront } from './room.ts'

const DistributionConfig = {
  Enabled: true,
  DefaultRootObject: 'index.html',
  Origins: [{ Id: 'web', DomainName: 'web.s3.us-west-1.amazonaws.com', S3OriginConfig: { OriginAccessIdentity: '' } }],
  DefaultCacheBehavior: { TargetOriginId: 'web', ViewerProtocolPolicy: 'redirect-to-https', CachePolicyId: 'policy' },
  CustomErrorResponses: [{ ErrorCode: 404, ResponsePagePath: '/index.html', ResponseCode: 200 }],
}

async function withDistribution() {
  const account = await openTestAccount({ rooms: [cloudfront] })
  const { physicalId: DistributionId } = await createResource(account, 'AWS::CloudFront::Distribution', {
    DistributionConfig,
  })
  const client = new CloudFrontClient(account.config)
  const invalidate = (reference: string, ...Items: string[]) =>
    client.send(
      new CreateInvalidationCommand({
        DistributionId,
        InvalidationBatch: { CallerReference: reference, Paths: { Quantity: Items.length, Items } },
      }),
    )
  return { account, client, DistributionId, invalidate }
}

test('a distribution is deployed after three minutes', async () => {
  const { account, client, DistributionId } = await withDistribution()
  await using _ = account
  const before = await client.send(new GetDistributionCommand({ Id: DistributionId }))

  await account.advance(180)

  const after = await client.send(new GetDistributionCommand({ Id: DistributionId }))
  const list = await client.send(new ListDistributionsCommand({}))
  expect([before.Distribution?.Status, after.Distribution?.Status]).toEqual(['InProgress', 'Deployed'])
  expect(after.Distribution?.DistributionConfig).toMatchObject({
    Enabled: true,
    Origins: { Quantity: 1, Items: [{ Id: 'web' }] },
    CustomErrorResponses: { Items: [{ ErrorCode: 404 }] },
  })
  expect(list.DistributionList?.Items).toMatchObject([{ Id: DistributionId, Status: 'Deployed' }])
})

test('an invalidation completes after a minute; the same reference and paths are the same invalidation', async () => {
  const { account, client, DistributionId, invalidate } = await withDistribution()
  await using _ = account
  const first = await invalidate('release-1', '/b', '/a*')
  const again = await invalidate('release-1', '/a*', '/b')
  const Id = first.Invalidation?.Id ?? ''

  await account.advance(59)
  const early = await client.send(new GetInvalidationCommand({ DistributionId, Id }))
  await account.advance(1)
  const late = await client.send(new GetInvalidationCommand({ DistributionId, Id }))

  expect(again.Invalidation?.Id).toBe(Id)
  expect([early.Invalidation?.Status, late.Invalidation?.Status]).toEqual(['InProgress', 'Completed'])
})

test.each([
  ['other paths under a used reference', 'used', ['/other'], 'InvalidationBatchAlreadyExists'],
  ['a path without a slash', 'new', ['index.html'], 'InvalidArgument'],
  ['a wildcard in the middle', 'new', ['/a*/b'], 'InvalidArgument'],
  ['a sixteenth wildcard', 'new', Array.from({ length: 16 }, (_, i) => `/${i}/*`), 'TooManyInvalidationsInProgress'],
])('%s: refused', async (_case, reference, paths, name) => {
  const { account, invalidate } = await withDistribution()
  await using _ = account
  await invalidate('used', '/path')

  await expect(invalidate(reference, ...paths)).rejects.toMatchObject({ name })
})
