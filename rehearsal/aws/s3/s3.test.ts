import { Readable } from 'node:stream'
import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { openTestAccount } from '../kernel/testing.ts'
import { s3 } from './room.ts'

const Bucket = 'fargate-dev-artifacts'

async function withBucket() {
  const account = await openTestAccount({ rooms: [s3] })
  const client = new S3Client(account.config)
  await client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'us-west-1' } }))
  return { account, client }
}

test.each([
  ['a text', 'übergrößen & <tags>'],
  ['bytes', Buffer.from([0, 255, 1, 254])],
  ['a stream, sent in chunks with a checksum behind', Readable.from([Buffer.from('one '), Buffer.from('two')])],
])('%s comes back as it was put', async (_case, Body) => {
  const { account, client } = await withBucket()
  await using _ = account
  const Key = 'releases/a b+c/ü.json'
  const length = Body instanceof Readable ? { ContentLength: 7 } : {}

  await client.send(
    new PutObjectCommand({
      Bucket,
      Key,
      Body,
      ...length,
      CacheControl: 'no-cache',
      ContentType: 'text/x',
      Metadata: { 'cache-tag': 'x' },
    }),
  )
  const read = await client.send(new GetObjectCommand({ Bucket, Key }))
  const bytes = Buffer.from((await read.Body?.transformToByteArray()) ?? [])

  expect(bytes).toEqual(Body instanceof Readable ? Buffer.from('one two') : Buffer.from(Body))
  expect(read).toMatchObject({ CacheControl: 'no-cache', ContentType: 'text/x', Metadata: { 'cache-tag': 'x' } })
})

test('keys are listed in pages, grouped by a delimiter, and deleted together', async () => {
  const { account, client } = await withBucket()
  await using _ = account
  for (const Key of ['a/1', 'a/2', 'b', 'c/1', 'd&e'])
    await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }))

  const pages = []
  for await (const page of paginateListObjectsV2({ client, pageSize: 2 }, { Bucket, Delimiter: '/' })) pages.push(page)
  await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a/1' }, { Key: 'd&e' }] } }))
  const missing = client.send(new HeadObjectCommand({ Bucket, Key: 'd&e' }))

  expect(pages.flatMap((page) => page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix)).toEqual(['a/', 'c/'])
  expect(pages.flatMap((page) => page.Contents ?? []).map(({ Key }) => Key)).toEqual(['b', 'd&e'])
  await expect(missing).rejects.toMatchObject({ name: 'NotFound' })
})

test('an object that exists is not written over where the client asks for that', async () => {
  const { account, client } = await withBucket()
  await using _ = account
  const put = () => client.send(new PutObjectCommand({ Bucket, Key: 'release.json', Body: '1', IfNoneMatch: '*' }))
  await put()

  await expect(put()).rejects.toMatchObject({ name: 'PreconditionFailed' })
})

test('who may not list a bucket is refused, not told that a key is absent', async () => {
  const { account, client } = await withBucket()
  await using _ = account
  const Resource = `arn:aws:s3:::${Bucket}/*`
  const reader = new S3Client(account.roleConfig('reader', [{ Effect: 'Allow', Action: 's3:GetObject', Resource }]))
  const get = new GetObjectCommand({ Bucket, Key: 'nothing' })

  await expect(reader.send(get)).rejects.toMatchObject({ name: 'AccessDenied' })
  await expect(client.send(get)).rejects.toMatchObject({ name: 'NoSuchKey' })
})
