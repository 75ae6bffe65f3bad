/** One stack as it is to become. */
import type { Capability } from '@aws-sdk/client-cloudformation'
import type { GivenParameters } from './parameters.ts'
import type { Template } from './template-file.ts'

export interface StackTarget {
  /** The component in environments/, or the stack's name in plain use. */
  component: string
  /** '' in plain use. */
  environment: string
  stackName: string
  template: Template
  /** All but the component's name and what the live stack has. */
  parameters: Omit<GivenParameters, 'component' | 'kept'>
  /** Parameters that are not given keep the value that the live stack has, instead of the template's default. */
  keepParameters: boolean
  tags: Record<string, string>
  capabilities: Capability[]
  /** The role that CloudFormation acts with; undefined: the one the stack has, or the caller. */
  roleArn: string | undefined
  /** Logical ids of resources holding data that may be replaced or deleted. */
  allowReplacement: readonly string[]
  timeoutMinutes: number
  /** The bucket for templates over 51,200 bytes; asked only then. */
  bucket: () => Promise<string>
  /** Undefined leaves it as it is. */
  terminationProtection?: boolean
}
