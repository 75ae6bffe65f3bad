/** What the operations share: reading the wire's texts, paging, tags and permissions. */
import type { Input, Operation, Permission } from '../../kernel/types.ts'
import { AwsError } from '../../kernel/types.ts'
import type { ElbState } from '../state.ts'

export type ElbOperation = Operation<ElbState>

/** A list parameter; SDKs send an empty list as an empty string. */
export function list<T = string>(value: unknown): T[] {
  return Array.isArray(value) ? (value as T[]) : []
}

/** Booleans and numbers come over the query protocol as text. */
export function isTrue(value: unknown, otherwise: boolean): boolean {
  return value === undefined ? otherwise : String(value) === 'true'
}

export function need(input: Input, key: string): string {
  const value: unknown = input[key]
  if (typeof value !== 'string' || value === '') {
    throw new AwsError('ValidationError', `The request must contain the parameter ${key}`)
  }
  return value
}

export function allowed(action: string, resource: string): Permission {
  return { action: `elasticloadbalancing:${action}`, resource }
}

/** Describe calls have no resource-level permissions. */
export function describes(action: string): Permission[] {
  return [allowed(action, '*')]
}

/** PageSize 1–400; the marker is the index of the next item. */
export function page<T>(items: T[], input: Input): { items: T[]; NextMarker?: string } {
  const start = Number(input.Marker ?? 0)
  const size = Number(input.PageSize ?? 400)
  if (!(size >= 1 && size <= 400)) throw new AwsError('ValidationError', 'PageSize must be between 1 and 400')
  const next = start + size
  return { items: items.slice(start, next), ...(next < items.length ? { NextMarker: String(next) } : {}) }
}

export function tagsOf(input: Input): Record<string, string> {
  return Object.fromEntries(list<{ Key: string; Value?: string }>(input.Tags).map((tag) => [tag.Key, tag.Value ?? '']))
}

/** Tagging at creation is checked as AddTags too. */
export function taggingPermissions(input: Input, action: string, resource: string): Permission[] {
  if (list(input.Tags).length === 0) return []
  const context = { 'elasticloadbalancing:CreateAction': action, ...requestTags(input) }
  return [{ ...allowed('AddTags', resource), context }]
}

export function requestTags(input: Input): Record<string, string | string[]> {
  const tags = Object.entries(tagsOf(input))
  if (tags.length === 0) return {}
  return {
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    'aws:TagKeys': tags.map(([key]) => key),
  }
}

export function readAttributes(input: Input): Record<string, string> {
  return Object.fromEntries(
    list<{ Key: string; Value?: string }>(input.Attributes).map((each) => [each.Key, String(each.Value ?? '')]),
  )
}

export function attributesView(attributes: Record<string, string>): { Attributes: { Key: string; Value: string }[] } {
  return { Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })) }
}
