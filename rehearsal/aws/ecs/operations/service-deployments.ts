/** Service deployments and revisions: list, describe, stop, continue. */
import type { Permission } from '../../kernel/types.ts'
import { AwsError } from '../../kernel/types.ts'
import { findService, findServiceDeployment } from '../names.ts'
import { planWake } from '../reconcile.ts'
import { isOver, move } from '../service-deployment.ts'
import type { Ecs, Service, ServiceDeployment } from '../state.ts'
import { revisionView, rolloutBrief, rolloutView } from '../views.ts'
import type { EcsOperation } from './shared.ts'
import { inCluster, invalid, items, list, page, serviceArn } from './shared.ts'

/** arn:…:service-deployment/CLUSTER/SERVICE/ID */
function needs(action: string, arn: unknown, context: Ecs): Permission {
  const resource = String(arn)
  return { action: `ecs:${action}`, resource, context: inCluster(context, resource.split('/')[1]) }
}

export const listServiceDeployments: EcsOperation = {
  needs: (input, context) => [
    {
      action: 'ecs:ListServiceDeployments',
      resource: serviceArn(context, input.cluster, input.service),
      context: inCluster(context, input.cluster),
    },
  ],
  run(input, context) {
    const service = findService(context.state, input.cluster, input.service)
    const states = list(input.status)
    const after = milliseconds(input.createdAt?.after, 0)
    const before = milliseconds(input.createdAt?.before, Number.POSITIVE_INFINITY)
    // History is kept for 90 days.
    const kept = context.now - 90 * 24 * 3_600_000
    const all = Object.values(context.state.serviceDeployments)
      .filter((rollout) => rollout.serviceArn === service.arn && rollout.createdAt > kept)
      .filter((rollout) => states.length === 0 || states.includes(rollout.status))
      .filter((rollout) => rollout.createdAt > after && rollout.createdAt < before)
      .reverse()
    const { page: found, ...rest } = page(all, input, 20)
    return { serviceDeployments: found.map(rolloutBrief), ...rest }
  },
}

/** Timestamps come as seconds; some clients send ISO text. */
function milliseconds(value: unknown, otherwise: number): number {
  if (value === undefined || value === null) return otherwise
  return typeof value === 'number' ? value * 1000 : Date.parse(String(value))
}

export const describeServiceDeployments: EcsOperation = {
  needs: (input, context) =>
    list(input.serviceDeploymentArns).map((arn) => needs('DescribeServiceDeployments', arn, context)),
  run(input, context) {
    const arns = items(input, 'serviceDeploymentArns', 20)
    const found = arns.map((arn) => context.state.serviceDeployments[arn])
    return {
      serviceDeployments: found.filter((each) => each !== undefined).map((each) => rolloutView(context, each)),
      failures: missing(arns, found),
    }
  },
}

export const describeServiceRevisions: EcsOperation = {
  needs: (input, context) =>
    list(input.serviceRevisionArns).map((arn) => needs('DescribeServiceRevisions', arn, context)),
  run(input, context) {
    const arns = items(input, 'serviceRevisionArns', 20)
    const found = arns.map((arn) => context.state.serviceRevisions[arn])
    return {
      serviceRevisions: found.filter((each) => each !== undefined).map((each) => revisionView(context, each)),
      failures: missing(arns, found),
    }
  },
}

function missing(arns: string[], found: unknown[]): { arn: string; reason: string }[] {
  return arns.filter((_, index) => found[index] === undefined).map((arn) => ({ arn, reason: 'MISSING' }))
}

export const stopServiceDeployment: EcsOperation = {
  needs: (input, context) => [needs('StopServiceDeployment', input.serviceDeploymentArn, context)],
  run(input, context) {
    const rollout = findServiceDeployment(context.state, input.serviceDeploymentArn)
    const stopType = input.stopType ?? 'ROLLBACK'
    if (stopType !== 'ROLLBACK' && stopType !== 'ABORT') throw invalid('stopType must be ROLLBACK or ABORT.')
    if (isOver(rollout) || (rollout.status !== 'PENDING' && rollout.status !== 'IN_PROGRESS')) {
      const message = `The service deployment is ${rollout.status} and cannot be stopped.`
      throw new AwsError('ConflictException', message)
    }
    const service = serviceOf(context, rollout)
    if (stopType === 'ROLLBACK' && service.stableRevisionArn === undefined) {
      throw new AwsError('ConflictException', 'There is no completed service revision to roll back to.')
    }
    move(context, rollout, stopType === 'ROLLBACK' ? 'ROLLBACK_REQUESTED' : 'STOP_REQUESTED')
    planWake(context, service)
    return { serviceDeploymentArn: rollout.arn }
  },
}

function serviceOf(context: Ecs, rollout: ServiceDeployment): Service {
  const service = Object.values(context.state.services).find((each) => each.arn === rollout.serviceArn)
  if (service === undefined) throw new AwsError('ServiceNotFoundException', 'Service not found.')
  return service
}

/** Only a PAUSE hook that awaits an action can be continued, and rolling deployments have no hooks here. */
export const continueServiceDeployment: EcsOperation = {
  needs: (input, context) => [needs('ContinueServiceDeployment', input.serviceDeploymentArn, context)],
  run(input, context) {
    const rollout = findServiceDeployment(context.state, input.serviceDeploymentArn)
    if (input.hookId === undefined) throw invalid('hookId cannot be empty.')
    throw invalid(`The lifecycle hook ${input.hookId} of service deployment ${rollout.arn} is not awaiting an action.`)
  },
}
