/** Ids and ARNs of stacks and change sets, and finding them. */
import { AwsError, type Context } from '../kernel/types.ts'
import type { ChangeSet, CloudFormationState, Stack } from './state.ts'
import { invalid } from './template/model.ts'

export type Cfn = Context<CloudFormationState>

/** A UUID that depends on the seed and on how often this kind was asked for in this account. */
export function newUuid(context: Cfn, kind: string): string {
  const { world, account, region } = context
  const number = world.count(`cloudformation ${kind} ${account}/${region}`)
  const hex = world.hex(`cloudformation ${kind} ${account}/${region}/${number}`, 32)
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-')
}

export function checkName(name: unknown, field: string): string {
  if (typeof name === 'string' && /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) return name
  throw invalid(
    `1 validation error detected: Value '${String(name)}' at '${field}' failed to satisfy constraint: ` +
      'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*',
  )
}

/** By name, where deleted ones don't count, or by id. */
export function findStack(state: CloudFormationState, nameOrId: string): Stack | undefined {
  if (nameOrId.startsWith('arn:')) return state.stacks[nameOrId]
  return Object.values(state.stacks).find((stack) => stack.name === nameOrId && stack.status !== 'DELETE_COMPLETE')
}

export function requireStack(context: Cfn, nameOrId: unknown): Stack {
  const name = String(nameOrId ?? '')
  const stack = findStack(context.state, name)
  if (!stack) throw invalid(`Stack with id ${name} does not exist`)
  return stack
}

/** The ARN that IAM checks for a stack named in a call, whether it is there or not. */
export function stackArn(context: Cfn, nameOrId: unknown): string {
  const name = String(nameOrId ?? '')
  if (name.startsWith('arn:')) return name.replace(/:changeSet\/.*$/, ':stack/*')
  return findStack(context.state, name)?.id ?? context.arn(`stack/${name}/*`)
}

/** By ARN, or by name together with its stack. Throws ChangeSetNotFound. */
export function requireChangeSet(context: Cfn, name: unknown, stackName: unknown): ChangeSet {
  const wanted = String(name ?? '')
  const all = Object.values(context.state.changeSets).filter((set) => set.deletedAt === undefined)
  if (!wanted.startsWith('arn:') && stackName === undefined) {
    throw invalid('StackName must be specified if ChangeSetName is not specified as an ARN.')
  }
  const stack = stackName === undefined ? undefined : findStack(context.state, String(stackName))
  if (stackName !== undefined && !stack) throw invalid(`Stack [${String(stackName)}] does not exist`)
  const found = all.find((set) => set.id === wanted || (set.name === wanted && set.stackId === stack?.id))
  if (!found) throw new AwsError('ChangeSetNotFound', `ChangeSet [${wanted}] does not exist`, 404)
  return found
}

export function stackOfChangeSet(context: Cfn, input: { ChangeSetName?: unknown; StackName?: unknown }): string {
  const name = String(input.ChangeSetName ?? '')
  const set = name.startsWith('arn:') ? context.state.changeSets[name] : undefined
  return set?.stackId ?? stackArn(context, input.StackName ?? name)
}

export function isBusy(stack: Stack): boolean {
  return stack.status.endsWith('_IN_PROGRESS')
}
