/** CloudFront's data and the rules of invalidations, apart from the wire. */
import { AwsError, type Context } from '../kernel/types.ts'

export interface Invalidation {
  id: string
  callerReference: string
  paths: string[]
  status: 'InProgress' | 'Completed'
  createdAt: number
}

export interface Distribution {
  id: string
  arn: string
  domainName: string
  status: 'InProgress' | 'Deployed'
  modifiedAt: number
  etag: string
  /** DistributionConfig as the template gave it. */
  config: Record<string, unknown>
  callerReference: string
  tags: Record<string, string>
  /** Newest last. */
  invalidations: Invalidation[]
}

export interface CloudFrontState {
  /** By id. */
  distributions: Record<string, Distribution>
  /** Policies, access controls and functions by id. */
  parts: Record<string, { type: string; name: string; config: unknown; modifiedAt: number; etag: string }>
}

/** "You can have invalidation requests for up to 3,000 files per distribution in progress at one time … up to 15 wildcard." */
const pathsInProgress = 3000
const wildcardsInProgress = 15
/** AWS only says that most finish within minutes; a minute of virtual time is a choice. */
export const invalidationMs = 60_000
/** Likewise for the time in which a change reaches all edges. */
export const deploymentMs = 180_000

/**
 * Starts an invalidation, or finds the one that the same reference and paths
 * started before. InvalidationBatchAlreadyExists, TooManyInvalidationsInProgress, InvalidArgument.
 */
export function invalidate(
  context: Context<CloudFrontState>,
  distribution: Distribution,
  callerReference: string,
  paths: string[],
): Invalidation {
  for (const path of paths) checkPath(path)
  const before = distribution.invalidations.find((one) => one.callerReference === callerReference)
  if (before) {
    if ([...before.paths].sort().join('\n') === [...paths].sort().join('\n')) return before
    const message = `Invalidation batch with callerReference ${callerReference} already exists with a different set of paths.`
    throw new AwsError('InvalidationBatchAlreadyExists', message)
  }
  const busy = distribution.invalidations.filter((one) => one.status === 'InProgress').flatMap((one) => one.paths)
  const all = [...busy, ...paths]
  const wildcards = all.filter((path) => path.endsWith('*')).length
  if (wildcards > wildcardsInProgress || all.length - wildcards > pathsInProgress) {
    const message =
      'Processing your request will cause you to exceed the maximum number of in-progress wildcard invalidations or paths.'
    throw new AwsError('TooManyInvalidationsInProgress', message)
  }
  const key = `invalidation ${distribution.id}`
  const invalidation: Invalidation = {
    id: `I${context.world.hex(`${key} ${context.world.count(key)}`, 24).toUpperCase()}`,
    callerReference,
    paths,
    status: 'InProgress',
    createdAt: context.now,
  }
  distribution.invalidations.push(invalidation)
  context.schedule(invalidationMs, 'invalidated', { distribution: distribution.id, invalidation: invalidation.id })
  tell(context, distribution, invalidation, `invalidation of ${paths.join(', ')} started`)
  return invalidation
}

/** A path of the distribution, or #tag since April 2026 (Paths.Items: ["#tag"]). */
function checkPath(path: string): void {
  if (path.startsWith('#') && path.length > 1 && !path.includes('*')) return
  const star = path.indexOf('*')
  if (path.startsWith('/') && (star < 0 || star === path.length - 1)) return
  throw new AwsError('InvalidArgument', `Your request contains one or more invalid invalidation paths: ${path}`)
}

export function completeInvalidation(data: unknown, context: Context<CloudFrontState>): void {
  const { distribution: id, invalidation: invalidationId } = data as { distribution: string; invalidation: string }
  const distribution = context.state.distributions[id]
  const invalidation = distribution?.invalidations.find((one) => one.id === invalidationId)
  if (!distribution || !invalidation) return
  invalidation.status = 'Completed'
  tell(context, distribution, invalidation, `invalidation of ${invalidation.paths.join(', ')} complete`)
}

function tell(
  context: Context<CloudFrontState>,
  distribution: Distribution,
  invalidation: Invalidation,
  text: string,
): void {
  const environment = distribution.tags.Environment
  context.world.timeline({
    account: context.account,
    region: context.region,
    ...(environment === undefined ? {} : { environment }),
    service: 'cloudfront',
    kind: 'invalidation',
    subject: `${distribution.id}/${invalidation.id}`,
    text,
  })
}

/** A change of the configuration is on its way to the edges for a while. */
export function deploy(context: Context<CloudFrontState>, distribution: Distribution): void {
  distribution.status = 'InProgress'
  distribution.modifiedAt = context.now
  const key = `etag ${distribution.id}`
  distribution.etag = `E${context.world.hex(`${key} ${context.world.count(key)}`, 13).toUpperCase()}`
  context.schedule(deploymentMs, 'deployed', { distribution: distribution.id, etag: distribution.etag })
}

export function finishDeployment(data: unknown, context: Context<CloudFrontState>): void {
  const { distribution: id, etag } = data as { distribution: string; etag: string }
  const distribution = context.state.distributions[id]
  // A later change has its own end.
  if (distribution?.etag === etag) distribution.status = 'Deployed'
}

export function findDistribution(state: CloudFrontState, id: unknown): Distribution {
  const distribution = state.distributions[String(id)]
  if (!distribution) throw new AwsError('NoSuchDistribution', 'The specified distribution does not exist.', 404)
  return distribution
}
