/** Making one resource as the target wants it: created, updated, replaced, or left alone. */
import { isDeepStrictEqual } from 'node:util'
import type { Created } from '../../kernel/types.ts'
import type { Cfn } from '../names.ts'
import { rulesOf } from '../rules/rules.ts'
import type { Definition, Operation, Stack, StackResource } from '../state.ts'
import { type Fields, invalid, type ResourceDeclaration } from '../template/model.ts'
import { resourceEvent } from './events.ts'
import { strike } from './fault.ts'
import { allTags, create, desiredProperties, reasonOf, update } from './resource-calls.ts'
import { openDefinition } from './scope.ts'

export type Begun = 'running' | 'unchanged' | { failed: string }

/** Starts on a resource; 'running' means that it has to stabilize. */
export async function applyResource(
  context: Cfn,
  stack: Stack,
  operation: Operation,
  logicalId: string,
): Promise<Begun> {
  const task = operation.tasks[logicalId]
  const { resources, scope } = openDefinition(context, stack, operation.target)
  const declaration = resources[logicalId]
  if (!task || !declaration) throw new Error(`No task for ${logicalId} of ${stack.name}`)
  const existing = stack.resources[logicalId]
  let properties: Fields
  try {
    properties = desiredProperties(declaration, logicalId, scope)
  } catch (error) {
    task.verb = existing ? 'UPDATE' : 'CREATE'
    const resource = existing ?? draft(context, logicalId, declaration, {}, operation.target)
    resourceEvent(context, stack, resource, `${task.verb}_IN_PROGRESS`)
    if (!existing) stack.resources[logicalId] = resource
    remember(operation, logicalId, existing)
    return { failed: reasonOf(context, error) }
  }
  if (existing && !differs(existing, properties, operation.target.tags)) {
    Object.assign(existing, policiesOf(declaration))
    return 'unchanged'
  }
  remember(operation, logicalId, existing)
  return existing && !existing.status.startsWith('CREATE_FAILED')
    ? await change(context, stack, operation, existing, declaration, properties)
    : await make(context, stack, operation, logicalId, declaration, properties)
}

export function differs(existing: StackResource, properties: Fields, tags: Record<string, string>): boolean {
  // A resource whose last change failed is not what its properties say.
  if (existing.status.endsWith('_FAILED')) return true
  if (!isDeepStrictEqual(existing.properties, properties)) return true
  const taggable = rulesOf(existing.type)?.tags !== undefined
  const before = allTags(existing.tags, existing.type, existing.properties)
  return taggable && !isDeepStrictEqual(before, allTags(tags, existing.type, properties))
}

/** 'always' if any changed property replaces the resource, 'perhaps' if the service decides. */
export function replacementOf(type: string, before: Fields, after: Fields): 'always' | 'perhaps' | 'never' {
  const rules = rulesOf(type)?.properties ?? {}
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !isDeepStrictEqual(before[name], after[name]),
  )
  if (changed.some((name) => rules[name]?.replaces === 'always')) return 'always'
  return changed.some((name) => rules[name]?.replaces === 'perhaps') ? 'perhaps' : 'never'
}

function remember(operation: Operation, logicalId: string, existing: StackResource | undefined): void {
  operation.undo.push({ logicalId, before: existing === undefined ? null : structuredClone(existing) })
}

async function make(
  context: Cfn,
  stack: Stack,
  operation: Operation,
  logicalId: string,
  declaration: ResourceDeclaration,
  properties: Fields,
): Promise<Begun> {
  const { tags } = operation.target
  const task = operation.tasks[logicalId]
  if (task) task.verb = 'CREATE'
  const resource = draft(context, logicalId, declaration, properties, operation.target)
  stack.resources[logicalId] = resource
  resourceEvent(context, stack, resource, 'CREATE_IN_PROGRESS')
  try {
    strike(context, stack, operation, logicalId)
    settle(resource, await create(context, stack, logicalId, declaration.Type, properties, tags))
  } catch (error) {
    return { failed: reasonOf(context, error) }
  }
  resourceEvent(context, stack, resource, 'CREATE_IN_PROGRESS', 'Resource creation Initiated')
  return 'running'
}

async function change(
  context: Cfn,
  stack: Stack,
  operation: Operation,
  existing: StackResource,
  declaration: ResourceDeclaration,
  properties: Fields,
): Promise<Begun> {
  const { tags } = operation.target
  const task = operation.tasks[existing.logicalId]
  if (task) task.verb = 'UPDATE'
  const replaces = replacementOf(existing.type, existing.properties, properties) === 'always'
  const asked = replaces
    ? 'Requested update requires the creation of a new physical resource; hence creating one.'
    : undefined
  const old = structuredClone(existing)
  resourceEvent(context, stack, existing, 'UPDATE_IN_PROGRESS', asked)
  try {
    if (replaces) requireRenaming(existing, properties, stack)
    strike(context, stack, operation, existing.logicalId)
    const made = replaces
      ? await create(context, stack, existing.logicalId, existing.type, properties, tags)
      : await update(context, stack, existing, properties, tags)
    settle(existing, made)
  } catch (error) {
    return { failed: reasonOf(context, error) }
  }
  Object.assign(existing, { properties, tags }, policiesOf(declaration))
  if (existing.physicalId !== old.physicalId) {
    operation.garbage.push(old)
    resourceEvent(context, stack, existing, 'UPDATE_IN_PROGRESS', 'Resource creation Initiated')
  }
  return 'running'
}

/** CloudFormation makes the new one before it deletes the old one, so they can't have one name. */
function requireRenaming(existing: StackResource, properties: Fields, stack: Stack): void {
  const name = rulesOf(existing.type)?.name
  if (name === undefined || properties[name] === undefined || properties[name] !== existing.properties[name]) return
  throw invalid(
    'CloudFormation cannot update a stack when a custom-named resource requires replacing. ' +
      `Rename ${String(properties[name])} and update the stack ${stack.name} again.`,
  )
}

function draft(
  context: Cfn,
  logicalId: string,
  declaration: ResourceDeclaration,
  properties: Fields,
  { tags }: Definition,
): StackResource {
  return {
    logicalId,
    type: declaration.Type,
    physicalId: '',
    status: 'CREATE_IN_PROGRESS',
    updatedAt: context.now,
    properties,
    attributes: {},
    tags,
    ...policiesOf(declaration),
  }
}

function settle(resource: StackResource, { physicalId, attributes }: Created): void {
  resource.physicalId = physicalId
  resource.attributes = { ...attributes }
}

/** RDS clusters and instances are kept as snapshots unless the template says otherwise ("DeletionPolicy attribute"). */
export function policiesOf(declaration: ResourceDeclaration) {
  const { Type, DeletionPolicy, UpdateReplacePolicy, Metadata, Properties } = declaration
  const snapshots =
    Type === 'AWS::RDS::DBCluster' || (Type === 'AWS::RDS::DBInstance' && Properties?.DBClusterIdentifier === undefined)
  const usual = snapshots ? 'Snapshot' : 'Delete'
  return {
    deletionPolicy: DeletionPolicy ?? usual,
    replacePolicy: UpdateReplacePolicy ?? 'Delete',
    ...(Metadata === undefined ? {} : { metadata: JSON.stringify(Metadata) }),
  }
}
