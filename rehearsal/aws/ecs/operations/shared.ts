/** What the operations share: reading inputs, paging, tags and permissions. */
import type { Input, Operation, Permission, Plain } from '../../kernel/types.ts'
import { AwsError } from '../../kernel/types.ts'
import { clusterArn, clusterName } from '../names.ts'
import type { Ecs, EcsState, Tag } from '../state.ts'

export type EcsOperation = Operation<EcsState>

export function list<T = string>(value: unknown): T[] {
  return Array.isArray(value) ? (value as T[]) : []
}

export function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message)
}

/** The list of a parameter that takes between 1 and `most` items. */
export function items(input: Input, key: string, most: number): string[] {
  const value = list(input[key])
  if (value.length === 0) throw invalid(`${key} cannot be empty.`)
  if (value.length > most) throw invalid(`${key} cannot have more than ${most} elements.`)
  return value
}

/** nextToken is opaque to callers: the index of the next item. */
export function page<T>(all: T[], input: Input, ordinary: number): { page: T[]; nextToken?: string } {
  const size = Number(input.maxResults ?? ordinary)
  if (!(size >= 1 && size <= 100)) throw invalid('maxResults must be between 1 and 100.')
  const start = input.nextToken === undefined ? 0 : Number(Buffer.from(String(input.nextToken), 'base64url').toString())
  if (!Number.isInteger(start)) throw invalid('Invalid token.')
  const end = start + size
  const more = end < all.length ? { nextToken: Buffer.from(String(end)).toString('base64url') } : {}
  return { page: all.slice(start, end), ...more }
}

export function tagsOf(input: Input): Tag[] {
  return list<{ key: string; value?: string }>(input.tags).map((tag) => ({ key: tag.key, value: tag.value ?? '' }))
}

export function merged(tags: Tag[], added: Tag[]): Tag[] {
  return [...tags.filter((tag) => !added.some((other) => other.key === tag.key)), ...added]
}

/** Condition keys of the service authorization reference. */
export function inCluster(context: Ecs, cluster: unknown): Record<string, string> {
  return { 'ecs:cluster': clusterArn(context, clusterName(cluster)) }
}

export function requestTags(input: Input): Record<string, string | string[]> {
  const tags = tagsOf(input)
  if (tags.length === 0) return {}
  return {
    ...Object.fromEntries(tags.map((tag) => [`aws:RequestTag/${tag.key}`, tag.value])),
    'aws:TagKeys': tags.map((tag) => tag.key),
  }
}

/** Tagging at creation is checked as ecs:TagResource too. */
export function tagging(input: Input, action: string, resource: string): Permission[] {
  if (tagsOf(input).length === 0) return []
  const context = { 'ecs:CreateAction': action, ...requestTags(input) }
  return [{ action: 'ecs:TagResource', resource, context }]
}

export function passRole(role: unknown, service: string): Permission[] {
  if (typeof role !== 'string' || role === '') return []
  return [{ action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': service } }]
}

/** The ARN of a service that is given by name or ARN. */
export function serviceArn(context: Ecs, cluster: unknown, service: unknown): string {
  const text = String(service ?? '')
  return text.startsWith('arn:') ? text : context.arn(`service/${clusterName(cluster)}/${text}`)
}

export function plain(value: unknown): Plain {
  return structuredClone(value ?? null) as Plain
}
