/** What is known of each resource type, from the resource specification (scripts/generate-replacement-rules.mjs). */
import rules from './resource-types.json' with { type: 'json' }

export type PropertyType =
  | 'string'
  | 'boolean'
  | 'integer'
  | 'number'
  | 'json'
  | 'tag'
  | { list: PropertyType }
  | { map: PropertyType }
  | { definition: string }

export interface PropertyRule {
  type: PropertyType
  required?: boolean
  replaces?: 'always' | 'perhaps'
}

interface TypeRules {
  attributes: string[]
  /** The property that names the resource, where changing it replaces. */
  name?: string
  /** The property that holds tags. */
  tags?: string
  properties: Record<string, PropertyRule>
}

const known = rules as unknown as {
  types: Record<string, TypeRules>
  definitions: Record<string, Record<string, PropertyRule>>
}

export function rulesOf(type: string): TypeRules | undefined {
  return known.types[type]
}

/** The rules of the fields of a nested type. */
export function fieldsOf(type: PropertyType): Record<string, PropertyRule> | undefined {
  return typeof type === 'object' && 'definition' in type ? known.definitions[type.definition] : undefined
}
