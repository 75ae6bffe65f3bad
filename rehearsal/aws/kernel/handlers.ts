/** What resource handlers share. */
import { AwsError, type HandlerContext, type Properties } from './types.ts'

/** Refuses, as CloudFormation would report it, unless the stack's principal may do all of it. */
export function need(
  context: HandlerContext,
  actions: string[],
  resource: string,
  keys?: Record<string, string>,
): void {
  const permissions = actions.map((action) => ({ action, resource, ...(keys === undefined ? {} : { context: keys }) }))
  context.world.check(context.caller, permissions, context)
}

/** The name that a template gives, or the one CloudFormation makes: STACK-LOGICALID-RANDOM. */
export function nameOf(given: unknown, context: HandlerContext, limit = 64): string {
  if (typeof given === 'string' && given !== '') return given
  const suffix = randomSuffix(context)
  const room = limit - suffix.length - 1
  const logical = context.logicalId.slice(0, Math.max(1, Math.min(context.logicalId.length, room - 2)))
  const stack = context.stackName.slice(0, Math.max(1, room - logical.length - 1))
  return `${stack}-${logical}-${suffix}`
}

/** Upper-case letters and digits, as CloudFormation's generated names end. */
export function randomSuffix(context: HandlerContext, length = 12): string {
  const { world, account, region, stackName, logicalId } = context
  const number = world.count(`name ${account}/${region}/${stackName}/${logicalId}`)
  return BigInt(`0x${world.hex(`name ${account}/${region}/${stackName}/${logicalId}/${number}`, 32)}`)
    .toString(36)
    .toUpperCase()
    .slice(0, length)
}

/** The resource's own tags over the stack's, as an object. */
export function tagsOf(properties: Properties, context: HandlerContext): Record<string, string> {
  return { ...context.tags, ...tagObject(properties.Tags) }
}

/** Tags as a list of {Key, Value}, or as the map that some types take. */
export function tagObject(tags: unknown): Record<string, string> {
  if (Array.isArray(tags)) return Object.fromEntries(tags.map((tag) => [String(tag.Key), String(tag.Value)]))
  return typeof tags === 'object' && tags !== null ? (tags as Record<string, string>) : {}
}

export function requireProperty(properties: Properties, name: string): string {
  const value: unknown = properties[name]
  if (typeof value === 'string' && value !== '') return value
  if (typeof value === 'number') return String(value)
  throw new AwsError('ValidationError', `#: required key [${name}] not found`)
}

/** CloudFormation's own conflict: the name is taken by something it did not create. */
export function alreadyExists(type: string, name: string): AwsError {
  return new AwsError('AlreadyExists', `Resource of type '${type}' with identifier '${name}' already exists.`)
}
