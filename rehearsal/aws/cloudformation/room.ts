/** AWS CloudFormation: change sets, stacks and their resources. What it does and where that is from: spec.md. */
import type { Plain, Room } from '../kernel/types.ts'
import { advance, poll, type Step } from './engine/advance.ts'
import { advanceChangeSet } from './engine/change-set.ts'
import { finishDetection } from './engine/drift.ts'
import type { Cfn } from './names.ts'
import { nestedStack, waitConditionHandle } from './nested-stack.ts'
import {
  createChangeSet,
  deleteChangeSet,
  describeChangeSet,
  executeChangeSet,
  listChangeSets,
} from './operations/change-sets.ts'
import { createStack, updateStack } from './operations/direct.ts'
import {
  describeStackDriftDetectionStatus,
  describeStackResourceDrifts,
  detectStackDrift,
  detectStackResourceDrift,
} from './operations/drift.ts'
import { describeEvents } from './operations/events.ts'
import {
  cancelUpdateStack,
  continueUpdateRollback,
  deleteStack,
  describeStackEvents,
  describeStackResource,
  describeStackResources,
  describeStacks,
  listExports,
  listStackResources,
  listStacks,
  rollbackStack,
  updateTerminationProtection,
} from './operations/stacks.ts'
import { getTemplate, getTemplateSummary, validateTemplate } from './operations/templates.ts'
import { type CloudFormationState, emptyState } from './state.ts'

export const cloudformation: Room<CloudFormationState> = {
  service: 'cloudformation',
  scope: 'regional',
  protocol: { kind: 'query', version: '2010-05-15', namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/' },
  empty: emptyState,
  operations: {
    CancelUpdateStack: cancelUpdateStack,
    ContinueUpdateRollback: continueUpdateRollback,
    CreateChangeSet: createChangeSet,
    CreateStack: createStack,
    DeleteChangeSet: deleteChangeSet,
    DeleteStack: deleteStack,
    DescribeChangeSet: describeChangeSet,
    DescribeEvents: describeEvents,
    DescribeStackDriftDetectionStatus: describeStackDriftDetectionStatus,
    DescribeStackEvents: describeStackEvents,
    DescribeStackResource: describeStackResource,
    DescribeStackResourceDrifts: describeStackResourceDrifts,
    DescribeStackResources: describeStackResources,
    DescribeStacks: describeStacks,
    DetectStackDrift: detectStackDrift,
    DetectStackResourceDrift: detectStackResourceDrift,
    ExecuteChangeSet: executeChangeSet,
    GetTemplate: getTemplate,
    GetTemplateSummary: getTemplateSummary,
    ListChangeSets: listChangeSets,
    ListExports: listExports,
    ListStackResources: listStackResources,
    ListStacks: listStacks,
    RollbackStack: rollbackStack,
    UpdateStack: updateStack,
    UpdateTerminationProtection: updateTerminationProtection,
    ValidateTemplate: validateTemplate,
  },
  events: {
    'change-set': (data, context) => advanceChangeSet(context, idOf(data)),
    drift: (data, context) => finishDetection(context, idOf(data)),
    async advance(data, context) {
      const { stack, step } = at(data, context)
      if (stack?.operation?.id === step.operationId && stack.operation.phase === step.phase)
        await advance(context, stack)
    },
    async poll(data, context) {
      const { stack, step } = at(data, context)
      if (stack) await poll(context, stack, step)
    },
  },
  resources: [nestedStack, waitConditionHandle],
}

function idOf(data: Plain): string {
  return (data as { id: string }).id
}

function at(data: Plain, context: Cfn) {
  const step = data as Step
  return { stack: context.state.stacks[step.stackId], step }
}
