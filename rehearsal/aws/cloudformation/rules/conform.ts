/** Properties as CloudFormation hands them on: of the right type, and none that the type does not have. */
import { type Fields, isFields, type Value } from '../template/model.ts'
import { afterApply } from '../template/scope.ts'
import { fieldsOf, type PropertyRule, type PropertyType, rulesOf } from './rules.ts'

export interface Problem {
  /** e.g. /Resources/Bucket/Properties/BucketNam */
  path: string
  message: string
}

interface Conformed {
  properties: Fields
  problems: Problem[]
}

/** Text that stands for a boolean or a number becomes one, as the specification says; types unknown to it stay. */
export function conform(type: string, logicalId: string, properties: Fields): Conformed {
  const rules = rulesOf(type)
  if (!rules) return { properties, problems: [] }
  const problems: Problem[] = []
  const path = `/Resources/${logicalId}/Properties`
  return { properties: object(properties, rules.properties, path, problems), problems }
}

function object(fields: Fields, rules: Record<string, PropertyRule>, path: string, problems: Problem[]): Fields {
  for (const [name, rule] of Object.entries(rules)) {
    if (rule.required && fields[name] === undefined) {
      problems.push({ path, message: `#: required key [${name}] not found` })
    }
  }
  const entries = Object.entries(fields).flatMap(([name, value]): [string, Value][] => {
    const rule = rules[name]
    const here = `${path}/${name}`
    if (!rule) {
      problems.push({ path: here, message: `Encountered unsupported property ${name}` })
      return []
    }
    return [[name, convert(value, rule.type, here, problems)]]
  })
  return Object.fromEntries(entries)
}

function convert(value: Value, type: PropertyType, path: string, problems: Problem[]): Value {
  if (value === afterApply || type === 'json') return value
  if (type === 'tag')
    return isFields(value) ? { ...value, Value: scalar(value.Value ?? '', 'string', path, problems) } : value
  if (typeof type === 'string') return scalar(value, type, path, problems)
  if ('list' in type) {
    if (Array.isArray(value)) return value.map((item, i) => convert(item, type.list, `${path}/${i}`, problems))
    // CloudFormation takes one value for a list of one.
    if (!isFields(value)) return [convert(value, type.list, `${path}/0`, problems)]
    problems.push({ path, message: 'expected type: JSONArray, found: JSONObject' })
    return value
  }
  if (!isFields(value)) {
    // Some properties are an object in the specification and may be JSON text, as policies are.
    if (typeof value === 'string' && value.startsWith('{')) return value
    problems.push({
      path,
      message: `expected type: JSONObject, found: ${Array.isArray(value) ? 'JSONArray' : 'String'}`,
    })
    return value
  }
  if ('map' in type) {
    const entries = Object.entries(value).map(([k, v]) => [k, convert(v, type.map, `${path}/${k}`, problems)] as const)
    return Object.fromEntries(entries)
  }
  return object(value, fieldsOf(type) ?? {}, path, problems)
}

function scalar(
  value: Value,
  type: 'string' | 'boolean' | 'integer' | 'number',
  path: string,
  problems: Problem[],
): Value {
  if (value === null || typeof value === 'object') {
    problems.push({ path, message: `expected type: ${type}, found: ${found(value)}` })
    return value
  }
  if (type === 'string') return String(value)
  if (type === 'boolean') {
    const text = String(value).toLowerCase()
    if (text === 'true' || text === 'false') return text === 'true'
  } else {
    const number = Number(value)
    if (String(value).trim() !== '' && !Number.isNaN(number) && (type === 'number' || Number.isInteger(number)))
      return number
  }
  problems.push({ path, message: `expected type: ${type}, found: ${JSON.stringify(value)}` })
  return value
}

function found(value: Value): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'JSONArray' : 'JSONObject'
}
