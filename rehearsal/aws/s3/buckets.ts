/** Buckets and objects of S3, apart from the wire. */

import { resourcePolicyEffects } from '../iam/evaluate.ts'
import type { PolicyDocument } from '../iam/state.ts'
import { AwsError, type Caller, type Context, type World } from '../kernel/types.ts'

export interface ObjectVersion {
  versionId: string
  deleteMarker: boolean
  /** base64 */
  body: string
  size: number
  etag: string
  modifiedAt: number
  /** Content-Type, Cache-Control, x-amz-meta-… as they are sent back. */
  headers: Record<string, string>
  /** x-amz-checksum-… as the client gave it. */
  checksums: Record<string, string>
}

export interface Bucket {
  name: string
  region: string
  createdAt: number
  versioning: boolean
  policy?: PolicyDocument
  properties: Record<string, unknown>
  tags: Record<string, string>
  /** Versions by key, the newest last; one only where versioning is off. */
  objects: Record<string, ObjectVersion[]>
}

export interface S3State {
  /** By name. Names are unique among all accounts. */
  buckets: Record<string, Bucket>
}

export interface OwnedBucket {
  bucket: Bucket
  account: string
}

export function findBucket(world: World, name: string): OwnedBucket | undefined {
  for (const { account } of world.places('s3')) {
    const bucket = world.state<S3State>('s3', { account, region: 'global' }).buckets[name]
    if (bucket) return { bucket, account }
  }
  return undefined
}

/** The bucket, if the caller may do this to it: its policy is asked, and other accounts need it to say yes. */
export function openBucket(context: Context<S3State>, name: string, action: string, resource: string): Bucket {
  const owned = findBucket(context.world, name)
  if (!owned) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404)
  if (owned.bucket.region !== context.region) {
    const message = 'The bucket you are attempting to access must be addressed using the specified endpoint.'
    throw new AwsError('PermanentRedirect', `${message} Bucket ${name} is in ${owned.bucket.region}.`, 301)
  }
  const { caller } = context
  const effects = owned.bucket.policy === undefined ? [] : bucketEffects(owned.bucket.policy, caller, action, resource)
  if (effects.includes('Deny'))
    throw denied(caller, action, resource, 'with an explicit deny in a resource-based policy')
  if (owned.account !== caller.account && !effects.includes('Allow')) {
    throw denied(caller, action, resource, `because no resource-based policy allows the ${action} action`)
  }
  return owned.bucket
}

function bucketEffects(policy: PolicyDocument, caller: Caller, action: string, resource: string) {
  const principal = { AWS: caller.roleArn ?? caller.arn, account: caller.account }
  const context = {
    'aws:PrincipalArn': caller.roleArn ?? caller.arn,
    'aws:PrincipalAccount': caller.account,
    // The real endpoint is only reached by TLS; loopback without it stands for that.
    'aws:SecureTransport': 'true',
    's3:TlsVersion': '1.3',
  }
  return resourcePolicyEffects(policy, principal, { action, resource, context })
}

function denied(caller: Caller, action: string, resource: string, reason: string): AwsError {
  const message = `User: ${caller.arn} is not authorized to perform: ${action} on resource: "${resource}" ${reason}`
  return new AwsError('AccessDenied', message, 403)
}

/** What a key means now; undefined where it never was or is deleted. */
export function currentVersion(bucket: Bucket, key: string): ObjectVersion | undefined {
  const newest = bucket.objects[key]?.at(-1)
  return newest?.deleteMarker ? undefined : newest
}

/** Adds a version, or replaces the only one where versioning is off. */
export function putVersion(bucket: Bucket, key: string, version: ObjectVersion): void {
  const before = bucket.versioning ? (bucket.objects[key] ?? []) : []
  bucket.objects[key] = [...before, version]
}

/** What an ARN of S3 says: buckets and objects have neither account nor Region in theirs. */
export function bucketArn(bucket: string, key?: string): string {
  return `arn:aws:s3:::${bucket}${key === undefined ? '' : `/${key}`}`
}
