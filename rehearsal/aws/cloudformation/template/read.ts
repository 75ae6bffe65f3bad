/** From text to a template whose structure is sound ("Template anatomy" in the CloudFormation User Guide). */
import { checkReferences } from './dependencies.ts'
import {
  type Fields,
  invalid,
  isFields,
  type OutputDeclaration,
  type ParameterDeclaration,
  type ResourceDeclaration,
  type Template,
  type Value,
} from './model.ts'
import { parseText } from './parse.ts'

const sections = new Set(
  'AWSTemplateFormatVersion Description Metadata Parameters Mappings Conditions Resources Outputs Rules Transform'.split(
    ' ',
  ),
)
const resourceFields = new Set(
  'Type Properties Condition DependsOn DeletionPolicy UpdateReplacePolicy CreationPolicy UpdatePolicy Metadata'.split(
    ' ',
  ),
)
const deletionPolicies = ['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot']
const replacePolicies = ['Delete', 'Retain', 'Snapshot']

/** A stack's template is read for every step of its resources; the newest ones are remembered. */
const remembered = new Map<string, Template>()

/** Not to be changed. Throws ValidationError, in CloudFormation's words where it has some. */
export function readTemplate(body: string): Template {
  const known = remembered.get(body)
  if (known) return known
  const template = readAnew(body)
  remembered.set(body, template)
  const [oldest] = remembered.keys()
  if (remembered.size > 40 && oldest !== undefined) remembered.delete(oldest)
  return template
}

function readAnew(body: string): Template {
  const root = parseText(body)
  if (!isFields(root)) throw invalid('Template format error: unsupported structure.')
  const strange = Object.keys(root).filter((name) => !sections.has(name))
  if (strange.length > 0) throw invalid(`Invalid template property or properties [${strange.join(', ')}]`)
  if (root.Transform !== undefined) throw unknownMacro(root.Transform)
  if (root.Rules !== undefined) throw invalid('the simulated CloudFormation does not know the section Rules')
  const version = root.AWSTemplateFormatVersion
  if (version !== undefined && version !== '2010-09-09') {
    throw invalid('Template format error: unsupported value for AWSTemplateFormatVersion.')
  }
  const resources = section(root, 'Resources')
  if (Object.keys(resources).length === 0) {
    throw invalid('Template format error: At least one Resources member must be defined.')
  }
  const template: Template = {
    ...(typeof root.Description === 'string' ? { Description: root.Description } : {}),
    ...(isFields(root.Metadata) ? { Metadata: root.Metadata } : {}),
    Parameters: mapOf(section(root, 'Parameters'), parameter),
    Mappings: section(root, 'Mappings') as Template['Mappings'],
    Conditions: section(root, 'Conditions'),
    Resources: mapOf(resources, resource),
    Outputs: mapOf(section(root, 'Outputs'), output),
  }
  checkReferences(template)
  return template
}

export function unknownMacro(name: Value): Error {
  return invalid(`the simulated CloudFormation runs no transforms and macros: ${JSON.stringify(name)}`)
}

function section(root: Fields, name: string): Fields {
  const value = root[name]
  if (value === undefined) return {}
  if (!isFields(value)) throw invalid(`Template format error: ${name} must be an object.`)
  return value
}

function mapOf<T>(fields: Fields, read: (name: string, value: Fields) => T): Record<string, T> {
  const entries = Object.entries(fields).map(([name, value]) => {
    if (!isFields(value)) throw invalid(`Template format error: [${name}] must be an object.`)
    return [name, read(name, value)] as const
  })
  return Object.fromEntries(entries)
}

function parameter(name: string, value: Fields): ParameterDeclaration {
  alphanumeric('Parameters', name)
  if (typeof value.Type !== 'string') {
    throw invalid(`Template format error: Every Parameters member must contain a Type attribute: ${name}`)
  }
  return value as unknown as ParameterDeclaration
}

function resource(name: string, value: Fields): ResourceDeclaration {
  alphanumeric('Resources', name)
  if (typeof value.Type !== 'string') {
    throw invalid(`Template format error: [/Resources/${name}] Every Resources object must contain a Type member.`)
  }
  const strange = Object.keys(value).filter((key) => !resourceFields.has(key))
  if (strange.length > 0) {
    throw invalid(`Invalid template resource property '${strange[0]}' in resource ${name}`)
  }
  if (value.Properties !== undefined && value.Properties !== null && !isFields(value.Properties)) {
    throw invalid(`Template format error: [/Resources/${name}/Properties] 'null' or a list is no object.`)
  }
  policy(name, 'DeletionPolicy', value.DeletionPolicy, deletionPolicies)
  policy(name, 'UpdateReplacePolicy', value.UpdateReplacePolicy, replacePolicies)
  return { ...value, Properties: isFields(value.Properties) ? value.Properties : {} } as unknown as ResourceDeclaration
}

function policy(resourceName: string, attribute: string, value: Value | undefined, legal: string[]): void {
  if (value === undefined || (typeof value === 'string' && legal.includes(value))) return
  throw invalid(
    `Template error: ${attribute} of resource ${resourceName} must be one of ${legal.join(', ')}, not ${JSON.stringify(value)}`,
  )
}

function output(name: string, value: Fields): OutputDeclaration {
  alphanumeric('Outputs', name)
  if (value.Value === undefined) {
    throw invalid(
      `Template format error: Output ${name} is malformed. Every Outputs member must contain a Value object`,
    )
  }
  return value as unknown as OutputDeclaration
}

function alphanumeric(where: string, name: string): void {
  if (!/^[A-Za-z0-9]+$/.test(name)) {
    throw invalid(`Template format error: ${where} name '${name}' is non alphanumeric.`)
  }
}
