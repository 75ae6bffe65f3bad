/** AWS::CloudFormation::Stack: a stack as a resource of another, and AWS::CloudFormation::WaitConditionHandle. */
import { AwsError, type Created, type HandlerContext, type Properties, type ResourceHandler } from '../kernel/types.ts'
import { computeChanges } from './change-set/compute.ts'
import { startDelete, startForward } from './engine/start.ts'
import { type Cfn, findStack, newUuid } from './names.ts'
import { definitionFrom } from './operations/definition.ts'
import { newStack } from './operations/new-stack.ts'
import type { Stack } from './state.ts'

function cfnOf(context: HandlerContext): Cfn {
  return context.world.context('cloudformation', context, context.caller)
}

/** The call that a client would have made for this stack. */
function inputOf(properties: Properties, context: HandlerContext) {
  const given = Object.entries((properties.Parameters ?? {}) as Record<string, unknown>)
  return {
    TemplateURL: properties.TemplateURL,
    Parameters: given.map(([key, value]) => ({
      ParameterKey: key,
      ParameterValue: Array.isArray(value) ? value.join(',') : String(value),
    })),
    Tags: Object.entries(context.tags).map(([Key, Value]) => ({ Key, Value })),
    // The parent's caller has acknowledged for the whole tree.
    Capabilities: ['CAPABILITY_NAMED_IAM'],
  }
}

function created(stack: Stack): Created {
  const outputs = stack.outputs.map((output) => [`Outputs.${output.key}`, output.value])
  return { physicalId: stack.id, attributes: Object.fromEntries(outputs) }
}

export const nestedStack: ResourceHandler = {
  type: 'AWS::CloudFormation::Stack',
  async create(properties, context) {
    const cfn = cfnOf(context)
    const parent = findStack(cfn.state, context.stackName)
    const target = await definitionFrom(cfn, inputOf(properties, context), undefined)
    const suffix = newUuid(cfn, 'nested').replaceAll('-', '').slice(0, 13).toUpperCase()
    const stack = newStack(cfn, `${context.stackName}-${context.logicalId}-${suffix}`, target)
    if (parent) {
      stack.parentId = parent.id
      stack.rootId = parent.rootId ?? parent.id
      if (parent.roleArn !== undefined) stack.roleArn = parent.roleArn
    }
    const role = stack.roleArn === undefined ? {} : { roleArn: stack.roleArn }
    startForward(cfn, stack, { target, onFailure: 'nothing', caller: context.caller, ...role })
    return created(stack)
  },
  async update(physicalId, properties, _before, context) {
    const cfn = cfnOf(context)
    const stack = stackAt(cfn, physicalId)
    const target = await definitionFrom(cfn, inputOf(properties, context), stack)
    if (computeChanges(cfn, stack, target).anything) {
      startForward(cfn, stack, { target, onFailure: 'nothing', caller: context.caller })
    }
    return created(stack)
  },
  remove(physicalId, _properties, context) {
    const cfn = cfnOf(context)
    const stack = cfn.state.stacks[physicalId]
    if (!stack || stack.status === 'DELETE_COMPLETE') return
    startDelete(cfn, stack, { leave: [], caller: context.caller })
  },
  stabilized(physicalId, _properties, context) {
    const { status, statusReason } = stackAt(cfnOf(context), physicalId)
    if (status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE') return 'ready'
    if (status.endsWith('_IN_PROGRESS')) return 'pending'
    return { failed: `Embedded stack ${physicalId} was not successfully created or updated: ${statusReason ?? status}` }
  },
  removed(physicalId, context) {
    const { status, statusReason } = stackAt(cfnOf(context), physicalId)
    if (status === 'DELETE_COMPLETE') return 'ready'
    return status === 'DELETE_FAILED' ? { failed: statusReason ?? status } : 'pending'
  },
  attributes(physicalId, context) {
    return created(stackAt(cfnOf(context), physicalId)).attributes
  },
}

function stackAt(cfn: Cfn, id: string): Stack {
  const stack = cfn.state.stacks[id]
  if (!stack) throw new AwsError('ValidationError', `Stack with id ${id} does not exist`)
  return stack
}

export const waitConditionHandle: ResourceHandler = {
  type: 'AWS::CloudFormation::WaitConditionHandle',
  create: (_properties, context) => ({
    physicalId: `https://cloudformation-waitcondition-${context.region}.s3.${context.region}.amazonaws.com/${context.stackName}/${context.logicalId}`,
    attributes: {},
  }),
  update: (physicalId) => ({ physicalId, attributes: {} }),
  remove: () => undefined,
}
