/** AWS::CloudFront::Distribution and the parts that distributions refer to. */
import { base32 } from '../kernel/credentials.ts'
import { need, requireProperty, tagsOf } from '../kernel/handlers.ts'
import { AwsError, type Created, type HandlerContext, type Properties, type ResourceHandler } from '../kernel/types.ts'
import { type CloudFrontState, type Distribution, deploy, findDistribution } from './distributions.ts'

const distributionHandler: ResourceHandler = {
  type: 'AWS::CloudFront::Distribution',
  create(properties, context) {
    const front = frontOf(context)
    const config = configOf(properties, front.state)
    const key = `distribution ${context.account} ${context.world.count(`distribution ${context.account}`)}`
    const id = `E${base32(context.world.hex(key, 40), 13)}`
    const tags = tagsOf(properties, context)
    const tagging = Object.keys(tags).length ? ['cloudfront:TagResource'] : []
    need(context, ['cloudfront:CreateDistribution', ...tagging], front.arn(`distribution/${id}`))
    const distribution: Distribution = {
      id,
      arn: front.arn(`distribution/${id}`),
      domainName: `d${context.world.hex(`${key} domain`, 13)}.cloudfront.net`,
      status: 'InProgress',
      modifiedAt: context.now,
      etag: '',
      config,
      callerReference: context.world.hex(`${key} reference`, 32),
      tags,
      invalidations: [],
    }
    front.state.distributions[id] = distribution
    deploy(front, distribution)
    return created(distribution)
  },
  update(id, properties, before, context) {
    const front = frontOf(context)
    const distribution = findDistribution(front.state, id)
    need(context, ['cloudfront:UpdateDistribution'], distribution.arn)
    distribution.config = configOf(properties, front.state)
    distribution.tags = tagsOf(properties, context)
    const changed = JSON.stringify(properties.DistributionConfig) !== JSON.stringify(before.DistributionConfig)
    if (changed) deploy(front, distribution)
    return created(distribution)
  },
  remove(id, _properties, context) {
    const front = frontOf(context)
    const distribution = front.state.distributions[id]
    if (!distribution) return
    need(context, ['cloudfront:UpdateDistribution', 'cloudfront:DeleteDistribution'], distribution.arn)
    delete front.state.distributions[id]
  },
  stabilized(id, _properties, context) {
    return findDistribution(frontOf(context).state, id).status === 'Deployed' ? 'ready' : 'pending'
  },
  read(id, properties, context) {
    const distribution = frontOf(context).state.distributions[id]
    return distribution && { ...properties, DistributionConfig: distribution.config }
  },
}

function configOf(properties: Properties, state: CloudFrontState): Record<string, unknown> {
  const config: Properties | undefined = properties.DistributionConfig
  if (!config?.DefaultCacheBehavior)
    throw new AwsError('InvalidRequest', 'DistributionConfig needs a DefaultCacheBehavior')
  const origins: Properties[] = config.Origins ?? []
  const ids = new Set(origins.map((origin) => origin.Id))
  for (const behavior of [config.DefaultCacheBehavior, ...(config.CacheBehaviors ?? [])]) {
    if (ids.has(behavior.TargetOriginId)) continue
    throw new AwsError(
      'NoSuchOrigin',
      `One or more of your origins or origin groups do not exist: ${behavior.TargetOriginId}`,
      404,
    )
  }
  for (const { OriginAccessControlId: id } of origins) {
    if (id && !state.parts[id])
      throw new AwsError('InvalidOriginAccessControl', `The origin access control ${id} does not exist.`)
  }
  return structuredClone(config)
}

function created({ id, domainName }: Distribution): Created {
  return { physicalId: id, attributes: { Id: id, DomainName: domainName } }
}

/** The types that are only an id and a configuration here. */
function partHandler(kind: string, configName: string, arnKind: string): ResourceHandler {
  const type = `AWS::CloudFront::${kind}`
  const allowed = (verb: string, id: string, context: HandlerContext) =>
    need(context, [`cloudfront:${verb}${kind}`], frontOf(context).arn(`${arnKind}/${id}`))
  const put = (id: string, properties: Properties, context: HandlerContext): Created => {
    const { state, world } = frontOf(context)
    const key = `etag ${id}`
    state.parts[id] = {
      type,
      name: nameOfPart(properties, configName),
      config: structuredClone(properties[configName] ?? properties),
      modifiedAt: context.now,
      etag: `E${world.hex(`${key} ${world.count(key)}`, 13).toUpperCase()}`,
    }
    return { physicalId: id, attributes: { Id: id, LastModifiedTime: new Date(context.now).toISOString() } }
  }
  return {
    type,
    create(properties, context) {
      const { state, world } = frontOf(context)
      const name = nameOfPart(properties, configName)
      if (Object.values(state.parts).some((part) => part.type === type && part.name === name)) {
        throw new AwsError(`${kind}AlreadyExists`, `The ${kind} ${name} already exists.`, 409)
      }
      const hex = world.hex(`${type} ${context.account} ${world.count(`${type} ${context.account}`)}`, 40)
      const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
        '-',
      )
      const id = kind === 'OriginAccessControl' ? `E${base32(hex, 13)}` : uuid
      allowed('Create', id, context)
      return put(id, properties, context)
    },
    update(id, properties, _before, context) {
      allowed('Update', id, context)
      return put(id, properties, context)
    },
    remove(id, _properties, context) {
      allowed('Delete', id, context)
      delete frontOf(context).state.parts[id]
    },
  }
}

function nameOfPart(properties: Properties, configName: string): string {
  const config: unknown = properties[configName]
  return requireProperty(typeof config === 'object' && config !== null ? config : properties, 'Name')
}

/** Ref of a function is its ARN; its id is its name. */
const functionHandler: ResourceHandler = {
  type: 'AWS::CloudFront::Function',
  create: (properties, context) => {
    const { state, arn } = frontOf(context)
    const name = requireProperty(properties, 'Name')
    if (state.parts[arn(`function/${name}`)])
      throw new AwsError('FunctionAlreadyExists', `The function ${name} already exists.`, 409)
    return putFunction('cloudfront:CreateFunction', properties, context)
  },
  update: (_id, properties, _before, context) => putFunction('cloudfront:UpdateFunction', properties, context),
  remove(id, _properties, context) {
    need(context, ['cloudfront:DeleteFunction'], id)
    delete frontOf(context).state.parts[id]
  },
}

function putFunction(action: string, properties: Properties, context: HandlerContext): Created {
  const { state, arn, world } = frontOf(context)
  const name = requireProperty(properties, 'Name')
  const id = arn(`function/${name}`)
  const publish = String(properties.AutoPublish) === 'true' ? ['cloudfront:PublishFunction'] : []
  need(context, [action, ...publish], id)
  requireProperty(properties, 'FunctionCode')
  state.parts[id] = {
    type: 'AWS::CloudFront::Function',
    name,
    config: structuredClone(properties),
    modifiedAt: context.now,
    etag: `E${world.hex(`etag ${id} ${world.count(`etag ${id}`)}`, 13).toUpperCase()}`,
  }
  const Stage = publish.length === 0 ? 'DEVELOPMENT' : 'LIVE'
  return { physicalId: id, attributes: { FunctionARN: id, 'FunctionMetadata.FunctionARN': id, Stage } }
}

function frontOf(context: HandlerContext) {
  return context.world.context<CloudFrontState>('cloudfront', context)
}

export const cloudFrontResources: ResourceHandler[] = [
  distributionHandler,
  functionHandler,
  partHandler('OriginAccessControl', 'OriginAccessControlConfig', 'origin-access-control'),
  partHandler('CachePolicy', 'CachePolicyConfig', 'cache-policy'),
  partHandler('OriginRequestPolicy', 'OriginRequestPolicyConfig', 'origin-request-policy'),
  partHandler('ResponseHeadersPolicy', 'ResponseHeadersPolicyConfig', 'response-headers-policy'),
]
