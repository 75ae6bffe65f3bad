import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
} from '@aws-sdk/client-ecr'
import { expect, test } from 'vitest'
import { createResource, openTestAccount } from '../kernel/testing.ts'
import { pushImage } from './repositories.ts'
import { ecr } from './room.ts'

async function withRepository(properties: object = {}) {
  const account = await openTestAccount({ rooms: [ecr] })
  await createResource(account, 'AWS::ECR::Repository', { RepositoryName: 'backend', ...properties })
  const push = (...tags: string[]) => pushImage(account.world, account, 'backend', { tags })
  return { account, client: new ECRClient(account.config), push }
}

test('a tag names the digest that was pushed last', async () => {
  const { account, client, push } = await withRepository()
  await using _ = account
  const old = push('latest', 'v1')
  const digest = push('latest', 'v2').digest

  const byTag = await client.send(
    new DescribeImagesCommand({ repositoryName: 'backend', imageIds: [{ imageTag: 'latest' }] }),
  )
  const all = await client.send(new DescribeImagesCommand({ repositoryName: 'backend' }))
  const images = await client.send(
    new BatchGetImageCommand({
      repositoryName: 'backend',
      imageIds: [{ imageDigest: old.digest }, { imageTag: 'v3' }],
    }),
  )

  expect(byTag.imageDetails).toMatchObject([{ imageDigest: digest, imageTags: ['latest', 'v2'] }])
  expect(all.imageDetails?.map(({ imageTags }) => imageTags)).toEqual([['v1'], ['latest', 'v2']])
  expect(images.images?.[0]?.imageId?.imageDigest).toBe(old.digest)
  expect(images.failures).toMatchObject([{ imageId: { imageTag: 'v3' }, failureCode: 'ImageNotFound' }])
})

test('an immutable tag is not moved', async () => {
  const { account, push } = await withRepository({ ImageTagMutability: 'IMMUTABLE' })
  await using _ = account
  push('v1')

  expect(() =>
    pushImage(account.world, account, 'backend', { tags: ['v1'], digest: `sha256:${'0'.repeat(64)}` }),
  ).toThrow('cannot be overwritten because the tag is immutable')
})

test('what is not there is refused by name', async () => {
  const { account, client } = await withRepository()
  await using _ = account
  const image = new DescribeImagesCommand({ repositoryName: 'backend', imageIds: [{ imageTag: 'v9' }] })
  const repository = new DescribeRepositoriesCommand({ repositoryNames: ['nobody'] })

  await expect(client.send(image)).rejects.toMatchObject({ name: 'ImageNotFoundException' })
  await expect(client.send(repository)).rejects.toMatchObject({ name: 'RepositoryNotFoundException' })
})
