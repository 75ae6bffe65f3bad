/** A YAML file that remembers where each value stands, so that an error can name the line. */
import { LineCounter, parseDocument, YAMLMap } from 'yaml'
import * as z from 'zod'
import { type FairwayError, userError } from '../errors.ts'

export interface YamlFile {
  /** As shown to people: relative to the repository. */
  file: string
  value: unknown
  /** Where the value stands in the file; absent for the whole of it. */
  prefix?: readonly PropertyKey[]
  /** The 1-based line of the value at a path, or of the deepest part of the path that exists. */
  lineOf(path: readonly PropertyKey[]): number
}

export function parseYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const problem = document.errors[0]
  if (problem) {
    const line = problem.linePos?.[0].line ?? 1
    const why = problem.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '')
    throw userError({
      code: 'invalid-yaml',
      message: `${file}:${line}: not valid YAML: ${why}`,
      location: { file, line },
      cure: 'Correct the indentation or quoting on that line or just before it.',
    })
  }
  return {
    file,
    value: document.toJS() as unknown,
    lineOf(path) {
      for (let length = path.length; length > 0; length--) {
        const start = startOf(document.contents, path.slice(0, length))
        if (start !== undefined) return lines.linePos(start).line
      }
      return 1
    },
  }
}

/** Where a path starts: at its key where it is in a map, since that is where a reader looks. */
function startOf(contents: unknown, path: readonly PropertyKey[]): number | undefined {
  let node: unknown = contents
  let start: number | undefined
  for (const step of path) {
    if (node instanceof YAMLMap) {
      const pair = node.items.find(
        (item) => String((item.key as { value?: unknown }).value ?? item.key) === String(step),
      )
      if (!pair) return undefined
      start = (pair.key as { range?: [number, number, number] }).range?.[0]
      node = pair.value
    } else if (typeof node === 'object' && node !== null && 'items' in node) {
      node = (node.items as unknown[])[Number(step)]
      start = (node as { range?: [number, number, number] } | undefined)?.range?.[0]
    } else return undefined
    if (start === undefined) return undefined
  }
  return start
}

/** Checks a parsed file against its schema; throws one error that names every problem, the first with its line. */
export function checkFile<S extends z.ZodType>(yaml: YamlFile, schema: S): z.output<S> {
  const result = schema.safeParse(yaml.value, { reportInput: true })
  if (result.success) return result.data
  throw fileError(yaml, result.error, schema)
}

function fileError(yaml: YamlFile, error: z.ZodError, schema: z.ZodType): FairwayError {
  const problems = error.issues.map((issue) => {
    const at = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
    return { line: yaml.lineOf(at), text: describe(issue, yaml, schema) }
  })
  problems.sort((a, b) => a.line - b.line)
  return userError({
    code: 'invalid-configuration',
    message: problems.map(({ line, text }) => `${yaml.file}:${line}: ${text}`).join('\n'),
    location: { file: yaml.file, line: problems[0]?.line ?? 1 },
  })
}

function describe(issue: z.core.$ZodIssue, yaml: YamlFile, schema: z.ZodType): string {
  const path = [...(yaml.prefix ?? []), ...issue.path]
  const where = path.length === 0 ? 'the file' : `\`${path.map(String).join('.')}\``
  switch (issue.code) {
    case 'unrecognized_keys': {
      const keys = issue.keys.map((key) => `\`${key}\``).join(', ')
      return `${where} has the unknown key ${keys}; legal are ${legalKeys(schema, issue.path, yaml.value).join(', ')}`
    }
    case 'invalid_type':
      if (issue.input === undefined) return `${where} is missing (${issue.expected} expected)`
      if (issue.input === null) return `${where} is empty (${issue.expected} expected)`
      return `${where} is ${JSON.stringify(issue.input)}, but has to be ${article(issue.expected)} ${issue.expected}`
    case 'invalid_value':
      return `${where} is ${JSON.stringify(issue.input)}; legal are ${issue.values.map(String).join(', ')}`
    case 'invalid_union': {
      const legal = 'options' in issue && Array.isArray(issue.options) ? `; legal are ${issue.options.join(', ')}` : ''
      return `${where} is ${issue.input === undefined ? 'missing or not legal' : 'not legal here'}${legal}`
    }
    default:
      return `${where}: ${issue.message}`
  }
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? 'an' : 'a'
}

interface JsonSchema {
  properties?: Record<string, JsonSchema & { const?: unknown }>
  additionalProperties?: JsonSchema | boolean
  items?: JsonSchema
  oneOf?: JsonSchema[]
  anyOf?: JsonSchema[]
}

/** The keys that the schema allows for the object at a path, found by walking the schema along the value. */
function legalKeys(schema: z.ZodType, path: readonly PropertyKey[], root: unknown): string[] {
  let node = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema
  let value = root
  for (const step of path) {
    node = branch(node, value)
    value = (value as Record<PropertyKey, unknown> | undefined)?.[step]
    const additional = typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined
    node = node.properties?.[String(step)] ?? additional ?? node.items ?? {}
  }
  return Object.keys(branch(node, value).properties ?? {})
}

/** In a union, the member whose `type` is the value's. */
function branch(node: JsonSchema, value: unknown): JsonSchema {
  const type = (value as { type?: unknown } | undefined)?.type
  return (node.oneOf ?? node.anyOf)?.find((member) => member.properties?.type?.const === type) ?? node
}
