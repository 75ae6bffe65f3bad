/** Everything about a service that is read before anything is decided. */
import type { Service } from '@aws-sdk/client-ecs'
import { userError } from '../errors.ts'
import type { EcsContext } from './context.ts'
import { deploymentsView } from './follow-deployments.ts'
import type { EcsOrder } from './order.ts'
import { isOver, type RolloutApi, type RolloutView } from './rollout-view.ts'
import { describeService } from './service.ts'
import { describeRevisions, describeRollout, rolloutApiOf } from './service-deployments.ts'
import type { RegisteredDefinition } from './task-definition.ts'
import { describeDefinition } from './task-definition-revisions.ts'

export interface ServiceState {
  service: Service
  api: RolloutApi
  live: RegisteredDefinition
  /** The newest rollout, over or not. */
  rollout: RolloutView | undefined
  /** While a rollout is under way: the definitions of both its sides. */
  open: OpenRollout | undefined
}

export interface OpenRollout {
  target: RegisteredDefinition | undefined
  source: RegisteredDefinition | undefined
  rollback: RegisteredDefinition | undefined
}

export async function readState(context: EcsContext, order: EcsOrder): Promise<ServiceState> {
  const service = await describeService(context, order)
  refuseUnfit(service, order)
  const api = await rolloutApiOf(context, order, service)
  const live = await describeDefinition(context, service.taskDefinition ?? '')
  const rollout = await newestRollout(context, service, api)
  const open = rollout && !isOver(rollout) ? await readSides(context, service, rollout, live) : undefined
  return { service, api, live, rollout, open }
}

async function newestRollout(context: EcsContext, service: Service, api: RolloutApi): Promise<RolloutView | undefined> {
  if (api === 'deployments') return deploymentsView(service)
  const arn = service.currentServiceDeployment
  return arn === undefined ? undefined : await describeRollout(context, arn)
}

async function readSides(
  context: EcsContext,
  service: Service,
  rollout: RolloutView,
  live: RegisteredDefinition,
): Promise<OpenRollout> {
  const read = async (arn: string | undefined) =>
    arn === undefined || arn === live.arn ? arn && live : await describeDefinition(context, arn)
  if (rollout.api === 'deployments') {
    const before = service.deployments?.find(({ status }) => status !== 'PRIMARY')?.taskDefinition
    return { target: live, source: (await read(before)) || undefined, rollback: undefined }
  }
  const { targetRevision, sourceRevisions, rollback } = rollout
  const source = sourceRevisions.find((arn) => arn !== targetRevision)
  const arns = [targetRevision, source, rollback?.revision].filter((arn) => arn !== undefined)
  const revisions = await describeRevisions(context, arns)
  const definition = async (arn: string | undefined) =>
    (arn && (await read(revisions.get(arn)?.taskDefinition))) || undefined
  return {
    target: await definition(targetRevision),
    source: await definition(source),
    rollback: await definition(rollback?.revision),
  }
}

function refuseUnfit(service: Service, { service: name, cluster }: EcsOrder): void {
  if (service.status !== 'ACTIVE') {
    throw userError({
      code: 'service-not-active',
      message: `the service "${name}" in the cluster "${cluster}" is ${service.status}, and only an ACTIVE service can be deployed`,
      cure: 'Wait until it is gone and create it again, or name another service.',
    })
  }
  const controller = service.deploymentController?.type ?? 'ECS'
  if (controller !== 'ECS') {
    throw userError({
      code: 'wrong-controller',
      message: `the service "${name}" has the deployment controller ${controller}; legal here is ECS`,
      cure: 'Deploy it with the tool of its controller, or move the service to the ECS controller (UpdateService, deploymentController).',
    })
  }
}
