/** Comparing live resources with the properties that the stack gave them. */
import { differencesOf } from '../change-set/differences.ts'
import type { Cfn } from '../names.ts'
import type { Stack, StackResource } from '../state.ts'
import type { Fields } from '../template/model.ts'
import { handlerContext, requireHandler } from './resource-calls.ts'

/** The end of a detection: every resource is looked at, and the stack told. */
export function finishDetection(context: Cfn, id: string): void {
  const detection = context.state.drifts[id]
  const stack = context.state.stacks[detection?.stackId ?? '']
  if (!detection || !stack) return
  const { only } = detection
  const resources = Object.values(stack.resources).filter(
    (resource) => resource.status !== 'DELETE_COMPLETE' && (only === undefined || only.includes(resource.logicalId)),
  )
  for (const resource of resources) detectDrift(context, stack, resource)
  detection.drifted = resources.filter((resource) => isDrifted(resource)).length
  detection.status = 'DETECTION_COMPLETE'
  detection.stackDriftStatus = detection.drifted > 0 ? 'DRIFTED' : 'IN_SYNC'
  stack.drift = { status: detection.stackDriftStatus, checkedAt: context.now }
}

function isDrifted(resource: StackResource): boolean {
  return resource.drift?.status === 'MODIFIED' || resource.drift?.status === 'DELETED'
}

/** Only properties that the template sets are compared, as CloudFormation does. */
export function detectDrift(context: Cfn, stack: Stack, resource: StackResource): void {
  const handler = requireHandler(context, resource.type)
  if (!handler.read) {
    resource.drift = { status: 'NOT_CHECKED', checkedAt: context.now, differences: [] }
    return
  }
  const calling = handlerContext(context, stack, resource.logicalId, resource.tags)
  const live = handler.read(resource.physicalId, resource.properties, calling)
  const expected = resource.properties
  if (live === undefined) {
    const common = { checkedAt: context.now, expected: JSON.stringify(expected), differences: [] }
    resource.drift = { status: 'DELETED', ...common }
    return
  }
  const actual = Object.fromEntries(Object.keys(expected).flatMap((name) => (name in live ? [[name, live[name]]] : [])))
  const differences = differencesOf(resource.type, expected, actual as Fields).map(({ path, before, after }) => ({
    PropertyPath: path.replace('/Properties', ''),
    ExpectedValue: text(before),
    ActualValue: text(after),
    DifferenceType: after === undefined ? 'REMOVE' : before === undefined ? 'ADD' : 'NOT_EQUAL',
  }))
  resource.drift = {
    status: differences.length > 0 ? 'MODIFIED' : 'IN_SYNC',
    checkedAt: context.now,
    expected: JSON.stringify(expected),
    actual: JSON.stringify(actual),
    differences,
  }
}

function text(value: unknown): string {
  if (value === undefined) return 'null'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
