/** The scope in which a stack's template is evaluated. */
import type { Cfn } from '../names.ts'
import type { CloudFormationState, Definition, Stack } from '../state.ts'
import { evaluateConditions, resourcesUnder } from '../template/conditions.ts'
import type { ResourceDeclaration, Template } from '../template/model.ts'
import { parameterValues } from '../template/parameters.ts'
import { readTemplate } from '../template/read.ts'
import type { ResourceValue, Scope } from '../template/scope.ts'

interface Opened {
  template: Template
  scope: Scope
  /** The resources that exist under the conditions, with only the branches that apply. */
  resources: Record<string, ResourceDeclaration>
}

/** Reads a definition; `resource` says how each resource is, by default as the stack has it. */
export function openDefinition(
  context: Cfn,
  stack: Stack,
  definition: Definition,
  resource: (logicalId: string) => ResourceValue | undefined = (id) => stack.resources[id],
): Opened {
  const template = readTemplate(definition.template)
  const scope: Scope = {
    account: context.account,
    region: context.region,
    stackName: stack.name,
    stackId: stack.id,
    template,
    parameters: parameterValues(template, definition.parameters),
    conditions: {},
    resource,
    exported: (name) => useExport(context, stack, name),
    output: (name, key, region) => outputOf(context, name, key, region),
  }
  scope.conditions = evaluateConditions(template, scope)
  return { template, scope, resources: resourcesUnder(template, scope.conditions) }
}

function useExport(context: Cfn, stack: Stack, name: string): string | undefined {
  const value = exportsOf(context).find((entry) => entry.name === name)?.value
  if (value !== undefined && !stack.imports.includes(name)) stack.imports.push(name)
  return value
}

export function exportsOf(context: Cfn): { name: string; value: string; stackId: string }[] {
  return Object.values(context.state.stacks)
    .filter((stack) => stack.status !== 'DELETE_COMPLETE')
    .flatMap((stack) =>
      stack.outputs.flatMap(({ exportName, value }) =>
        exportName === undefined ? [] : [{ name: exportName, value, stackId: stack.id }],
      ),
    )
}

/** Fn::GetStackOutput reaches into other Regions of the same account. */
function outputOf(context: Cfn, nameOrId: string, key: string, region: string): string | undefined {
  const { account, world } = context
  const state = world.state<CloudFormationState>('cloudformation', { account, region })
  const stack = Object.values(state.stacks).find(
    (candidate) => candidate.id === nameOrId || (candidate.name === nameOrId && candidate.status !== 'DELETE_COMPLETE'),
  )
  return stack?.outputs.find((output) => output.key === key)?.value
}
