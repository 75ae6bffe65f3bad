/**
 * Writes what the simulated CloudFormation has to know of each resource type: its properties and attributes, their
 * types, which are required and which replace the resource. `--check` fails when the committed file is stale.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec'

const root = join(import.meta.dirname, '..')
const target = join(root, 'rehearsal/aws/cloudformation/rules/resource-types.json')

/** Types that the simulated account creates and no template of this repository uses yet. */
const others = [
  'AWS::CloudFormation::Stack',
  'AWS::CloudFormation::WaitConditionHandle',
  'AWS::CloudFront::CachePolicy',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::OriginRequestPolicy',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::EC2::NetworkAcl',
  'AWS::EC2::NetworkAclEntry',
  'AWS::EC2::SubnetNetworkAclAssociation',
  'AWS::ECS::ClusterCapacityProviderAssociations',
  'AWS::ElasticLoadBalancingV2::ListenerRule',
  'AWS::IAM::InstanceProfile',
  'AWS::IAM::Policy',
  'AWS::SecretsManager::Secret',
]

const text = `${JSON.stringify(rulesOf([...new Set([...typesInTemplates(), ...others])].sort()))}\n`
  // A line per type and definition, so that a change is readable.
  .replaceAll(/("(?:AWS::)[^"]+":\{)/g, '\n$1')

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error(`${target} is stale: run node scripts/generate-replacement-rules.mjs`)
    process.exit(1)
  }
} else {
  writeFileSync(target, text)
}

function typesInTemplates() {
  const folders = ['cloudformation', 'examples']
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => join(root, folder, name)),
  )
  const templates = files.filter((file) => /\.(ya?ml|json)$/.test(file)).map((file) => readFileSync(file, 'utf8'))
  return templates
    .flatMap((body) => [...body.matchAll(/^ {4}Type: (AWS::[\w:]+)\s*$/gm)].map((match) => match[1]))
    .filter((type) => !type.startsWith('AWS::SSM::Parameter::'))
    .filter((type) => type.split('::').length === 3 && !type.endsWith('::Id'))
}

function rulesOf(types) {
  const db = loadAwsServiceSpecSync()
  const definitions = {}
  const found = types.map((type) => [type, db.lookup('resource', 'cloudFormationType', 'equals', type)[0]])
  const unknown = found.filter(([, resource]) => resource === undefined).map(([type]) => type)
  if (unknown.length > 0) throw new Error(`The resource specification has no ${unknown.join(', ')}`)

  const resources = found.map(([type, resource]) => {
    const entries = Object.entries(resource.properties)
    const identifier = resource.primaryIdentifier?.length === 1 ? resource.primaryIdentifier[0] : undefined
    const named = identifier !== undefined && resource.properties[identifier]?.causesReplacement === 'yes'
    return [
      type,
      {
        attributes: Object.keys(resource.attributes).sort(),
        ...(named ? { name: identifier } : {}),
        ...(resource.tagInformation ? { tags: resource.tagInformation.tagPropertyName } : {}),
        properties: Object.fromEntries(entries.map(([name, property]) => [name, ruleOf(property, type)])),
      },
    ]
  })
  return { types: Object.fromEntries(resources), definitions: sorted(definitions) }

  function ruleOf(property, type) {
    return {
      type: typeOf(property.type, type),
      ...(property.required ? { required: true } : {}),
      ...(property.causesReplacement === 'yes' ? { replaces: 'always' } : {}),
      ...(property.causesReplacement === 'maybe' ? { replaces: 'perhaps' } : {}),
    }
  }

  function typeOf(type, owner) {
    switch (type.type) {
      case 'array':
        return { list: typeOf(type.element, owner) }
      case 'map':
        return { map: typeOf(type.element, owner) }
      case 'ref':
        return { definition: define(type.reference.$ref, owner) }
      case 'union':
        return 'json' // which of them it is cannot be told from here
      default:
        return type.type
    }
  }

  function define(id, owner) {
    const definition = db.get('typeDefinition', id)
    const name = `${owner}.${definition.name}`
    if (definitions[name] === undefined) {
      definitions[name] = {} // first, since definitions may contain themselves
      const entries = Object.entries(definition.properties)
      definitions[name] = Object.fromEntries(entries.map(([key, property]) => [key, ruleOf(property, owner)]))
    }
    return name
  }
}

function sorted(record) {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}
