/** Reads environments/system.yml and environments/<name>.yml into one closed description of an environment. */
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import * as z from 'zod'
import { userError } from '../errors.ts'
import { needsOrder } from '../rollout/needs-order.ts'
import { type Component, componentSchema } from './components.ts'
import { expandFacts, type Facts } from './placeholders.ts'
import {
  type EnvironmentFile,
  environmentSchema,
  type SystemFile,
  systemSchema,
  type Verification,
  verifySchema,
} from './schema.ts'
import { checkFile, parseYaml, type YamlFile } from './yaml-file.ts'

export interface ConfigLocation {
  /** The repository's root, absolute. */
  workspace: string
  /** The folder of system.yml, relative to the workspace; `environments` by default. */
  directory: string
}

export interface System extends SystemFile {
  location: ConfigLocation
  file: YamlFile
}

export interface Environment {
  system: string
  name: string
  /** All environments, in the order in which a release goes through them. */
  pipeline: readonly string[]
  /** The environment before this one in the pipeline; none for the first. */
  previous: string | undefined
  account: string
  region: string
  roles: { plan: string; deploy: string; cloudformation: string }
  url: string | undefined
  gates: EnvironmentFile['gates']
  tags: Record<string, string>
  /** In the order of their needs; placeholders filled but for `${ssm:…}`. */
  components: Record<string, Component>
  verify: Verification
}

export async function loadSystem(location: ConfigLocation): Promise<System> {
  const yaml = await readYaml(location, 'system.yml')
  const system = checkFile(yaml, systemSchema)
  checkNeeds(system.components, yaml)
  checkImages(system.components, system.images, yaml)
  return { ...system, location, file: yaml }
}

export async function loadEnvironment(location: ConfigLocation, name: string): Promise<Environment> {
  return await environmentOf(await loadSystem(location), name)
}

/** One environment of a system that has been read; where several are wanted, system.yml is then read once. */
export async function environmentOf(system: System, name: string): Promise<Environment> {
  if (!system.pipeline.includes(name)) {
    throw userError({
      code: 'unknown-environment',
      message: `there is no environment "${name}" in the pipeline of ${system.file.file}; legal are ${system.pipeline.join(', ')}`,
      location: { file: system.file.file, line: system.file.lineOf(['pipeline']) },
    })
  }
  const yaml = await readYaml(system.location, `${name}.yml`)
  const file = checkFile(yaml, environmentSchema)
  const facts: Facts = { system: system.system, environment: name, account: file.account, region: file.region }
  return {
    system: system.system,
    name,
    pipeline: system.pipeline,
    previous: system.pipeline[system.pipeline.indexOf(name) - 1],
    account: file.account,
    region: file.region,
    roles: {
      plan: file.roles.plan ?? roleArn(facts, 'plan'),
      deploy: file.roles.deploy ?? roleArn(facts, 'deploy'),
      cloudformation: file.roles.cloudformation ?? roleArn(facts, 'cloudformation'),
    },
    url: file.url,
    gates: file.gates,
    tags: fill({ ...system.tags, ...file.tags }, facts, yaml, ['tags']),
    components: layComponents(system, file, yaml, facts),
    verify: layVerify(system, file, yaml, facts),
  }
}

function roleArn(facts: Facts, purpose: string): string {
  return `arn:aws:iam::${facts.account}:role/${facts.system}-${facts.environment}-${purpose}`
}

async function readYaml(location: ConfigLocation, name: string): Promise<YamlFile> {
  const folder = join(location.workspace, location.directory)
  const path = join(folder, name)
  const shown = relative(location.workspace, path)
  const text = await readFile(path, 'utf8').catch(async (cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause
    const there = await readdir(folder).catch(() => [])
    throw userError({
      code: 'missing-file',
      message: `${shown} does not exist; ${location.directory}/ holds ${there.join(', ') || 'nothing'}`,
      location: { file: shown },
      cure: 'Check out the repository before this step, and name the folder of system.yml in `config-directory`.',
      cause,
    })
  })
  return parseYaml(shown, text)
}

function checkNeeds(components: Record<string, Component>, yaml: YamlFile): void {
  const order = needsOrder(Object.entries(components).map(([id, { needs }]) => ({ id, needs })))
  if (order.kind === 'ordered') return
  const message =
    order.kind === 'unknown'
      ? `component "${order.id}" needs "${order.need}", which is not there; legal are ${Object.keys(components).join(', ')}`
      : `components need each other in a circle: ${order.circle.join(' → ')}`
  const id = order.kind === 'unknown' ? order.id : (order.circle[0] ?? '')
  const line = yaml.lineOf(['components', id, 'needs'])
  throw userError({
    code: 'invalid-needs',
    message: `${yaml.file}:${line}: ${message}`,
    location: { file: yaml.file, line },
  })
}

function checkImages(components: Record<string, Component>, images: Record<string, string>, yaml: YamlFile): void {
  for (const [id, component] of Object.entries(components)) {
    if (component.type !== 'ecs') continue
    for (const [container, image] of Object.entries(component.containers)) {
      if (image in images) continue
      const line = yaml.lineOf(['components', id, 'containers', container])
      throw userError({
        code: 'unknown-image',
        message: `${yaml.file}:${line}: container "${container}" runs the image "${image}", which is not under \`images\`; legal are ${Object.keys(images).join(', ') || 'none yet'}`,
        location: { file: yaml.file, line },
      })
    }
  }
}

function layComponents(system: System, file: EnvironmentFile, yaml: YamlFile, facts: Facts): Record<string, Component> {
  for (const id of Object.keys(file.components)) {
    if (id in system.components) continue
    const line = yaml.lineOf(['components', id])
    throw userError({
      code: 'unknown-component',
      message: `${yaml.file}:${line}: there is no component "${id}" in ${system.file.file}; legal are ${Object.keys(system.components).join(', ')}`,
      location: { file: yaml.file, line },
    })
  }
  const order = needsOrder(Object.entries(system.components).map(([id, { needs }]) => ({ id, needs })))
  const ids = order.kind === 'ordered' ? order.ids : []
  return Object.fromEntries(
    ids.map((id) => {
      const overlay = file.components[id] ?? {}
      const laid = lay(system.components[id], overlay)
      const checked = checkFile(within(yaml, ['components', id], laid), componentSchema)
      return [id, fill(checked, facts, id in file.components ? yaml : system.file, ['components', id])]
    }),
  )
}

function layVerify(system: System, file: EnvironmentFile, yaml: YamlFile, facts: Facts): Verification {
  const laid = { ...system.verify, ...file.verify }
  return fill(checkFile(within(yaml, ['verify'], laid), verifySchema), facts, system.file, ['verify'])
}

/** Objects are merged key by key; everything else of the overlay replaces what was there. */
function lay(base: unknown, overlay: unknown): unknown {
  if (!isObject(base) || !isObject(overlay)) return overlay
  const keys = new Set([...Object.keys(base), ...Object.keys(overlay)])
  return Object.fromEntries([...keys].map((key) => [key, key in overlay ? lay(base[key], overlay[key]) : base[key]]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function within(yaml: YamlFile, prefix: PropertyKey[], value: unknown): YamlFile {
  return { file: yaml.file, value, prefix, lineOf: (path) => yaml.lineOf([...prefix, ...path]) }
}

/** Fills the facts into every string of a value. */
function fill<T>(value: T, facts: Facts, yaml: YamlFile, path: PropertyKey[]): T {
  if (typeof value === 'string') {
    const expanded = expandFacts(value, facts)
    if (expanded.ok) return expanded.value as T
    const line = yaml.lineOf(path)
    throw userError({
      code: 'unknown-placeholder',
      message: `${yaml.file}:${line}: \${${expanded.unknown}} is not known; legal are ${Object.keys(facts)
        .map((name) => `\${${name}}`)
        .join(', ')} and \${ssm:path}`,
      location: { file: yaml.file, line },
    })
  }
  if (Array.isArray(value)) return value.map((item, index) => fill(item, facts, yaml, [...path, index])) as T
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, fill(item, facts, yaml, [...path, key])]),
    ) as T
  }
  return value
}

/** The JSON Schemas for editors, by file name. */
export function jsonSchemas(): Record<string, unknown> {
  return {
    'system.json': z.toJSONSchema(systemSchema, { io: 'input' }),
    'environment.json': z.toJSONSchema(environmentSchema, { io: 'input' }),
  }
}
