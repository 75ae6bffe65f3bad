/** From a call's input to the definition of a stack. */
import { AwsError, type Caller, type Input, type Permission } from '../../kernel/types.ts'
import { principalOf } from '../engine/principal.ts'
import type { Cfn } from '../names.ts'
import type { Definition, Stack } from '../state.ts'
import { invalid } from '../template/model.ts'
import { type GivenParameter, resolveParameters } from '../template/parameters.ts'
import { readTemplate } from '../template/read.ts'
import { requireCapabilities, templateText } from './template-source.ts'

/** A list parameter; SDKs send an empty list as an empty string. */
export function list<T = string>(value: unknown): T[] {
  return Array.isArray(value) ? (value as T[]) : []
}

export function flag(value: unknown): boolean {
  return String(value) === 'true'
}

/** Reads and checks template, parameters, capabilities, role and tags. Throws as CloudFormation refuses them. */
export async function definitionFrom(context: Cfn, input: Input, stack: Stack | undefined): Promise<Definition> {
  const previous = flag(input.UsePreviousTemplate)
  const template = previous ? stack?.definition.template : await templateText(context, input, context.caller)
  if (template === undefined || template === '') {
    throw invalid('Either Template URL or Template Body must be specified.')
  }
  const parsed = readTemplate(template)
  const unknown = [...new Set(Object.values(parsed.Resources).map((resource) => resource.Type))].filter(
    (type) => !context.world.handler(type),
  )
  if (unknown.length > 0) throw invalid(`Template format error: Unrecognized resource types: [${unknown.join(', ')}]`)
  const capabilities = list(input.Capabilities)
  requireCapabilities(parsed, capabilities)
  const roleArn = roleOf(input, stack)
  const reader = principalOf(context, roleArn, context.caller)
  const parameters = await resolveParameters(
    parsed,
    givenParameters(input),
    stack?.definition.parameters ?? [],
    (names) => lookUp(context, reader, names),
  )
  // Without tags an update keeps those that the stack has.
  const tags = input.Tags === undefined ? (stack?.definition.tags ?? {}) : tagsOf(input)
  return { template, parameters, tags, capabilities }
}

export function roleOf(input: Input, stack: Stack | undefined): string | undefined {
  return input.RoleARN === undefined ? stack?.roleArn : String(input.RoleARN)
}

function givenParameters(input: Input): GivenParameter[] {
  return list<Record<string, string>>(input.Parameters).map((given) => ({
    ParameterKey: String(given.ParameterKey),
    ...(given.ParameterValue === undefined ? {} : { ParameterValue: given.ParameterValue }),
    UsePreviousValue: flag(given.UsePreviousValue),
  }))
}

function tagsOf(input: Input): Record<string, string> {
  const tags = list<{ Key: string; Value: string }>(input.Tags).map(({ Key, Value }) => [Key, Value] as const)
  const names = tags.map(([name]) => name)
  if (new Set(names).size < names.length)
    throw invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  if (tags.length > 50) throw invalid('Tags can have at most 50 entries.')
  const reserved = names.find((name) => name.toLowerCase().startsWith('aws:'))
  if (reserved !== undefined) throw invalid('Tags starting with aws: are reserved for system use')
  return Object.fromEntries(tags)
}

/** Ten at a time, as GetParameters takes them. */
async function lookUp(context: Cfn, reader: Caller, names: string[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (let start = 0; start < names.length; start += 10) {
    const input = { Names: names.slice(start, start + 10) }
    const output = await context.world.call('ssm', 'GetParameters', input, context, reader).catch(refused)
    for (const { Name, Value } of (output?.Parameters ?? []) as { Name: string; Value: string }[]) found[Name] = Value
  }
  return found
}

function refused(error: unknown): never {
  throw error instanceof AwsError ? invalid(error.message) : error
}

/** iam:PassRole for the execution role, where the call names one. */
export function passRole(input: Input): Permission[] {
  if (input.RoleARN === undefined) return []
  const context = { 'iam:PassedToService': 'cloudformation.amazonaws.com' }
  return [{ action: 'iam:PassRole', resource: String(input.RoleARN), context }]
}
