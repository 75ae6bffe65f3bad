/** A template as plain data, after its short forms (!Ref, !Sub …) have become the long ones. */
import { AwsError, type Plain } from '../../kernel/types.ts'

export type Value = Plain
export type Fields = { [key: string]: Value }

export interface ParameterDeclaration {
  Type: string
  Default?: string | number | boolean
  AllowedValues?: (string | number | boolean)[]
  AllowedPattern?: string
  ConstraintDescription?: string
  Description?: string
  MinLength?: number
  MaxLength?: number
  MinValue?: number
  MaxValue?: number
  NoEcho?: boolean | string
}

export interface ResourceDeclaration {
  Type: string
  Properties?: Fields
  Condition?: string
  DependsOn?: string | string[]
  DeletionPolicy?: string
  UpdateReplacePolicy?: string
  CreationPolicy?: Value
  UpdatePolicy?: Value
  Metadata?: Value
}

export interface OutputDeclaration {
  Value: Value
  Description?: string
  Condition?: string
  Export?: { Name: Value }
}

export interface Template {
  Description?: string
  Metadata?: Fields
  Parameters: Record<string, ParameterDeclaration>
  Mappings: Record<string, Record<string, Fields>>
  Conditions: Record<string, Value>
  Resources: Record<string, ResourceDeclaration>
  Outputs: Record<string, OutputDeclaration>
}

/** What CloudFormation says of a template or a call that it refuses. */
export function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message)
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The function call that a value is, e.g. ['Fn::Sub', '${A}'], or undefined. */
export function callOf(value: Value | undefined): [name: string, argument: Value] | undefined {
  if (!isFields(value)) return undefined
  const [entry, ...others] = Object.entries(value)
  if (entry === undefined || others.length > 0) return undefined
  return entry[0] === 'Ref' || entry[0] === 'Condition' || entry[0].startsWith('Fn::') ? entry : undefined
}
