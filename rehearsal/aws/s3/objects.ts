/** Operations on objects. */
import { createHash } from 'node:crypto'
import { AwsError, type Context, type Input, type Output } from '../kernel/types.ts'
import { flat } from '../kernel/xml.ts'
import {
  type Bucket,
  bucketArn,
  currentVersion,
  type ObjectVersion,
  openBucket,
  putVersion,
  type S3State,
} from './buckets.ts'

type S3 = Context<S3State>

const kept =
  /^(content-type|cache-control|content-disposition|content-language|expires|x-amz-meta-.+|x-amz-website-redirect-location)$/

export function putObject(input: Input, context: S3): Output {
  const { Bucket: name, Key: key, Headers: headers, Checksums: checksums } = input
  const body: Buffer = input.Body
  const bucket = openBucket(context, name, 's3:PutObject', bucketArn(name, key))
  const before = currentVersion(bucket, key)
  checkCondition(headers, before)
  const encoding = String(headers['content-encoding'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'aws-chunked')
  const version: ObjectVersion = {
    versionId: newVersionId(bucket, key, context),
    deleteMarker: false,
    body: body.toString('base64'),
    size: body.length,
    etag: `"${createHash('md5').update(body).digest('hex')}"`,
    modifiedAt: context.now,
    headers: {
      'content-type': 'binary/octet-stream',
      ...Object.fromEntries(Object.entries(headers as Record<string, string>).filter(([header]) => kept.test(header))),
      ...(encoding.length === 0 ? {} : { 'content-encoding': encoding.join(',') }),
    },
    checksums,
  }
  putVersion(bucket, key, version)
  const sums = checksums as Record<string, string>
  return {
    headers: {
      etag: version.etag,
      ...sums,
      ...versionHeader(bucket, version),
      'x-amz-server-side-encryption': 'AES256',
    },
  }
}

/** If-None-Match: * writes only a new key; If-Match only over what is known. */
function checkCondition(headers: Record<string, string>, before: ObjectVersion | undefined): void {
  const fails =
    (headers['if-none-match'] === '*' && before !== undefined) ||
    (headers['if-match'] !== undefined && headers['if-match'] !== before?.etag)
  if (fails)
    throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412)
}

export function getObject(input: Input, context: S3): Output {
  const { bucket, version } = readable(input, context)
  return { headers: objectHeaders(bucket, version, input.Headers), body: Buffer.from(version.body, 'base64') }
}

export function headObject(input: Input, context: S3): Output {
  const { bucket, version } = readable(input, context)
  return { headers: { ...objectHeaders(bucket, version, input.Headers), 'content-length': String(version.size) } }
}

function readable(input: Input, context: S3): { bucket: Bucket; version: ObjectVersion } {
  const { Bucket: name, Key: key, VersionId: id, Headers: headers } = input
  for (const unknown of ['range', 'if-none-match', 'if-modified-since', 'if-match', 'if-unmodified-since']) {
    if (headers?.[unknown] !== undefined) {
      throw new AwsError('InvalidRequest', `the simulated account does not know the header ${unknown} on reads`)
    }
  }
  const bucket = openBucket(context, name, 's3:GetObject', bucketArn(name, key))
  const version =
    id === undefined ? currentVersion(bucket, key) : bucket.objects[key]?.find((one) => one.versionId === id)
  if (version && !version.deleteMarker) return { bucket, version }
  // Whoever may not list the bucket is not told what is absent.
  context.world.check(context.caller, [{ action: 's3:ListBucket', resource: bucketArn(name) }], context)
  throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404)
}

function objectHeaders(bucket: Bucket, version: ObjectVersion, request: Record<string, string> | undefined) {
  return {
    ...version.headers,
    ...(request?.['x-amz-checksum-mode'] === 'ENABLED' ? version.checksums : {}),
    ...versionHeader(bucket, version),
    etag: version.etag,
    'last-modified': new Date(version.modifiedAt).toUTCString(),
    'accept-ranges': 'bytes',
    'x-amz-server-side-encryption': 'AES256',
  }
}

export function deleteObject(input: Input, context: S3): Output {
  const { Bucket: name, Key: key, VersionId: id } = input
  const bucket = openBucket(context, name, 's3:DeleteObject', bucketArn(name, key))
  const marker = removeKey(bucket, key, id, context)
  const headers = marker ? { 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker.versionId } : undefined
  return { status: 204, ...(headers === undefined ? {} : { headers }) }
}

export function deleteObjects(input: Input, context: S3): Output {
  const name = String(input.Bucket)
  const asked: { Key: string; VersionId?: string }[] = input.Delete?.Object ?? []
  if (asked.length === 0 || asked.length > 1000)
    throw new AwsError('MalformedXML', 'DeleteObjects takes 1 to 1000 objects.')
  for (const { Key } of asked) {
    const bucket = openBucket(context, name, 's3:DeleteObject', bucketArn(name, Key))
    removeKey(bucket, Key, undefined, context)
  }
  const deleted = String(input.Delete.Quiet) === 'true' ? [] : asked.map(({ Key }) => ({ Key }))
  return { xml: { DeleteResult: { Deleted: flat(deleted) } } }
}

/** In a versioned bucket a deletion without a version only adds a marker. */
function removeKey(bucket: Bucket, key: string, id: string | undefined, context: S3): ObjectVersion | undefined {
  if (id !== undefined) {
    const left = (bucket.objects[key] ?? []).filter((version) => version.versionId !== id)
    if (left.length === 0) delete bucket.objects[key]
    else bucket.objects[key] = left
    return undefined
  }
  if (!bucket.versioning) {
    delete bucket.objects[key]
    return undefined
  }
  const marker: ObjectVersion = {
    versionId: newVersionId(bucket, key, context),
    deleteMarker: true,
    body: '',
    size: 0,
    etag: '',
    modifiedAt: context.now,
    headers: {},
    checksums: {},
  }
  putVersion(bucket, key, marker)
  return marker
}

function newVersionId(bucket: Bucket, key: string, { world }: S3): string {
  if (!bucket.versioning) return 'null'
  return world.hex(`version ${bucket.name}/${key} ${world.count(`version ${bucket.name}`)}`, 32)
}

function versionHeader(bucket: Bucket, version: ObjectVersion): Record<string, string> {
  return bucket.versioning ? { 'x-amz-version-id': version.versionId } : {}
}
