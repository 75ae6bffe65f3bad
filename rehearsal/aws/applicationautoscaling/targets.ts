/** Scalable targets: how many tasks a service may have. */
import type { Input, Operation, Permission } from '../kernel/types.ts'
import { AwsError } from '../kernel/types.ts'
import type { ScalableTarget, Scaling, ScalingState } from './state.ts'

export type ScalingOperation = Operation<ScalingState>

export interface Key {
  serviceNamespace: string
  resourceId: string
  scalableDimension: string
}

export function keyOf(input: Input): Key {
  const { ServiceNamespace, ResourceId, ScalableDimension } = input
  if (ServiceNamespace !== 'ecs' || ScalableDimension !== 'ecs:service:DesiredCount') {
    const message = `The simulated account scales only ecs:service:DesiredCount, not ${ServiceNamespace} ${ScalableDimension}`
    throw new AwsError('ValidationException', message)
  }
  if (!/^service\/[^/]+\/[^/]+$/.test(String(ResourceId))) {
    throw new AwsError('ValidationException', `Unsupported resource id: ${ResourceId}`)
  }
  return { serviceNamespace: ServiceNamespace, resourceId: ResourceId, scalableDimension: ScalableDimension }
}

export function textKey(key: Key): string {
  return [key.serviceNamespace, key.resourceId, key.scalableDimension].join('|')
}

/** All writes are checked on the scalable target; its id is unknown before it is made. */
export function needs(action: string, input: Input, context: Scaling): Permission[] {
  const found = context.state.targets[[input.ServiceNamespace, input.ResourceId, input.ScalableDimension].join('|')]
  const keys = {
    'application-autoscaling:service-namespace': String(input.ServiceNamespace),
    'application-autoscaling:scalable-dimension': String(input.ScalableDimension),
  }
  const resource = found?.arn ?? context.arn('scalable-target/*')
  return [{ action: `application-autoscaling:${action}`, resource, context: keys }]
}

export function findTarget(state: ScalingState, key: Key): ScalableTarget {
  const found = state.targets[textKey(key)]
  if (found !== undefined) return found
  const message = `No scalable target found for service namespace: ${key.serviceNamespace}, resource ID: ${key.resourceId}, scalable dimension: ${key.scalableDimension}`
  throw new AwsError('ObjectNotFoundException', message)
}

export const registerScalableTarget: ScalingOperation = {
  needs: (input, context) => needs('RegisterScalableTarget', input, context),
  async run(input, context) {
    const key = keyOf(input)
    const before = context.state.targets[textKey(key)]
    const minCapacity = Number(input.MinCapacity ?? before?.minCapacity)
    const maxCapacity = Number(input.MaxCapacity ?? before?.maxCapacity)
    if (!(minCapacity >= 0 && maxCapacity >= minCapacity)) {
      throw new AwsError('ValidationException', 'Maximum capacity cannot be less than minimum capacity')
    }
    const role =
      'aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService'
    const id = context.world.hex(`scalable-target ${context.account}/${context.region}/${textKey(key)}`, 32)
    const target: ScalableTarget = {
      ...key,
      arn: before?.arn ?? context.arn(`scalable-target/${id}`),
      minCapacity,
      maxCapacity,
      roleArn: String(input.RoleARN ?? before?.roleArn ?? `arn:aws:iam::${context.account}:role/${role}`),
      createdAt: before?.createdAt ?? context.now,
    }
    await bringWithinLimits(context, target)
    context.state.targets[textKey(key)] = target
    return { ScalableTargetARN: target.arn }
  },
}

/** A service outside its limits is brought to the nearer one. Without load, nothing else scales in a rehearsal. */
async function bringWithinLimits(context: Scaling, target: ScalableTarget): Promise<void> {
  const [, cluster, service] = target.resourceId.split('/')
  const output = await context.world.call('ecs', 'DescribeServices', { cluster, services: [service] }, context)
  const [found] = (output?.services ?? []) as { desiredCount: number; status: string }[]
  if (found?.status !== 'ACTIVE') {
    throw new AwsError('ValidationException', `ECS service doesn't exist: ${target.resourceId}`)
  }
  const desiredCount = Math.min(target.maxCapacity, Math.max(target.minCapacity, found.desiredCount))
  if (desiredCount === found.desiredCount) return
  await context.world.call('ecs', 'UpdateService', { cluster, service, desiredCount }, context)
}

export const deregisterScalableTarget: ScalingOperation = {
  needs: (input, context) => needs('DeregisterScalableTarget', input, context),
  run(input, context) {
    const target = findTarget(context.state, keyOf(input))
    delete context.state.targets[textKey(target)]
    for (const policy of Object.values(context.state.policies)) {
      if (textKey(policy) === textKey(target)) delete context.state.policies[policy.arn]
    }
    return {}
  },
}

export const describeScalableTargets: ScalingOperation = {
  needs: () => [{ action: 'application-autoscaling:DescribeScalableTargets', resource: '*' }],
  run: (input, context) => ({
    ScalableTargets: Object.values(context.state.targets)
      .filter((target) => target.serviceNamespace === input.ServiceNamespace)
      .filter((target) => input.ResourceIds === undefined || input.ResourceIds.includes(target.resourceId))
      .map((target) => ({
        ServiceNamespace: target.serviceNamespace,
        ResourceId: target.resourceId,
        ScalableDimension: target.scalableDimension,
        MinCapacity: target.minCapacity,
        MaxCapacity: target.maxCapacity,
        RoleARN: target.roleArn,
        CreationTime: target.createdAt / 1000,
        ScalableTargetARN: target.arn,
      })),
  }),
}
