/** ECS service deployments and revisions, and endpoints that have none. */
import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  ListServiceDeploymentsCommand,
  type Service,
  type ServiceDeployment,
  type ServiceDeploymentBrief,
  type ServiceRevision,
  type ServiceRevisionSummary,
} from '@aws-sdk/client-ecs'
import type { DeserializeMiddleware } from '@smithy/types'
import { explainAwsError } from '../aws/access-error.ts'
import { awsErrorName } from '../errors.ts'
import type { EcsContext } from './context.ts'
import type { ServiceName } from './order.ts'
import type { RolloutApi, RolloutView, TaskCounts } from './rollout-view.ts'

type Context = Pick<EcsContext, 'ecs'>

/** Undefined where ECS has forgotten it (after 90 days). */
export async function describeRollout({ ecs }: Context, arn: string): Promise<RolloutView | undefined> {
  const answer = await ecs
    .send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }))
    .catch((thrown: unknown) => {
      throw explainAwsError(thrown, `reading the service deployment ${arn}`)
    })
  const found = answer.serviceDeployments?.[0]
  return found && viewOf(found, arn)
}

function viewOf(found: ServiceDeployment, arn: string): RolloutView {
  const { statusReason, lifecycleStage, targetServiceRevision, sourceServiceRevisions, rollback } = found
  const { deploymentCircuitBreaker: breaker, alarms } = found
  return {
    api: 'service-deployments',
    id: arn,
    status: found.status ?? 'UNKNOWN',
    ...(statusReason && { statusReason }),
    createdAt: found.createdAt?.getTime() ?? 0,
    ...(lifecycleStage && { lifecycleStage }),
    ...(targetServiceRevision?.arn && { targetRevision: targetServiceRevision.arn }),
    sourceRevisions: (sourceServiceRevisions ?? []).flatMap((revision) => (revision.arn ? [revision.arn] : [])),
    target: counts(targetServiceRevision ? [targetServiceRevision] : []),
    sources: counts(sourceServiceRevisions ?? []),
    failedTasks: breaker?.failureCount ?? 0,
    ...(breaker?.threshold !== undefined && { failureThreshold: breaker.threshold }),
    breakerTriggered: breaker?.status === 'TRIGGERED',
    triggeredAlarms: alarms?.triggeredAlarmNames ?? [],
    ...(rollback && {
      rollback: {
        reason: rollback.reason ?? '',
        ...(rollback.serviceRevisionArn && { revision: rollback.serviceRevisionArn }),
      },
    }),
  }
}

function counts(revisions: readonly ServiceRevisionSummary[]): TaskCounts {
  const sum = (read: (revision: ServiceRevisionSummary) => number | undefined) =>
    revisions.reduce((total, revision) => total + (read(revision) ?? 0), 0)
  return {
    requested: sum((revision) => revision.requestedTaskCount),
    running: sum((revision) => revision.runningTaskCount),
    pending: sum((revision) => revision.pendingTaskCount),
  }
}

/** Those created after `after` (epoch milliseconds by AWS's clock), in no particular order. */
export async function listRollouts(
  { ecs }: Context,
  { cluster, service }: ServiceName,
  after: number,
): Promise<ServiceDeploymentBrief[]> {
  const found: ServiceDeploymentBrief[] = []
  let nextToken: string | undefined
  do {
    const input = { cluster, service, createdAt: { after: new Date(after) }, maxResults: 100 }
    const answer = await ecs
      .send(new ListServiceDeploymentsCommand({ ...input, ...(nextToken && { nextToken }) }))
      .catch((thrown: unknown) => {
        throw explainAwsError(thrown, `listing the service deployments of ${service}`)
      })
    found.push(...(answer.serviceDeployments ?? []))
    nextToken = answer.nextToken
  } while (nextToken !== undefined)
  return found
}

// Documentation of DescribeServiceRevisions: "You can specify up to 20 ARNs".
const arnsPerCall = 20

/** By ARN; revisions that ECS has forgotten are not in it. */
export async function describeRevisions(
  { ecs }: Context,
  arns: readonly string[],
): Promise<Map<string, ServiceRevision>> {
  const wanted = [...new Set(arns)]
  const found = new Map<string, ServiceRevision>()
  for (let start = 0; start < wanted.length; start += arnsPerCall) {
    const answer = await ecs
      .send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: wanted.slice(start, start + arnsPerCall) }))
      .catch((thrown: unknown) => {
        throw explainAwsError(thrown, 'reading service revisions')
      })
    for (const revision of answer.serviceRevisions ?? []) found.set(revision.serviceRevisionArn ?? '', revision)
  }
  return found
}

/**
 * AWS names the current service deployment in DescribeServices. Where that is missing, one call tells whether the
 * service has just not been deployed for long, or the endpoint (moto, LocalStack) lacks the API.
 */
export async function rolloutApiOf({ ecs }: Context, name: ServiceName, service: Service): Promise<RolloutApi> {
  if (service.currentServiceDeployment !== undefined) return 'service-deployments'
  const { cluster, service: serviceName } = name
  const command = new ListServiceDeploymentsCommand({ cluster, service: serviceName, maxResults: 1 })
  command.middlewareStack.add(refuseMissing as never, { step: 'deserialize', priority: 'low' })
  try {
    await ecs.send(command)
    return 'service-deployments'
  } catch (thrown) {
    if (thrown instanceof MissingOperation || missingNames.has(awsErrorName(thrown) ?? '')) return 'deployments'
    throw explainAwsError(thrown, `listing the service deployments of ${serviceName}`)
  }
}

class MissingOperation extends Error {}

const missingNames = new Set([
  'UnknownOperationException',
  'InvalidAction',
  'UnknownOperation',
  'NotImplemented',
  'NotImplementedException',
])

/** LocalStack answers 501; moto answers 500 with a web page. Neither is worth the retries that the SDK makes of a 5xx. */
const refuseMissing: DeserializeMiddleware<object, object> = (next) => async (args) => {
  const result = await next(args)
  const { statusCode, headers } = result.response as { statusCode: number; headers: Record<string, string> }
  const page = (headers['content-type'] ?? '').startsWith('text/html')
  if (statusCode === 501 || (statusCode === 500 && page)) throw new MissingOperation(`HTTP ${statusCode}`)
  return result
}
