/**
 * Task definitions as plain data, so that fields which this version of the SDK doesn't know stay as they are.
 * Pure: rendering images, and whether two definitions mean the same.
 */
import { userError } from '../errors.ts'

export type ContainerDefinition = Record<string, unknown> & { name: string; image: string }

/** What RegisterTaskDefinition takes. */
export type Definition = Record<string, unknown> & {
  family: string
  containerDefinitions: ContainerDefinition[]
  tags?: { key: string; value?: string }[]
}

export interface RegisteredDefinition {
  arn: string
  definition: Definition
  /** A deregistered revision runs on where it runs, but nothing new can be started with it. */
  active: boolean
}

/** What DescribeTaskDefinition adds to what was registered (API reference, TaskDefinition). */
const answered = [
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
  'deleteRequestedAt',
]

/** Described → what can be registered again. Tags that AWS sets itself (aws:…) can't be, and go. */
export function registrable(described: Record<string, unknown>, tags?: Definition['tags']): Definition {
  const kept = Object.fromEntries(Object.entries(described).filter(([key]) => !answered.includes(key))) as Definition
  const own = (tags ?? kept.tags ?? []).filter(({ key }) => !key.startsWith('aws:'))
  delete kept.tags
  return own.length === 0 ? kept : { ...kept, tags: own }
}

/** The definition with other images; refuses containers that it doesn't have. */
export function withImages(definition: Definition, images: Record<string, { reference: string }>): Definition {
  const names = definition.containerDefinitions.map(({ name }) => name)
  const unknown = Object.keys(images).filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    throw userError({
      code: 'unknown-container',
      message: `the task definition ${definition.family} has no container ${quoted(unknown)}; legal are ${names.join(', ')}`,
      cure: 'Correct the container names in `images`, or in `containers` of the component.',
    })
  }
  return {
    ...definition,
    containerDefinitions: definition.containerDefinitions.map((container) => {
      const image = images[container.name]
      return image ? { ...container, image: image.reference } : container
    }),
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}

/** Whether two definitions run the same: order and AWS's defaults don't matter, tags neither. */
export function sameDefinition(one: Definition, other: Definition): boolean {
  return JSON.stringify(normal(one)) === JSON.stringify(normal(other))
}

function normal(definition: Definition): unknown {
  const { tags: _, cpu, memory, containerDefinitions, ...rest } = registrable(definition)
  const mode = String(rest.networkMode ?? 'bridge')
  return normalValue({
    ...rest,
    networkMode: mode,
    cpu: units(cpu, 'vcpu'),
    memory: units(memory, 'gb'),
    runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: 'X86_64', ...asObject(rest.runtimePlatform) },
    containerDefinitions: containerDefinitions.map((container) => normalContainer(container, mode)),
  })
}

// ContainerDefinition and HealthCheck in the API reference give these defaults, and AWS answers them filled in.
function normalContainer(container: ContainerDefinition, networkMode: string): unknown {
  const { cpu, essential, portMappings, healthCheck, ...rest } = container
  const hostIsContainer = networkMode === 'awsvpc' || networkMode === 'host'
  return {
    ...rest,
    ...(cpu !== 0 && { cpu }),
    // Kept apart from other flags, since this one is true where it is absent.
    optional: essential === false,
    portMappings: asList(portMappings).map((mapping) => ({
      ...mapping,
      protocol: mapping.protocol ?? 'tcp',
      hostPort: mapping.hostPort ?? (hostIsContainer ? mapping.containerPort : 0),
    })),
    ...(healthCheck ? { healthCheck: { interval: 30, timeout: 5, retries: 3, ...asObject(healthCheck) } } : {}),
  }
}

/** '1 vCPU' → '1024', '2 GB' → '2048', as RegisterTaskDefinition stores them. */
function units(value: unknown, unit: 'vcpu' | 'gb'): string | undefined {
  if (value === undefined || value === null) return undefined
  const text = String(value).toLowerCase().replaceAll(' ', '')
  return text.endsWith(unit) ? String(Number(text.slice(0, -unit.length)) * 1024) : text
}

/** Lists whose order means something: everything else is a set to ECS. */
const ordered = new Set(['command', 'entryPoint', 'links', 'dnsServers', 'dnsSearchDomains', 'dependsOn'])

/** Empty, false and absent are one; keys and sets are sorted. */
function normalValue(value: unknown, key?: string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => (typeof item === 'object' ? normalValue(item) : item))
    if (items.length === 0) return undefined
    if (key !== undefined && ordered.has(key)) return items
    return items.map((item) => JSON.stringify(item)).toSorted()
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .map(([name, item]) => [name, normalValue(item, name)] as const)
      .filter(([, item]) => item !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
    return entries.length === 0 ? undefined : Object.fromEntries(entries)
  }
  return value === '' || value === false || value === null ? undefined : value
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function asList(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(asObject) : []
}

/** The digest that an image reference carries. */
export function digestOf(reference: string): string | undefined {
  return /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1]
}
