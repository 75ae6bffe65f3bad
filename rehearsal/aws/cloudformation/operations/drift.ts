/** Drift: what is there against what the template made ("Detect unmanaged configuration changes"). */
import { pageOf } from '../../kernel/paging.ts'
import { type Operation as ApiOperation, AwsError } from '../../kernel/types.ts'
import { detectDrift } from '../engine/drift.ts'
import { type Cfn, isBusy, newUuid, requireStack } from '../names.ts'
import type { CloudFormationState, DriftDetection, Stack, StackResource } from '../state.ts'
import { invalid } from '../template/model.ts'
import { time } from '../views/stack.ts'
import { list } from './definition.ts'
import { onStack } from './stacks.ts'

type Operation = ApiOperation<CloudFormationState>

export const detectStackDrift: Operation = {
  needs: onStack('DetectStackDrift'),
  run(input, context) {
    const stack = requireStack(context, input.StackName)
    if (isBusy(stack))
      throw invalid(`Drift detection cannot be performed on stack [${stack.id}] while it is in ${stack.status}`)
    const only = list(input.LogicalResourceIds)
    const detection: DriftDetection = {
      id: newUuid(context, 'drift'),
      stackId: stack.id,
      startedAt: context.now,
      status: 'DETECTION_IN_PROGRESS',
      drifted: 0,
      stackDriftStatus: 'UNKNOWN',
      ...(only.length === 0 ? {} : { only }),
    }
    context.state.drifts[detection.id] = detection
    context.schedule(5000, 'drift', { id: detection.id })
    return { StackDriftDetectionId: detection.id }
  },
}

export const describeStackDriftDetectionStatus: Operation = {
  needs: () => [{ action: 'cloudformation:DescribeStackDriftDetectionStatus', resource: '*' }],
  run(input, context) {
    const detection = context.state.drifts[String(input.StackDriftDetectionId)]
    if (!detection) throw invalid(`StackDriftDetectionId ${String(input.StackDriftDetectionId)} does not exist`)
    const done = detection.status === 'DETECTION_COMPLETE'
    return {
      StackId: detection.stackId,
      StackDriftDetectionId: detection.id,
      DetectionStatus: detection.status,
      ...(done ? { StackDriftStatus: detection.stackDriftStatus, DriftedStackResourceCount: detection.drifted } : {}),
      Timestamp: time(detection.startedAt),
    }
  },
}

export const describeStackResourceDrifts: Operation = {
  needs: onStack('DescribeStackResourceDrifts'),
  run(input, context) {
    const stack = requireStack(context, input.StackName)
    const wanted = list(input.StackResourceDriftStatusFilters)
    const drifts = Object.values(stack.resources)
      .filter((resource) => resource.drift !== undefined)
      .filter((resource) => wanted.length === 0 || wanted.includes(resource.drift?.status ?? ''))
      .map((resource) => driftView(stack, resource))
    const { items, nextToken } = pageOf(drifts, Number(input.MaxResults ?? 100), input.NextToken, 'ValidationError')
    return { StackResourceDrifts: items, NextToken: nextToken }
  },
}

export const detectStackResourceDrift: Operation = {
  needs: onStack('DetectStackResourceDrift'),
  run(input, context) {
    const stack = requireStack(context, input.StackName)
    const resource = stack.resources[String(input.LogicalResourceId)]
    if (!resource) {
      throw invalid(`Resource ${String(input.LogicalResourceId)} does not exist for stack ${stack.name}`)
    }
    detectDrift(context as Cfn, stack, resource)
    return { StackResourceDrift: driftView(stack, resource) }
  },
}

function driftView(stack: Stack, resource: StackResource) {
  const { drift } = resource
  if (!drift) throw new AwsError('ValidationError', `Drift of ${resource.logicalId} was not detected yet`)
  return {
    StackId: stack.id,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    ExpectedProperties: drift.expected,
    ActualProperties: drift.actual,
    PropertyDifferences: drift.differences,
    StackResourceDriftStatus: drift.status,
    Timestamp: time(drift.checkedAt),
  }
}
