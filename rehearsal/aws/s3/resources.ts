/** AWS::S3::Bucket and AWS::S3::BucketPolicy. */
import type { PolicyDocument } from '../iam/state.ts'
import { alreadyExists, nameOf, need, requireProperty, tagsOf } from '../kernel/handlers.ts'
import { AwsError, type Created, type HandlerContext, type Properties, type ResourceHandler } from '../kernel/types.ts'
import { type Bucket, bucketArn, findBucket, type S3State } from './buckets.ts'
import { checkBucketName } from './lists.ts'

const bucketHandler: ResourceHandler = {
  type: 'AWS::S3::Bucket',
  seconds: 20,
  create(properties, context) {
    const name = nameOf(properties.BucketName, context, 63)
    const bucket = properties.BucketName === undefined ? name.toLowerCase() : name
    checkBucketName(bucket)
    if (findBucket(context.world, bucket)) throw alreadyExists('AWS::S3::Bucket', bucket)
    const tagging = Object.keys(tagsOf(properties, context)).length ? ['s3:PutBucketTagging'] : []
    need(context, ['s3:CreateBucket', ...actionsFor(properties, {}), ...tagging], bucketArn(bucket))
    stateOf(context).buckets[bucket] = {
      name: bucket,
      region: context.region,
      createdAt: context.now,
      objects: {},
      ...body(properties, context),
    }
    return created(bucket, context)
  },
  update(name, properties, before, context) {
    const bucket = existing(name, context)
    need(context, actionsFor(properties, before), bucketArn(name))
    Object.assign(bucket, body(properties, context))
    return created(name, context)
  },
  remove(name, _properties, context) {
    const bucket = stateOf(context).buckets[name]
    if (!bucket) return
    need(context, ['s3:DeleteBucket'], bucketArn(name))
    if (Object.keys(bucket.objects).length > 0) {
      throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409)
    }
    delete stateOf(context).buckets[name]
  },
  read: (name, properties, context) => {
    const bucket = stateOf(context).buckets[name]
    return bucket && { ...properties, ...bucket.properties }
  },
}

/** Each configuration of a bucket is a call, and a permission, of its own. */
const configurations: Record<string, string> = {
  VersioningConfiguration: 's3:PutBucketVersioning',
  BucketEncryption: 's3:PutEncryptionConfiguration',
  PublicAccessBlockConfiguration: 's3:PutBucketPublicAccessBlock',
  LifecycleConfiguration: 's3:PutLifecycleConfiguration',
  OwnershipControls: 's3:PutBucketOwnershipControls',
  LoggingConfiguration: 's3:PutBucketLogging',
  CorsConfiguration: 's3:PutBucketCORS',
  WebsiteConfiguration: 's3:PutBucketWebsite',
  NotificationConfiguration: 's3:PutBucketNotification',
  Tags: 's3:PutBucketTagging',
}

function actionsFor(properties: Properties, before: Properties): string[] {
  return Object.entries(configurations)
    .filter(([name]) => JSON.stringify(properties[name]) !== JSON.stringify(before[name]))
    .map(([, action]) => action)
}

function body(properties: Properties, context: HandlerContext): Pick<Bucket, 'versioning' | 'properties' | 'tags'> {
  const { BucketName: _name, Tags: _tags, ...kept } = properties
  return {
    versioning: properties.VersioningConfiguration?.Status === 'Enabled',
    properties: kept,
    tags: tagsOf(properties, context),
  }
}

function created(name: string, { region }: HandlerContext): Created {
  return {
    physicalId: name,
    attributes: {
      Arn: bucketArn(name),
      DomainName: `${name}.s3.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
    },
  }
}

const policyHandler: ResourceHandler = {
  type: 'AWS::S3::BucketPolicy',
  create: (properties, context) => putPolicy(requireProperty(properties, 'Bucket'), properties, context),
  update: (name, properties, _before, context) => putPolicy(name, properties, context),
  remove(name, _properties, context) {
    const bucket = stateOf(context).buckets[name]
    if (!bucket) return
    need(context, ['s3:DeleteBucketPolicy'], bucketArn(name))
    delete bucket.policy
  },
}

function putPolicy(name: string, properties: Properties, context: HandlerContext): Created {
  const bucket = existing(name, context)
  need(context, ['s3:PutBucketPolicy'], bucketArn(name))
  const document: unknown = properties.PolicyDocument
  if (typeof document !== 'object' || document === null || !('Statement' in document)) {
    throw new AwsError('MalformedPolicy', 'Policies must be valid JSON and have a Statement')
  }
  bucket.policy = structuredClone(document) as PolicyDocument
  return { physicalId: name, attributes: {} }
}

function existing(name: string, context: HandlerContext): Bucket {
  const bucket = stateOf(context).buckets[name]
  if (!bucket) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404)
  return bucket
}

function stateOf(context: HandlerContext): S3State {
  return context.world.state<S3State>('s3', context)
}

export const s3Resources: ResourceHandler[] = [bucketHandler, policyHandler]
