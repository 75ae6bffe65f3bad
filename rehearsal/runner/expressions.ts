/** Evaluates `${{ … }}` with GitHub's own lexer, parser and evaluator; the values are plain JSON. */
import { data, Evaluator, Lexer, Parser } from '@actions/expressions'
import { type Position, type Scalar, type Template, WorkflowError } from './template.ts'

export type Value = Scalar | Value[] | { [key: string]: Value }

/** A function that the workflow language adds to expressions: success(), failure(), hashFiles() … */
export type ExpressionFunction = (...args: Value[]) => Value

export interface Scope {
  contexts: Record<string, Value>
  functions?: Record<string, ExpressionFunction>
}

/** @throws WorkflowError with the place of the expression. */
export function evaluate(expression: string, scope: Scope, at: Position): Value {
  try {
    const definitions = new Map(
      Object.entries(scope.functions ?? {}).map(([name, call]) => [name.toLowerCase(), definition(name, call)]),
    )
    const { tokens } = new Lexer(expression).lex()
    const tree = new Parser(tokens, Object.keys(scope.contexts), [...definitions.values()]).parse()
    const contexts = new data.Dictionary(
      ...Object.entries(scope.contexts).map(([key, value]) => ({ key, value: toData(value) })),
    )
    return fromData(new Evaluator(tree, contexts, definitions).evaluate())
  } catch (error) {
    throw new WorkflowError(`expression ${expression}: ${error instanceof Error ? error.message : String(error)}`, at)
  }
}

export function evaluateCondition(expression: string, scope: Scope, at: Position): boolean {
  return truthy(evaluate(expression, scope, at))
}

export function resolve(template: Template, scope: Scope): Value {
  switch (template.kind) {
    case 'literal':
      return template.value
    case 'expression':
      return evaluate(template.expression, scope, template.at)
    case 'sequence':
      return template.items.map((item) => resolve(item, scope))
    case 'mapping':
      return Object.fromEntries(template.entries.map((entry) => [entry.key, resolve(entry.value, scope)]))
  }
}

export function resolveText(template: Template, scope: Scope): string {
  return toText(resolve(template, scope))
}

/** A mapping whose values are all text, such as `env:` and `with:`. */
export function resolveTexts(template: Template | undefined, scope: Scope): Record<string, string> {
  if (template === undefined) return {}
  const value = resolve(template, scope)
  if (value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value)) throw new WorkflowError('has to be a mapping', template.at)
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toText(entry)]))
}

export function resolveNumber(template: Template | undefined, scope: Scope): number | undefined {
  if (template === undefined) return undefined
  const value = resolve(template, scope)
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value)
  if (Number.isNaN(number)) throw new WorkflowError(`${toText(value)} is not a number`, template.at)
  return number
}

export function resolveBoolean(template: Template | undefined, scope: Scope): boolean | undefined {
  if (template === undefined) return undefined
  const value = resolve(template, scope)
  if (typeof value !== 'boolean') throw new WorkflowError(`${toText(value)} is not a boolean`, template.at)
  return value
}

/** GitHub documentation, "Evaluate expressions": '' , 0, -0, NaN, false and null are false. */
function truthy(value: Value): boolean {
  return value !== null && value !== false && value !== '' && value !== 0 && !Number.isNaN(value)
}

/** As an expression in the middle of text is written. */
export function toText(value: Value): string {
  return toData(value).coerceString()
}

function definition(name: string, call: ExpressionFunction) {
  return {
    name,
    minArgs: 0,
    maxArgs: 255,
    call: (...args: data.ExpressionData[]) => toData(call(...args.map(fromData))),
  }
}

function toData(value: Value): data.ExpressionData {
  if (value === null || value === undefined) return new data.Null()
  if (typeof value === 'string') return new data.StringData(value)
  if (typeof value === 'number') return new data.NumberData(value)
  if (typeof value === 'boolean') return new data.BooleanData(value)
  if (Array.isArray(value)) return new data.Array(...value.map(toData))
  return new data.Dictionary(...Object.entries(value).map(([key, entry]) => ({ key, value: toData(entry) })))
}

function fromData(value: data.ExpressionData): Value {
  if (value instanceof data.Null) return null
  if (value instanceof data.Array) return value.values().map(fromData)
  if (value instanceof data.Dictionary)
    return Object.fromEntries(value.pairs().map((pair) => [pair.key, fromData(pair.value)]))
  if (value instanceof data.StringData || value instanceof data.NumberData || value instanceof data.BooleanData)
    return value.value
  return null
}
