/** AWS::ApplicationAutoScaling::ScalableTarget and ScalingPolicy. */
import { nameOf } from '../kernel/handlers.ts'
import type { HandlerContext, Output, Properties, ResourceHandler } from '../kernel/types.ts'
import { scalingService } from './state.ts'

function call(context: HandlerContext, operation: string, input: Properties): Promise<Output> {
  return context.world.call(scalingService, operation, input, context, context.caller)
}

/** Ref of a target is RESOURCE|DIMENSION|NAMESPACE, and policies name their target by it. */
function keyOfRef(ref: string): Properties {
  const [ResourceId, ScalableDimension, ServiceNamespace] = ref.split('|')
  return { ResourceId, ScalableDimension, ServiceNamespace }
}

function refOf({ ResourceId, ScalableDimension, ServiceNamespace }: Properties): string {
  return [ResourceId, ScalableDimension, ServiceNamespace].join('|')
}

export const scalableTargetResource: ResourceHandler = {
  type: 'AWS::ApplicationAutoScaling::ScalableTarget',
  async create(properties, context) {
    const output = await call(context, 'RegisterScalableTarget', properties)
    const physicalId = refOf(properties)
    return { physicalId, attributes: { Id: physicalId, ScalableTargetARN: String(output?.ScalableTargetARN) } }
  },
  update(_physicalId, properties, _before, context) {
    return this.create(properties, context)
  },
  async remove(physicalId, _properties, context) {
    await call(context, 'DeregisterScalableTarget', keyOfRef(physicalId))
  },
}

function policyInput(properties: Properties, context: HandlerContext): Properties {
  const { ScalingTargetId, ...rest } = properties
  const PolicyName = nameOf(properties.PolicyName, context, 256)
  return { ...(ScalingTargetId === undefined ? {} : keyOfRef(String(ScalingTargetId))), ...rest, PolicyName }
}

export const scalingPolicyResource: ResourceHandler = {
  type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
  async create(properties, context) {
    const output = await call(context, 'PutScalingPolicy', policyInput(properties, context))
    const arn = String(output?.PolicyARN)
    return { physicalId: arn, attributes: { Arn: arn } }
  },
  update(_physicalId, properties, _before, context) {
    return this.create(properties, context)
  },
  async remove(physicalId, properties, context) {
    const PolicyName = physicalId.split(':policyName/')[1]
    await call(context, 'DeleteScalingPolicy', { ...policyInput(properties, context), PolicyName })
  },
}
