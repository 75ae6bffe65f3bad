/** Values of a stack's parameters: defaults, previous values, constraints, SSM types ("Parameters" in the User Guide). */
import { invalid, type ParameterDeclaration, type Template } from './model.ts'

export interface GivenParameter {
  ParameterKey: string
  ParameterValue?: string
  UsePreviousValue?: boolean
}

/** As it is kept with the stack. */
export interface StackParameter {
  key: string
  value: string
  /** What the SSM parameter said; `value` is then its name. */
  resolved?: string
  noEcho: boolean
}

/** Looks up SSM parameters by name; the missing ones are not in the answer. */
type Lookup = (names: string[]) => Promise<Record<string, string>>

const ssmType = /^AWS::SSM::Parameter::Value<(.+)>$/

/** Throws ValidationError for missing, unknown and illegal values. */
export async function resolveParameters(
  template: Template,
  given: GivenParameter[],
  previous: StackParameter[],
  lookup: Lookup,
): Promise<StackParameter[]> {
  const unknown = given.map((item) => item.ParameterKey).filter((key) => !(key in template.Parameters))
  if (unknown.length > 0) throw invalid(`Parameters: [${unknown.join(', ')}] do not exist in the template`)
  const values = Object.entries(template.Parameters).map(([key, declaration]) => {
    const value = givenValue(key, declaration, given, previous)
    return [key, declaration, value] as const
  })
  const missing = values.filter(([, , value]) => value === undefined).map(([key]) => key)
  if (missing.length > 0) throw invalid(`Parameters: [${missing.join(', ')}] must have values`)
  for (const [key, declaration, value = ''] of values) checkValue(key, declaration, value)

  const names = values.filter(([, declaration]) => ssmType.test(declaration.Type)).map(([, , value = '']) => value)
  const found = names.length === 0 ? {} : await lookup([...new Set(names)])
  const absent = [...new Set(names)].filter((name) => found[name] === undefined)
  if (absent.length > 0) throw invalid(`Parameters: [${absent.join(', ')}] cannot be found.`)
  return values.map(([key, declaration, value = '']) => {
    const noEcho = String(declaration.NoEcho ?? false) === 'true'
    const resolved = ssmType.test(declaration.Type) ? found[value] : undefined
    if (resolved !== undefined) checkType(key, innerType(declaration), resolved)
    return { key, value, noEcho, ...(resolved === undefined ? {} : { resolved }) }
  })
}

function givenValue(
  key: string,
  declaration: ParameterDeclaration,
  given: GivenParameter[],
  previous: StackParameter[],
): string | undefined {
  const item = given.find((candidate) => candidate.ParameterKey === key)
  if (item?.UsePreviousValue) {
    const before = previous.find((parameter) => parameter.key === key)
    if (!before)
      throw invalid(
        `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
      )
    if (item.ParameterValue !== undefined) {
      throw invalid(`Invalid input for parameter key ${key}. Cannot specify both UsePreviousValue and ParameterValue`)
    }
    return before.value
  }
  return item?.ParameterValue ?? (declaration.Default === undefined ? undefined : String(declaration.Default))
}

/** What Ref gives: lists are lists, everything else is text. */
export function parameterValues(template: Template, parameters: StackParameter[]): Record<string, string | string[]> {
  const entries = parameters.flatMap((parameter) => {
    const declaration = template.Parameters[parameter.key]
    if (!declaration) return []
    const text = parameter.resolved ?? parameter.value
    return [[parameter.key, isList(innerType(declaration)) ? splitList(text) : text] as const]
  })
  return Object.fromEntries(entries)
}

function innerType(declaration: ParameterDeclaration): string {
  return ssmType.exec(declaration.Type)?.[1] ?? declaration.Type
}

function isList(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<')
}

function splitList(text: string): string[] {
  return text === '' ? [] : text.split(',').map((item) => item.trim())
}

function checkValue(key: string, declaration: ParameterDeclaration, value: string): void {
  const { AllowedValues, AllowedPattern, ConstraintDescription } = declaration
  const fail = (rule: string) =>
    invalid(
      ConstraintDescription
        ? `Parameter ${key} failed to satisfy constraint: ${ConstraintDescription}`
        : `Parameter '${key}' ${rule}`,
    )
  const items = isList(declaration.Type) ? splitList(value) : [value]
  for (const item of items) {
    if (AllowedValues && !AllowedValues.map(String).includes(item)) throw fail('must be one of AllowedValues')
    if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(item)) {
      throw fail(`must match pattern ${AllowedPattern}`)
    }
  }
  if (!ssmType.test(declaration.Type)) checkType(key, declaration.Type, value)
  const { MinLength, MaxLength, MinValue, MaxValue } = declaration
  if (MinLength !== undefined && value.length < MinLength) throw fail(`must contain at least ${MinLength} characters`)
  if (MaxLength !== undefined && value.length > MaxLength) throw fail(`must contain at most ${MaxLength} characters`)
  if (MinValue !== undefined && Number(value) < MinValue) throw fail(`must be a number not less than ${MinValue}`)
  if (MaxValue !== undefined && Number(value) > MaxValue) throw fail(`must be a number not greater than ${MaxValue}`)
}

/** The AWS-specific types, by what their ids look like. */
const idPatterns: Record<string, RegExp> = {
  'AWS::EC2::AvailabilityZone::Name': /^[a-z]{2}(-[a-z]+)+-\d[a-z]$/,
  'AWS::EC2::Image::Id': /^ami-[0-9a-f]{8,17}$/,
  'AWS::EC2::Instance::Id': /^i-[0-9a-f]{8,17}$/,
  'AWS::EC2::KeyPair::KeyName': /./,
  'AWS::EC2::SecurityGroup::GroupName': /./,
  'AWS::EC2::SecurityGroup::Id': /^sg-[0-9a-f]{8,17}$/,
  'AWS::EC2::Subnet::Id': /^subnet-[0-9a-f]{8,17}$/,
  'AWS::EC2::Volume::Id': /^vol-[0-9a-f]{8,17}$/,
  'AWS::EC2::VPC::Id': /^vpc-[0-9a-f]{8,17}$/,
  'AWS::Route53::HostedZone::Id': /^Z[0-9A-Z]+$/,
  'AWS::SSM::Parameter::Name': /./,
}

function checkType(key: string, type: string, value: string): void {
  const item = /^List<(.+)>$/.exec(type)?.[1] ?? type
  const values = isList(type) ? splitList(value) : [value]
  if (item === 'String' || item === 'CommaDelimitedList') return
  if (item === 'Number') {
    const wrong = values.some((text) => text.trim() === '' || Number.isNaN(Number(text)))
    if (wrong) throw invalid(`Parameter '${key}' must be a number`)
    return
  }
  const pattern = idPatterns[item]
  if (!pattern) throw invalid(`Template format error: Unrecognized parameter type: ${type}`)
  const wrong = values.find((text) => !pattern.test(text))
  if (wrong !== undefined || values.length === 0) {
    throw invalid(
      `Parameter validation failed: parameter value ${wrong ?? ''} for parameter name ${key} does not exist.`,
    )
  }
}
