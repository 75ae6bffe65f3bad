/** The outputs of a stack whose resources are all there. */
import type { Cfn } from '../names.ts'
import type { Definition, Stack, StackOutput } from '../state.ts'
import { evaluateText } from '../template/evaluate.ts'
import { invalid } from '../template/model.ts'
import { exportsOf, openDefinition } from './scope.ts'

/** Throws ValidationError for a value that is no text, and for an export that another stack has. */
export function outputsOf(context: Cfn, stack: Stack, definition: Definition): StackOutput[] {
  const { template, scope } = openDefinition(context, stack, definition)
  const applying = Object.entries(template.Outputs).filter(
    ([, output]) => output.Condition === undefined || scope.conditions[output.Condition],
  )
  return applying.map(([key, output]) => {
    const value = evaluateText(output.Value, scope, `the value of output ${key}`)
    const exportName = output.Export && evaluateText(output.Export.Name, scope, `the export name of output ${key}`)
    const taken = exportsOf(context).some((other) => other.name === exportName && other.stackId !== stack.id)
    if (exportName !== undefined && taken) {
      throw invalid(`Export with name ${exportName} is already exported by another stack`)
    }
    return {
      key,
      value,
      ...(output.Description === undefined ? {} : { description: output.Description }),
      ...(exportName === undefined ? {} : { exportName }),
    }
  })
}
