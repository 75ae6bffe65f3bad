/** What a value of a template is evaluated in. */
import type { Place } from '../../kernel/types.ts'
import type { Template } from './model.ts'

export interface ResourceValue {
  physicalId: string
  attributes: Record<string, string | number | string[]>
}

export interface Scope extends Place {
  stackName: string
  stackId: string
  template: Pick<Template, 'Mappings' | 'Resources' | 'Parameters'>
  parameters: Record<string, string | string[]>
  conditions: Record<string, boolean>
  /** The resource as it is, or undefined where it is known only after the change. */
  resource(logicalId: string): ResourceValue | undefined
  /** The value of another stack's export. */
  exported(name: string): string | undefined
  /** The output of another stack of any Region (Fn::GetStackOutput). */
  output(stack: string, name: string, region: string): string | undefined
}

/** What a change set shows in place of a value that only executing it will tell. */
export const afterApply = '{{changeSet:KNOWN_AFTER_APPLY}}'

/** Zones of an account in a Region. us-west-1 offers two, which two depends on the account. */
export function zonesOf(region: string): string[] {
  const letters = region === 'us-west-1' ? ['a', 'c'] : ['a', 'b', 'c']
  return letters.map((letter) => region + letter)
}
