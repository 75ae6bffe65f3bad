/** Inputs of a dispatched or called workflow: defaults, types, required ones (GitHub documentation, "Workflow syntax"). */
import { resolve, type Scope, toText, type Value } from './expressions.ts'
import { type Position, WorkflowError } from './template.ts'
import type { InputDefinition, Inputs } from './workflow.ts'

/** @throws WorkflowError that names the input, its value and what would be right. */
export function bindInputs(request: {
  definitions: readonly InputDefinition[]
  given: Record<string, Value>
  /** For defaults that hold expressions. */
  scope: Scope
  at: Position
}): Inputs {
  const { definitions, at } = request
  const given = new Map(Object.entries(request.given).map(([name, value]) => [name.toLowerCase(), value]))
  for (const name of Object.keys(request.given)) {
    if (!definitions.some((definition) => definition.name.toLowerCase() === name.toLowerCase())) {
      const known = definitions.map((definition) => definition.name).join(', ') || 'none'
      throw new WorkflowError(`input ${name} is not defined (defined: ${known})`, at)
    }
  }
  return Object.fromEntries(
    definitions.map((definition) => {
      const value = given.get(definition.name.toLowerCase())
      if (value !== undefined) return [definition.name, coerce(definition, value, at)]
      if (definition.default)
        return [definition.name, coerce(definition, resolve(definition.default, request.scope), at)]
      if (definition.required) throw new WorkflowError(`input ${definition.name} is required, but not provided`, at)
      return [definition.name, absent(definition)]
    }),
  )
}

function coerce(definition: InputDefinition, value: Value, at: Position): Inputs[string] {
  const text = toText(value)
  const problem = new WorkflowError(`input ${definition.name}: '${text}' is not a ${definition.type}`, at)
  switch (definition.type) {
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw problem
      return text === 'true'
    case 'number':
      if (text.trim() === '' || Number.isNaN(Number(text))) throw problem
      return Number(text)
    case 'choice':
      if (!definition.options.includes(text)) {
        throw new WorkflowError(
          `input ${definition.name}: '${text}' is not one of ${definition.options.join(', ')}`,
          at,
        )
      }
      return text
    default:
      return text
  }
}

/** The value of an input that nobody gave: false, 0 or '' by type. */
function absent(definition: InputDefinition): Inputs[string] {
  if (definition.type === 'boolean') return false
  return definition.type === 'number' ? 0 : ''
}
