/** Parameter Store's data and its rules, apart from the wire. */
import { AwsError } from '../kernel/types.ts'

export type ParameterType = 'String' | 'StringList' | 'SecureString'

export interface Parameter {
  name: string
  type: ParameterType
  value: string
  version: number
  modifiedAt: number
  description?: string
  allowedPattern?: string
  keyId?: string
  tier: 'Standard' | 'Advanced'
  tags: Record<string, string>
}

export interface SsmState {
  /** By name. */
  parameters: Record<string, Parameter>
}

export interface NewParameter {
  name: string
  type: ParameterType
  value: string
  overwrite: boolean
  description?: string
  allowedPattern?: string
  keyId?: string
  tier?: 'Standard' | 'Advanced'
  tags?: Record<string, string>
}

/** arn:…:parameter/NAME; a leading slash of the name is the one after `parameter`. */
export function parameterResource(name: string): string {
  return `parameter${name.startsWith('/') ? '' : '/'}${name}`
}

/** Writes a parameter. ParameterAlreadyExists, ValidationException and the other errors of PutParameter. */
export function putParameter(state: SsmState, now: number, wanted: NewParameter): Parameter {
  const before = state.parameters[wanted.name]
  if (before && !wanted.overwrite) {
    const message =
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.'
    throw new AwsError('ParameterAlreadyExists', message)
  }
  checkName(wanted.name)
  checkValue(wanted)
  if (before && before.type !== wanted.type && (before.type === 'SecureString') !== (wanted.type === 'SecureString')) {
    throw new AwsError('HierarchyTypeMismatchException', `Parameter ${wanted.name} has another type.`)
  }
  const { overwrite: _overwrite, ...body } = wanted
  const parameter: Parameter = {
    tier: 'Standard',
    tags: before?.tags ?? {},
    ...body,
    version: (before?.version ?? 0) + 1,
    modifiedAt: now,
  }
  state.parameters[wanted.name] = parameter
  return parameter
}

function checkName(name: string): void {
  if (!/^[A-Za-z0-9_.\-/]+$/.test(name)) {
    throw new AwsError('ValidationException', 'Parameter name must only contain letters, numbers and .-_/')
  }
  if (name.includes('/') && !name.startsWith('/')) {
    throw new AwsError('ValidationException', 'Parameter name must be a fully qualified name.')
  }
  if (/^\/?(aws|ssm)/i.test(name)) {
    throw new AwsError('ValidationException', `Parameter name: can't be prefixed with "ssm" (case-insensitive).`)
  }
  if (name.split('/').length - 1 > 15) {
    throw new AwsError('HierarchyLevelLimitExceededException', 'A hierarchy can have a maximum of 15 levels.')
  }
}

function checkValue({ value, tier, allowedPattern, name }: NewParameter): void {
  const limit = tier === 'Advanced' ? 8192 : 4096
  if (Buffer.byteLength(value) > limit) {
    throw new AwsError(
      'ValidationException',
      `Standard tier parameters support a maximum parameter value of ${limit} characters.`,
    )
  }
  if (value === '') throw new AwsError('ValidationException', 'Parameter value cannot be empty.')
  if (allowedPattern !== undefined && !new RegExp(allowedPattern).test(value)) {
    const message = `Parameter value, cannot be validated against allowedPattern: ${allowedPattern} (${name})`
    throw new AwsError('ParameterPatternMismatchException', message)
  }
}

/** By name, name:version or ARN; undefined if it is not there. */
export function findParameter(state: SsmState, reference: string): Parameter | undefined {
  const direct = state.parameters[nameOfReference(reference)]
  if (direct) return direct
  const [, name = '', version = ''] = /^(.*):(\d+)$/.exec(reference) ?? []
  const found = state.parameters[nameOfReference(name)]
  return found?.version === Number(version) ? found : undefined
}

export function nameOfReference(reference: string): string {
  if (!reference.startsWith('arn:')) return reference
  const name = reference.split(':parameter').slice(1).join(':parameter')
  // Only a name with levels keeps its slash in the ARN's meaning.
  return name.slice(1).includes('/') ? name : name.slice(1)
}
