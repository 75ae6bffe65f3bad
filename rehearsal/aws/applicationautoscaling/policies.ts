/** Scaling policies. They are kept and described; nothing makes load in a rehearsal, so they never act. */
import { AwsError } from '../kernel/types.ts'
import type { ScalingPolicy } from './state.ts'
import type { ScalingOperation } from './targets.ts'
import { findTarget, keyOf, needs, textKey } from './targets.ts'

export const putScalingPolicy: ScalingOperation = {
  needs: (input, context) => needs('PutScalingPolicy', input, context),
  run(input, context) {
    const key = keyOf(input)
    findTarget(context.state, key)
    const name = String(input.PolicyName)
    const before = Object.values(context.state.policies).find(
      (policy) => policy.name === name && textKey(policy) === textKey(key),
    )
    const id = context.world.hex(`scaling policy ${context.account}/${context.region}/${textKey(key)}/${name}`, 32)
    const configuration = ['TargetTrackingScalingPolicyConfiguration', 'StepScalingPolicyConfiguration'].filter(
      (field) => input[field] !== undefined,
    )
    if (configuration.length !== 1)
      throw new AwsError('ValidationException', 'Exactly one policy configuration is needed')
    const policy: ScalingPolicy = {
      ...key,
      arn: before?.arn ?? context.arn(`scalingPolicy:${id}:resource/ecs/${key.resourceId}:policyName/${name}`),
      name,
      type: String(input.PolicyType ?? before?.type ?? 'StepScaling'),
      configuration: Object.fromEntries(configuration.map((field) => [field, structuredClone(input[field])])),
      createdAt: before?.createdAt ?? context.now,
    }
    context.state.policies[policy.arn] = policy
    return { PolicyARN: policy.arn, Alarms: [] }
  },
}

export const deleteScalingPolicy: ScalingOperation = {
  needs: (input, context) => needs('DeleteScalingPolicy', input, context),
  run(input, context) {
    const key = textKey(keyOf(input))
    const found = Object.values(context.state.policies).find(
      (policy) => policy.name === input.PolicyName && textKey(policy) === key,
    )
    if (found === undefined)
      throw new AwsError('ObjectNotFoundException', `No scaling policy found: ${input.PolicyName}`)
    delete context.state.policies[found.arn]
    return {}
  },
}

export const describeScalingPolicies: ScalingOperation = {
  needs: () => [{ action: 'application-autoscaling:DescribeScalingPolicies', resource: '*' }],
  run: (input, context) => ({
    ScalingPolicies: Object.values(context.state.policies)
      .filter((policy) => policy.serviceNamespace === input.ServiceNamespace)
      .filter((policy) => input.ResourceId === undefined || policy.resourceId === input.ResourceId)
      .map((policy) => ({
        PolicyARN: policy.arn,
        PolicyName: policy.name,
        PolicyType: policy.type,
        ServiceNamespace: policy.serviceNamespace,
        ResourceId: policy.resourceId,
        ScalableDimension: policy.scalableDimension,
        ...policy.configuration,
        Alarms: [],
        CreationTime: policy.createdAt / 1000,
      })),
  }),
}
