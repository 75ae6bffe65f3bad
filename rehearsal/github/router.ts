/** Routes of the REST API: what they match, what permission they need, how they answer. */

import type { Principal } from './credentials.ts'
import type { GitHub } from './github.ts'
import type { Access } from './permissions.ts'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

export interface RouteRequest {
  github: GitHub
  principal: Principal
  /** The `{name}` parts of the path, decoded. */
  params: Record<string, string>
  query: URLSearchParams
  body: Record<string, unknown>
  /** Scheme, host and path, for Link headers. */
  address: string
}

export interface RouteReply {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Below /repos/{owner}/{repo}: `/deployments/{id}`. The last part may be `{path...}`, which takes slashes. */
  path: string
  /** Any one of them is enough. */
  permissions: { scope: string; access: Access }[]
  /** GITHUB_TOKEN never has this permission; only people and Apps do. */
  peopleOnly?: boolean
  run(request: RouteRequest): RouteReply | Promise<RouteReply>
}

/** An answer that is not a success, in GitHub's form. */
export class RestError extends Error {
  readonly status: number
  readonly errors: Json[]
  constructor(status: number, message: string, errors: Json[] = []) {
    super(message)
    this.status = status
    this.errors = errors
  }
}

export function notFound(): RestError {
  return new RestError(404, 'Not Found')
}

/** 422 as GitHub writes it. */
export function invalid(resource: string, field: string, message: string): RestError {
  return new RestError(422, 'Validation Failed', [{ resource, field, code: 'custom', message }])
}

export function matchRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | undefined {
  for (const route of routes) {
    if (route.method !== method) continue
    const params = matchPath(route.path, path)
    if (params) return { route, params }
  }
  return undefined
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/')
  const given = path.split('/')
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const rest = /^\{(\w+)\.\.\.\}$/.exec(part)?.[1]
    if (rest !== undefined) {
      params[rest] = given.slice(index).map(decodeURIComponent).join('/')
      return given.length > index ? params : undefined
    }
    const value = given[index]
    if (value === undefined) return undefined
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    if (name !== undefined && value !== '') params[name] = decodeURIComponent(value)
    else if (value !== part) return undefined
  }
  return given.length === wanted.length ? params : undefined
}

/** A page of a list with its Link header (GitHub documentation, "Using pagination in the REST API": 30, at most 100). */
export function page<Item>(
  request: RouteRequest,
  items: readonly Item[],
  view: (items: Item[]) => unknown,
): RouteReply {
  const size = Math.min(100, positive(request.query.get('per_page'), 30))
  const number = positive(request.query.get('page'), 1)
  const last = Math.max(1, Math.ceil(items.length / size))
  const links: string[] = []
  function link(target: number, rel: string): void {
    const query = new URLSearchParams(request.query)
    query.set('page', String(target))
    links.push(`<${request.address}?${query}>; rel="${rel}"`)
  }
  if (number > 1) link(number - 1, 'prev')
  if (number < last) {
    link(number + 1, 'next')
    link(last, 'last')
  }
  if (number > 1) link(1, 'first')
  return {
    status: 200,
    body: view(items.slice((number - 1) * size, number * size)),
    ...(links.length > 0 ? { headers: { link: links.join(', ') } } : {}),
  }
}

function positive(text: string | null, standard: number): number {
  const number = Number(text ?? standard)
  return Number.isInteger(number) && number > 0 ? number : standard
}

/** A field of the body that has to be text where it is given. */
export function textField(request: RouteRequest, resource: string, field: string): string | undefined {
  const value = request.body[field]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string')
    throw new RestError(
      422,
      `Invalid request.\n\nFor '${resource}.${field}', ${JSON.stringify(value)} is not a string.`,
    )
  return value
}

export function requiredText(request: RouteRequest, resource: string, field: string): string {
  const value = textField(request, resource, field)
  if (value === undefined) throw new RestError(422, `Invalid request.\n\n"${field}" wasn't supplied.`)
  return value
}
