/** The service as it is. */
import { DescribeServicesCommand, ListClustersCommand, ListServicesCommand, type Service } from '@aws-sdk/client-ecs'
import { explainAwsError, isAccessDenied } from '../aws/access-error.ts'
import { awsErrorName, userError } from '../errors.ts'
import type { EcsContext } from './context.ts'
import type { ServiceName } from './order.ts'

type Context = Pick<EcsContext, 'ecs'>

/** Throws a user error that names what there is, where the cluster or the service doesn't exist. */
export async function describeService(context: Context, { cluster, service }: ServiceName): Promise<Service> {
  const answer = await context.ecs
    .send(new DescribeServicesCommand({ cluster, services: [service] }))
    .catch(async (thrown: unknown) => {
      if (awsErrorName(thrown) === 'ClusterNotFoundException') throw await noCluster(context, cluster, thrown)
      throw explainAwsError(thrown, `reading the service ${service}`)
    })
  const found = answer.services?.[0]
  if (found === undefined || found.status === 'INACTIVE') throw await noService(context, cluster, service)
  return found
}

async function noCluster({ ecs }: Context, cluster: string, cause: unknown): Promise<Error> {
  const there = await names(async () => (await ecs.send(new ListClustersCommand({}))).clusterArns)
  return userError({
    code: 'unknown-cluster',
    message: `there is no ECS cluster "${cluster}" in this account and Region${there}`,
    cure: 'Correct `cluster`, or the Region or role of the job.',
    cause,
  })
}

async function noService({ ecs }: Context, cluster: string, service: string): Promise<Error> {
  const there = await names(
    async () => (await ecs.send(new ListServicesCommand({ cluster, maxResults: 50 }))).serviceArns,
  )
  return userError({
    code: 'unknown-service',
    message: `the ECS cluster "${cluster}" has no service "${service}"${there}`,
    cure: 'Correct `service` or `cluster`; the service has to exist before it can be deployed.',
  })
}

/** What would have been legal, where this role may know it: the missing service is the error, not the missing right. */
async function names(list: () => Promise<string[] | undefined>): Promise<string> {
  try {
    const found = ((await list()) ?? []).map(lastPart)
    return found.length === 0 ? '; there is none at all' : `; legal are ${found.join(', ')}`
  } catch (thrown) {
    if (isAccessDenied(thrown)) return ''
    throw explainAwsError(thrown, 'listing what there is')
  }
}

/** 'arn:…:task-definition/backend:7' → 'backend:7'. */
export function lastPart(arn: string): string {
  return arn.split('/').at(-1) ?? arn
}
