/** What a change set changes: the target against the stack, without touching anything. */
import { isDeepStrictEqual } from 'node:util'
import { policiesOf, replacementOf } from '../engine/apply.ts'
import { allTags, requireHandler } from '../engine/resource-calls.ts'
import { openDefinition } from '../engine/scope.ts'
import type { Cfn } from '../names.ts'
import { conform, type Problem } from '../rules/conform.ts'
import { rulesOf } from '../rules/rules.ts'
import type { Definition, Stack, StackResource } from '../state.ts'
import { dependenciesOf, mentionsOf } from '../template/dependencies.ts'
import { evaluate, evaluateText } from '../template/evaluate.ts'
import { type Fields, invalid, isFields, type ResourceDeclaration } from '../template/model.ts'
import { afterApply } from '../template/scope.ts'
import { differencesOf } from './differences.ts'
import type { Change, Detail } from './model.ts'

interface Computed {
  changes: Change[]
  /** The logical ids of what is added or modified, in the order in which it will be. */
  order: string[]
  /** Whether executing would do anything: outputs alone count too. */
  anything: boolean
  problems: (Problem & { logicalId: string; type: string })[]
}

/** Throws ValidationError for templates that cannot be evaluated. */
export function computeChanges(context: Cfn, stack: Stack, target: Definition): Computed {
  const stays = new Set<string>()
  const opened = openDefinition(context, stack, target, (id) => (stays.has(id) ? stack.resources[id] : undefined))
  const { resources, scope } = opened
  const problems: Computed['problems'] = []
  const changes: Change[] = []
  for (const [logicalId, declaration] of inOrder(resources)) {
    requireHandler(context, declaration.Type)
    const evaluated = evaluate(declaration.Properties ?? {}, scope)
    const conformed = conform(declaration.Type, logicalId, isFields(evaluated) ? evaluated : {})
    problems.push(...conformed.problems.map((problem) => ({ ...problem, logicalId, type: declaration.Type })))
    const existing = liveResource(stack, logicalId)
    if (existing && existing.type !== declaration.Type) {
      throw invalid(
        `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${logicalId}]`,
      )
    }
    const change = existing
      ? modification(existing, declaration, conformed.properties, target, opened.template.Parameters)
      : addition(logicalId, declaration, conformed.properties)
    if (change) changes.push(change)
    if (existing && change?.Replacement !== 'True') stays.add(logicalId)
  }
  const removed = Object.values(stack.resources).filter(
    (resource) => liveResource(stack, resource.logicalId) && !(resource.logicalId in resources),
  )
  const order = changes.map((change) => change.LogicalResourceId)
  changes.push(...removed.map(removal))
  const outputs = Object.entries(opened.template.Outputs)
    .filter(([, output]) => output.Condition === undefined || scope.conditions[output.Condition])
    .map(([key, output]) => [key, evaluateText(output.Value, scope, `the value of output ${key}`)])
  const live = stack.outputs.map(({ key, value }) => [key, value])
  const anything = changes.length > 0 || !isDeepStrictEqual(Object.fromEntries(outputs), Object.fromEntries(live))
  return { changes: changes.sort(byId), order, anything, problems }
}

function liveResource(stack: Stack, logicalId: string): StackResource | undefined {
  const resource = stack.resources[logicalId]
  return resource?.physicalId === '' || resource?.status === 'DELETE_COMPLETE' ? undefined : resource
}

function byId(a: Change, b: Change): number {
  return a.LogicalResourceId < b.LogicalResourceId ? -1 : 1
}

/** Each resource after those that it needs, those with the longest way to them last; the template has no circles. */
function inOrder(resources: Record<string, ResourceDeclaration>): [string, ResourceDeclaration][] {
  const depths: Record<string, number> = {}
  const depthOf = (id: string): number => {
    const known = depths[id]
    if (known !== undefined) return known
    const needs = dependenciesOf(resources[id] as ResourceDeclaration, (name) => name in resources)
    const depth = Math.max(0, ...needs.map((needed) => depthOf(needed) + 1))
    depths[id] = depth
    return depth
  }
  return Object.entries(resources).sort(([a], [b]) => depthOf(a) - depthOf(b))
}

function addition(logicalId: string, declaration: ResourceDeclaration, properties: Fields): Change {
  return {
    Action: 'Add',
    LogicalResourceId: logicalId,
    ResourceType: declaration.Type,
    Scope: [],
    Details: [],
    AfterContext: contextOf(properties),
  }
}

function removal(resource: StackResource): Change {
  return {
    PolicyAction: policyAction(resource.deletionPolicy),
    Action: 'Remove',
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    Scope: [],
    Details: [],
    BeforeContext: contextOf(resource.properties),
  }
}

function policyAction(policy: string): string {
  return policy === 'RetainExceptOnCreate' ? 'Retain' : policy
}

function modification(
  existing: StackResource,
  declaration: ResourceDeclaration,
  properties: Fields,
  target: Definition,
  parameters: Record<string, unknown>,
): Change | undefined {
  const { type } = existing
  const details = differencesOf(type, existing.properties, properties).map((difference): Detail => {
    const { path, name, before, after, replaces } = difference
    const cause = causeOf(declaration.Properties?.[name], after === afterApply, parameters)
    return {
      Target: {
        Attribute: name === rulesOf(type)?.tags ? 'Tags' : 'Properties',
        Name: name,
        RequiresRecreation: recreation[replaces],
        Path: path,
        ...(before === undefined ? {} : { BeforeValue: text(before) }),
        ...(after === undefined ? {} : { AfterValue: text(after) }),
        AttributeChangeType: before === undefined ? 'Add' : after === undefined ? 'Remove' : 'Modify',
      },
      ...cause,
    }
  })
  const tags = tagDetails(existing, properties, target)
  const failed = existing.status.endsWith('_FAILED')
  if (details.length + tags.length === 0 && !failed) return undefined
  const replaces = replacementOf(type, existing.properties, properties)
  const all = [...details, ...tags]
  const policy = policyAction(policiesOf(declaration).replacePolicy)
  return {
    ...(replaces === 'always' ? { PolicyAction: `ReplaceAnd${policy}` } : {}),
    Action: 'Modify',
    LogicalResourceId: existing.logicalId,
    PhysicalResourceId: existing.physicalId,
    ResourceType: type,
    Replacement: replaces === 'always' ? 'True' : replaces === 'perhaps' ? 'Conditional' : 'False',
    Scope: [...new Set(all.map((detail) => detail.Target.Attribute))].sort(),
    Details: all,
    BeforeContext: contextOf(existing.properties),
    AfterContext: contextOf(properties),
  }
}

const recreation = { always: 'Always', perhaps: 'Conditionally', never: 'Never' } as const

/** A change of the stack's own tags reaches every resource that takes tags. */
function tagDetails(existing: StackResource, properties: Fields, target: Definition): Detail[] {
  const property = rulesOf(existing.type)?.tags
  if (property === undefined || !isDeepStrictEqual(existing.properties[property], properties[property])) return []
  const before = allTags(existing.tags, existing.type, existing.properties)
  const after = allTags(target.tags, existing.type, properties)
  if (isDeepStrictEqual(before, after)) return []
  return [
    {
      Target: { Attribute: 'Tags', RequiresRecreation: 'Never', BeforeValue: text(before), AfterValue: text(after) },
      Evaluation: 'Static',
      ChangeSource: 'DirectModification',
    },
  ]
}

/** What made the property change: the parameter, resource or attribute that its expression names first. */
function causeOf(
  expression: Fields[string] | undefined,
  isUnknown: boolean,
  parameters: Record<string, unknown>,
): Pick<Detail, 'Evaluation' | 'ChangeSource' | 'CausingEntity'> {
  const { refs, attributes } = mentionsOf(expression)
  const Evaluation = isUnknown ? 'Dynamic' : 'Static'
  const resource = [...refs].find((name) => !(name in parameters) && !name.startsWith('AWS::'))
  const [attribute] = attributes
  if (isUnknown && resource !== undefined) {
    return { Evaluation, ChangeSource: 'ResourceReference', CausingEntity: resource }
  }
  if (isUnknown && attribute) {
    const [id, names] = attribute
    return { Evaluation, ChangeSource: 'ResourceAttribute', CausingEntity: `${id}.${[...names][0] ?? ''}` }
  }
  const parameter = [...refs].find((name) => name in parameters)
  if (parameter !== undefined) return { Evaluation, ChangeSource: 'ParameterReference', CausingEntity: parameter }
  return { Evaluation, ChangeSource: 'DirectModification' }
}

function contextOf(properties: Fields): string {
  return JSON.stringify({ Properties: properties })
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
