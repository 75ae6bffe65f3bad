/** Operations on buckets and lists of objects. */
import { AwsError, type Context, type Input, type Output } from '../kernel/types.ts'
import { flat, items } from '../kernel/xml.ts'
import { bucketArn, currentVersion, findBucket, openBucket, type S3State } from './buckets.ts'

type S3 = Context<S3State>

export function listBuckets(_input: Input, { state, account }: S3): Output {
  const buckets = Object.values(state.buckets)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, createdAt, region }) => ({
      Name: name,
      CreationDate: new Date(createdAt).toISOString(),
      BucketRegion: region,
    }))
  return { xml: { ListAllMyBucketsResult: { Owner: { ID: account }, Buckets: items('Bucket', buckets) } } }
}

export function createBucket(input: Input, context: S3): Output {
  const name = String(input.Bucket)
  const owned = findBucket(context.world, name)
  if (owned?.account === context.account) {
    const message = 'Your previous request to create the named bucket succeeded and you already own it.'
    throw new AwsError('BucketAlreadyOwnedByYou', message, 409)
  }
  if (owned) throw new AwsError('BucketAlreadyExists', 'The requested bucket name is not available.', 409)
  checkBucketName(name)
  // us-east-1 is what no constraint means; any other Region has to be named.
  const region = input.LocationConstraint ?? 'us-east-1'
  if (region !== context.region) {
    const message = `The ${region} location constraint is incompatible for the region specific endpoint this request was sent to.`
    throw new AwsError('IllegalLocationConstraintException', message)
  }
  const { now: createdAt } = context
  context.state.buckets[name] = { name, region, createdAt, versioning: false, properties: {}, tags: {}, objects: {} }
  return { headers: { location: `/${name}` } }
}

export function checkBucketName(name: string): void {
  if (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..')) return
  throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.')
}

export function headBucket(input: Input, context: S3): Output {
  const bucket = openBucket(context, String(input.Bucket), 's3:ListBucket', bucketArn(String(input.Bucket)))
  return { headers: { 'x-amz-bucket-region': bucket.region } }
}

export function getBucketLocation(input: Input, context: S3): Output {
  const name = String(input.Bucket)
  const { region } = openBucket(context, name, 's3:GetBucketLocation', bucketArn(name))
  return { xml: { LocationConstraint: region === 'us-east-1' ? '' : region } }
}

/** Keys in UTF-8 order; a delimiter groups what shares a prefix up to it, and a group counts as one entry. */
export function listObjects(input: Input, context: S3): Output {
  const name = String(input.Bucket)
  const bucket = openBucket(context, name, 's3:ListBucket', bucketArn(name))
  const prefix: string = input.Prefix
  const delimiter: string | undefined = input.Delimiter
  const after = input.ContinuationToken === undefined ? input.StartAfter : fromToken(input.ContinuationToken)
  const keys = Object.keys(bucket.objects)
    .filter((key) => key.startsWith(prefix) && currentVersion(bucket, key) !== undefined)
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  const entries = new Map<string, string | undefined>()
  for (const key of keys) {
    const end = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length)
    if (end < 0 || delimiter === undefined) entries.set(key, key)
    else entries.set(key.slice(0, end + delimiter.length), undefined)
  }
  const rest = [...entries].filter(([entry]) => after === undefined || entry > after)
  const size = Math.min(1000, input.MaxKeys)
  const page = rest.slice(0, size)
  const truncated = rest.length > page.length
  const encode = (text: string) =>
    input.EncodingType === 'url' ? encodeURIComponent(text).replaceAll('%2F', '/') : text
  const contents = page.flatMap(([, key]) => {
    const version = key === undefined ? undefined : currentVersion(bucket, key)
    if (key === undefined || version === undefined) return []
    const { etag: ETag, size: Size, modifiedAt } = version
    return { Key: encode(key), LastModified: new Date(modifiedAt).toISOString(), ETag, Size, StorageClass: 'STANDARD' }
  })
  const groups = page.filter(([, key]) => key === undefined).map(([group]) => ({ Prefix: encode(group) }))
  return {
    xml: {
      ListBucketResult: {
        Name: name,
        Prefix: encode(prefix),
        ...(delimiter === undefined ? {} : { Delimiter: encode(delimiter) }),
        KeyCount: page.length,
        MaxKeys: size,
        ...(input.EncodingType === undefined ? {} : { EncodingType: input.EncodingType }),
        IsTruncated: truncated,
        ...(truncated ? { NextContinuationToken: toToken(page.at(-1)?.[0] ?? '') } : {}),
        Contents: flat(contents),
        CommonPrefixes: flat(groups),
      },
    },
  }
}

function toToken(key: string): string {
  return Buffer.from(key).toString('base64')
}

function fromToken(token: string): string {
  return Buffer.from(token, 'base64').toString('utf8')
}
