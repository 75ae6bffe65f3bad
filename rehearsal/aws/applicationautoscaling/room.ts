/** Application Auto Scaling for ECS services, simulated. Rules and sources: ../ecs/spec.md, 'Scaling'. */
import type { Room } from '../kernel/types.ts'
import { deleteScalingPolicy, describeScalingPolicies, putScalingPolicy } from './policies.ts'
import { scalableTargetResource, scalingPolicyResource } from './resources.ts'
import type { ScalingState } from './state.ts'
import { scalingService } from './state.ts'
import { deregisterScalableTarget, describeScalableTargets, registerScalableTarget } from './targets.ts'

export const applicationAutoscaling: Room<ScalingState> = {
  service: scalingService,
  scope: 'regional',
  protocol: { kind: 'json', target: 'AnyScaleFrontendService', version: '1.1' },
  empty: () => ({ targets: {}, policies: {} }),
  operations: {
    RegisterScalableTarget: registerScalableTarget,
    DeregisterScalableTarget: deregisterScalableTarget,
    DescribeScalableTargets: describeScalableTargets,
    PutScalingPolicy: putScalingPolicy,
    DeleteScalingPolicy: deleteScalingPolicy,
    DescribeScalingPolicies: describeScalingPolicies,
  },
  resources: [scalableTargetResource, scalingPolicyResource],
}
