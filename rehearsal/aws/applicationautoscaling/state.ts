/** State of Application Auto Scaling in one account and Region. Times are virtual epoch milliseconds. */
import type { Context, Plain } from '../kernel/types.ts'

export interface ScalableTarget {
  arn: string
  serviceNamespace: string
  resourceId: string
  scalableDimension: string
  minCapacity: number
  maxCapacity: number
  roleArn: string
  createdAt: number
}

export interface ScalingPolicy {
  arn: string
  name: string
  type: string
  serviceNamespace: string
  resourceId: string
  scalableDimension: string
  /** TargetTrackingScalingPolicyConfiguration or StepScalingPolicyConfiguration, as given. */
  configuration: Record<string, Plain>
  createdAt: number
}

export interface ScalingState {
  /** By NAMESPACE|RESOURCE|DIMENSION. */
  targets: Record<string, ScalableTarget>
  /** By ARN. */
  policies: Record<string, ScalingPolicy>
}

export type Scaling = Context<ScalingState>

/** The signing name and the key in `World.state`. */
export const scalingService = 'application-autoscaling'
