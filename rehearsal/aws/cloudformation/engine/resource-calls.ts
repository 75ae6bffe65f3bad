/** Calling the handlers that make resources real. */
import { AwsError, type Created, type HandlerContext, type ResourceHandler } from '../../kernel/types.ts'
import type { Cfn } from '../names.ts'
import { newUuid } from '../names.ts'
import { conform } from '../rules/conform.ts'
import { rulesOf } from '../rules/rules.ts'
import type { Stack, StackResource } from '../state.ts'
import { evaluate } from '../template/evaluate.ts'
import { type Fields, invalid, isFields, type ResourceDeclaration } from '../template/model.ts'
import type { Scope } from '../template/scope.ts'

/** Throws ValidationError naming a type that nothing here creates. */
export function requireHandler(context: Cfn, type: string): ResourceHandler {
  const handler = context.world.handler(type)
  if (!handler) throw invalid(`Template format error: Unrecognized resource types: [${type}]`)
  return handler
}

export function handlerContext(
  context: Cfn,
  stack: Stack,
  logicalId: string,
  tags: Record<string, string>,
): HandlerContext {
  const caller = stack.operation?.principal ?? context.caller
  return {
    account: context.account,
    region: context.region,
    world: context.world,
    now: context.now,
    stackName: stack.name,
    logicalId,
    tags,
    caller,
  }
}

/** The properties as the service gets them. Throws AwsError for what the type does not have. */
export function desiredProperties(declaration: ResourceDeclaration, logicalId: string, scope: Scope): Fields {
  const evaluated = evaluate(declaration.Properties ?? {}, scope)
  const { properties, problems } = conform(declaration.Type, logicalId, isFields(evaluated) ? evaluated : {})
  if (problems.length > 0) {
    const texts = problems.map((problem) => `${problem.message} (${problem.path})`)
    throw invalid(`Properties validation failed for resource ${logicalId} with message: ${texts.join('; ')}`)
  }
  return properties
}

/** Stack tags and the resource's own, which win. */
export function allTags(stackTags: Record<string, string>, type: string, properties: Fields): Record<string, string> {
  const own = properties[rulesOf(type)?.tags ?? 'Tags']
  if (Array.isArray(own)) {
    const entries = own.filter(isFields).map((tag) => [String(tag.Key), String(tag.Value)] as const)
    return { ...stackTags, ...Object.fromEntries(entries) }
  }
  return isFields(own) ? { ...stackTags, ...(own as Record<string, string>) } : stackTags
}

export async function create(
  context: Cfn,
  stack: Stack,
  logicalId: string,
  type: string,
  properties: Fields,
  tags: Record<string, string>,
): Promise<Created> {
  const handler = requireHandler(context, type)
  return await handler.create(
    structuredClone(properties),
    handlerContext(context, stack, logicalId, allTags(tags, type, properties)),
  )
}

export async function update(
  context: Cfn,
  stack: Stack,
  resource: StackResource,
  properties: Fields,
  tags: Record<string, string>,
): Promise<Created> {
  const handler = requireHandler(context, resource.type)
  const before = structuredClone(resource.properties)
  const calling = handlerContext(context, stack, resource.logicalId, allTags(tags, resource.type, properties))
  return await handler.update(resource.physicalId, structuredClone(properties), before, calling)
}

export async function remove(context: Cfn, stack: Stack, resource: StackResource, policy: string): Promise<void> {
  const handler = requireHandler(context, resource.type)
  const tags = allTags(resource.tags, resource.type, resource.properties)
  const calling = handlerContext(context, stack, resource.logicalId, tags)
  const deletionPolicy = policy === 'Snapshot' ? ('Snapshot' as const) : ('Delete' as const)
  await handler.remove(resource.physicalId, structuredClone(resource.properties), { ...calling, deletionPolicy })
}

/** As CloudFormation words what a service refused. */
export function reasonOf(context: Cfn, error: unknown): string {
  if (!(error instanceof AwsError)) throw error
  if (error.code === 'ValidationError' && !error.message.startsWith('User:')) return error.message
  const code = handlerCodes.find(([pattern]) => pattern.test(error.code))?.[1] ?? 'GeneralServiceException'
  return `Resource handler returned message: "${error.message}" (RequestToken: ${newUuid(context, 'token')}, HandlerErrorCode: ${code})`
}

/** Error codes of services as the handler contract names them ("Handler error codes" in the CloudFormation CLI guide). */
const handlerCodes: [RegExp, string][] = [
  [/AccessDenied|UnauthorizedOperation/, 'AccessDenied'],
  [/Already|Duplicate|Conflict/, 'AlreadyExists'],
  [/NotFound|NoSuch/, 'NotFound'],
  [/Limit|Quota/, 'ServiceLimitExceeded'],
  [/Throttl/, 'Throttling'],
  [/Invalid|Validation|Malformed|Violation/, 'InvalidRequest'],
]
