/**
 * GitHub's OpenAPI description as a judge: does a request exist there, with these parameters and this body, and is
 * the answer of the shape that GitHub documents?
 */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Schema = { [key: string]: Json }

interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  schema?: Schema
  /** The value may contain slashes. */
  'x-multi-segment'?: boolean
}

interface Operation {
  operationId: string
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: { required?: boolean; content?: Record<string, { schema?: Schema }> }
  responses: Record<string, { $ref?: string; content?: Record<string, { schema?: Schema }> }>
}

export interface Description {
  paths: Record<string, Record<string, Operation>>
  components: { [kind: string]: { [name: string]: Json } }
}

export interface GitHubCall {
  method: string
  /** With the query, as sent. */
  path: string
  body: string
  status: number
  /** The answer's body, where it was recorded. */
  reply?: string
}

interface Route {
  template: string
  pattern: RegExp
  names: string[]
  literals: number
  operation: Operation
  parameters: Parameter[]
}

const address = 'https://description.invalid/'

export class GitHubDescription {
  readonly #description: Description
  readonly #bodies: Ajv
  readonly #texts: Ajv
  readonly #replies: Ajv
  readonly #validators = new Map<string, ValidateFunction>()
  readonly #routes = new Map<string, Route[]>()

  constructor(description: Description) {
    this.#description = description
    const components = plainSchema(description.components) as Schema
    this.#bodies = ajv(components, false)
    this.#texts = ajv(components, true)
    // An answer of the simulated GitHub holds less than GitHub's; what it holds must be of the right shape.
    this.#replies = ajv(withoutRequired(components) as Schema, false)
  }

  /** @returns the operation's id and what is wrong. */
  judge(call: GitHubCall): { operation: string | undefined; errors: string[] } {
    const [path = '', query = ''] = split(call.path, '?')
    const route = this.#find(call.method.toLowerCase(), path)
    if (!route) return { operation: undefined, errors: [`GitHub has no ${call.method} ${path}`] }
    const errors = [
      ...this.#pathErrors(route, path),
      ...this.#queryErrors(route, new URLSearchParams(query)),
      ...this.#bodyErrors(route, call.body),
      ...this.#replyErrors(route, call),
    ]
    return { operation: route.operation.operationId, errors }
  }

  /** Literal segments go before parameters, as in GitHub's own routing. */
  #find(method: string, path: string): Route | undefined {
    const routes = this.#routes.get(method) ?? this.#routesOf(method)
    this.#routes.set(method, routes)
    return routes.filter(({ pattern }) => pattern.test(path)).sort((a, b) => b.literals - a.literals)[0]
  }

  #routesOf(method: string): Route[] {
    return Object.entries(this.#description.paths).flatMap(([template, operations]) => {
      const operation = operations[method]
      return operation ? [this.#route(template, operation)] : []
    })
  }

  #route(template: string, operation: Operation): Route {
    const parameters = (operation.parameters ?? []).map((parameter) => this.#resolve<Parameter>(parameter))
    const wide = new Set(parameters.filter((parameter) => parameter['x-multi-segment']).map(({ name }) => name))
    const names: string[] = []
    const pattern = template.replace(/\{([^}]+)\}|[.*+?^$()|[\]\\]/g, (text, name: string | undefined) => {
      if (name === undefined) return `\\${text}`
      names.push(name)
      return wide.has(name) ? '(.+)' : '([^/]+)'
    })
    const literals = template.split('/').filter((segment) => !segment.includes('{')).length
    return { template, pattern: new RegExp(`^${pattern}$`), names, literals, operation, parameters }
  }

  #pathErrors(route: Route, path: string): string[] {
    const values = route.pattern.exec(path)?.slice(1) ?? []
    return route.names.flatMap((name, index) => {
      const parameter = route.parameters.find((known) => known.in === 'path' && known.name === name)
      return this.#textErrors(`path parameter ${name}`, parameter, decodeURIComponent(values[index] ?? ''))
    })
  }

  #queryErrors(route: Route, query: URLSearchParams): string[] {
    const known = route.parameters.filter((parameter) => parameter.in === 'query')
    const missing = known.filter(({ name, required }) => required && !query.has(name))
    const errors = missing.map(({ name }) => `query parameter ${name} is missing`)
    for (const [name, text] of query) {
      const parameter = known.find((candidate) => candidate.name === name)
      if (parameter) errors.push(...this.#textErrors(`query parameter ${name}`, parameter, text))
      else errors.push(`query parameter ${name} is unknown`)
    }
    return errors
  }

  #textErrors(what: string, parameter: Parameter | undefined, text: string): string[] {
    if (!parameter?.schema) return []
    const validate = this.#compiled(this.#texts, 'text', { properties: { value: parameter.schema } })
    return validate({ value: text }) ? [] : [`${what}: ${textOf(validate.errors)}`]
  }

  #bodyErrors(route: Route, body: string): string[] {
    const { requestBody } = route.operation
    const schema = requestBody?.content?.['application/json']?.schema
    if (body === '') return requestBody?.required ? ['the body is missing'] : []
    if (!schema) return [`${route.operation.operationId} takes no body`]
    const value = JSON.parse(body) as Json
    const validate = this.#compiled(this.#bodies, 'body', schema)
    const errors = validate(value) ? [] : [`body: ${textOf(validate.errors)}`]
    return [...errors, ...this.#unknownMembers(schema, value)]
  }

  /** The description rarely forbids further members, but GitHub ignores them: a misspelt one would go unnoticed. */
  #unknownMembers(schema: Schema, value: Json): string[] {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
    const known = this.#members(schema)
    if (known === undefined) return []
    return Object.keys(value).flatMap((name) => (known.has(name) ? [] : [`body: ${name} is unknown`]))
  }

  /** @returns undefined where any member is allowed. */
  #members(given: Schema): Set<string> | undefined {
    const schema = this.#resolve<Schema>(given)
    const open = schema.additionalProperties
    if (open === true || (typeof open === 'object' && open !== null)) return undefined
    const names = new Set(Object.keys((schema.properties ?? {}) as Schema))
    for (const kind of ['allOf', 'anyOf', 'oneOf']) {
      for (const part of (schema[kind] ?? []) as Schema[]) {
        const more = this.#members(part)
        if (more === undefined) return undefined
        for (const name of more) names.add(name)
      }
    }
    return names
  }

  #replyErrors(route: Route, { status, reply }: GitHubCall): string[] {
    const { responses, operationId } = route.operation
    if (status >= 400) return []
    const found = responses[String(status)] ?? responses.default
    if (!found) return [`${operationId} does not answer with ${status}`]
    const schema = this.#resolve<{ content?: Record<string, { schema?: Schema }> }>(found).content?.['application/json']
      ?.schema
    if (!schema || reply === undefined || reply === '') return []
    const validate = this.#compiled(this.#replies, 'reply', withoutRequired(schema) as Schema)
    return validate(JSON.parse(reply)) ? [] : [`reply: ${textOf(validate.errors)}`]
  }

  #compiled(judge: Ajv, purpose: string, schema: Schema): ValidateFunction {
    const key = purpose + JSON.stringify(schema)
    const validate = this.#validators.get(key) ?? judge.compile(plainSchema(schema) as Schema)
    this.#validators.set(key, validate)
    return validate
  }

  #resolve<T>(value: unknown): T {
    const { $ref } = value as { $ref?: string }
    if ($ref === undefined) return value as T
    const [, , kind = '', name = ''] = $ref.split('/')
    return this.#resolve<T>(this.#description.components[kind]?.[name])
  }
}

function ajv(components: Schema, coerceTypes: boolean): Ajv {
  const judge = new Ajv({ strict: false, allErrors: true, validateFormats: false, coerceTypes, logger: false })
  judge.addSchema({ $id: address, components })
  return judge
}

/** OpenAPI 3.0's own keywords as JSON Schema: `nullable` becomes the type null, references become absolute. */
function plainSchema(value: Json): Json {
  if (Array.isArray(value)) return value.map(plainSchema)
  if (typeof value !== 'object' || value === null) return value
  const { nullable, ...rest } = value
  const schema: Schema = Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, plainSchema(item)]))
  if (typeof schema.$ref === 'string') return { $ref: schema.$ref.replace(/^#/, `${address}#`) }
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema
}

function withoutRequired(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutRequired)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key, item]) => !(key === 'required' && Array.isArray(item)))
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutRequired(item)]))
}

function textOf(errors: ErrorObject[] | null | undefined): string {
  return (errors ?? [])
    .map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`.trim())
    .join('; ')
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
