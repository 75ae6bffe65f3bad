/**
 * A stack's parameters, checked against the template before any call to AWS. Sources: CloudFormation user guide,
 * "Parameters" (types, constraints, which apply to each item of a list).
 */
import type { Parameter } from '@aws-sdk/client-cloudformation'
import { type Location, userError } from '../errors.ts'
import type { DeclaredParameter, Template } from './template-file.ts'

export type ParameterValue = string | number | boolean | readonly (string | number)[]

export interface GivenParameters {
  component: string
  values: Record<string, ParameterValue>
  /** Given where the template declares them and `values` has none: System and Environment. */
  facts?: Record<string, string>
  /** Parameters that the live stack has and that keep their value where none is given. */
  kept?: readonly string[]
  /** Where a value was written, for messages. */
  whereIs?: (parameter: string) => Location | undefined
}

/** Throws one user error that names every problem with file and line. Values are in the template's order. */
export function checkParameters(template: Template, given: GivenParameters): Parameter[] {
  const problems = [...unknownOnes(template, given), ...missingOnes(template, given), ...illegalOnes(template, given)]
  const [first] = problems
  if (first) {
    throw userError({
      code: 'invalid-parameters',
      message: problems.map(({ location, text }) => `${location.file}:${location.line ?? 1}: ${text}`).join('\n'),
      location: first.location,
      cure: `Correct \`parameters\` of ${given.component}, or \`Parameters\` of ${template.file}.`,
    })
  }
  return Object.entries(template.parameters).flatMap(([name, declared]): Parameter[] => {
    const value = given.values[name] ?? given.facts?.[name]
    if (value !== undefined) return [{ ParameterKey: name, ParameterValue: parameterText(value) }]
    if (given.kept?.includes(name)) return [{ ParameterKey: name, UsePreviousValue: true }]
    return declared.default === undefined ? [] : [{ ParameterKey: name, ParameterValue: declared.default }]
  })
}

function parameterText(value: ParameterValue): string {
  return typeof value === 'object' ? value.join(',') : String(value)
}

interface Problem {
  location: Location
  text: string
}

function unknownOnes(template: Template, given: GivenParameters): Problem[] {
  const legal = Object.keys(template.parameters)
  return Object.keys(given.values)
    .filter((name) => !(name in template.parameters))
    .map((name) => ({
      location: given.whereIs?.(name) ?? { file: template.file, line: 1 },
      text: `${given.component} has the parameter "${name}", which ${template.file} does not declare; legal are ${legal.join(', ') || 'none'}`,
    }))
}

function missingOnes(template: Template, given: GivenParameters): Problem[] {
  return Object.entries(template.parameters)
    .filter(([name, declared]) => {
      const there = name in given.values || name in (given.facts ?? {}) || given.kept?.includes(name)
      return !there && declared.default === undefined
    })
    .map(([name, { line }]) => ({
      location: { file: template.file, line },
      text: `${given.component} gives no value for the parameter "${name}", which has no default`,
    }))
}

function illegalOnes(template: Template, given: GivenParameters): Problem[] {
  return Object.entries(template.parameters).flatMap(([name, declared]) => {
    const value = given.values[name] ?? given.facts?.[name]
    // What an earlier stack writes is known only when it is there; AWS checks it then.
    if (value === undefined || parameterText(value).includes('${ssm:')) return []
    const wrong = whatIsWrong(parameterText(value), declared)
    if (wrong === undefined) return []
    const shown = declared.noEcho ? 'its value' : JSON.stringify(parameterText(value))
    return [
      {
        location: given.whereIs?.(name) ?? { file: template.file, line: declared.line },
        text: `${given.component}: parameter "${name}": ${shown} ${wrong} (${template.file}:${declared.line})`,
      },
    ]
  })
}

/** What the value breaks, or undefined. List types are checked item by item, as CloudFormation does. */
function whatIsWrong(text: string, declared: DeclaredParameter): string | undefined {
  // For SSM types the value is a parameter's name; AWS looks at what is behind it.
  const isList = declared.type === 'CommaDelimitedList' || declared.type.startsWith('List<')
  const items = isList ? text.split(',').map((item) => item.trim()) : [text]
  for (const item of items) {
    const wrong = itemWrong(item, declared)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

function itemWrong(item: string, declared: DeclaredParameter): string | undefined {
  const { type, allowedValues, allowedPattern, minLength, maxLength, minValue, maxValue } = declared
  if (allowedValues && !allowedValues.includes(item)) return `is not allowed; legal are ${allowedValues.join(', ')}`
  if (type === 'Number' || type === 'List<Number>') {
    const number = Number(item)
    if (item === '' || Number.isNaN(number)) return 'is not a number'
    if (minValue !== undefined && number < minValue) return `is less than ${minValue}`
    if (maxValue !== undefined && number > maxValue) return `is more than ${maxValue}`
  }
  if (minLength !== undefined && item.length < minLength) return `is shorter than ${minLength}`
  if (maxLength !== undefined && item.length > maxLength) return `is longer than ${maxLength}`
  const pattern = allowedPattern === undefined ? undefined : asRegExp(allowedPattern)
  if (pattern && !pattern.test(item)) return `does not match ${allowedPattern}`
  return undefined
}

/** CloudFormation's patterns are Java's and match the whole value; one that JavaScript can't read is left to AWS. */
function asRegExp(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`)
  } catch {
    return undefined
  }
}
