/** What a release is to be made of, and the manifest of it. */
import type { ActionHost } from '../action/host.ts'
import type { Component } from '../config/components.ts'
import { type ConfigLocation, loadEnvironment, loadSystem, type System } from '../config/load.ts'
import { userError } from '../errors.ts'
import { type Asked, hashBundle, hashMigrations, hashSite, hashTemplate, inside } from './content.ts'
import { type ImageAccess, resolveImages, type WantedImage } from './images.ts'
import { type Manifest, sealManifest } from './manifest.ts'
import { templatePath } from './template-path.ts'

/** Paths are relative to the workspace; templates may also be fairway:NAME.yml. */
export interface ReleaseParts {
  system: string
  images: WantedImage[]
  bundles: Record<string, string>
  sites: Record<string, string>
  migrations: Record<string, string>
  templates: Record<string, string>
  /** Where migrations and templates were read from, for messages. */
  asked: (kind: 'migrations' | 'templates', name: string) => Asked
  /** The environments that the release goes through, in order. */
  pipeline: string[]
  role: string | undefined
}

/**
 * The parts that environments/ names; every environment's file is read, so that an error in the last one stops the
 * release before the first. `images` replaces references of system.yml.
 */
export async function configuredParts(
  location: ConfigLocation,
  images: Record<string, string>,
): Promise<Omit<ReleaseParts, 'bundles' | 'sites'>> {
  const system = await loadSystem(location)
  const environments = await Promise.all(system.pipeline.map((name) => loadEnvironment(location, name)))
  const [first, ...others] = environments
  const components = first?.components ?? {}
  for (const other of others)
    requireSameSources(components, other.components, `${location.directory}/${other.name}.yml`)
  return {
    system: system.system,
    images: imagesOf(system, images),
    migrations: sources(components, 'migration', ({ directory }) => directory),
    templates: sources(components, 'stack', ({ template }) => template),
    asked: (kind, name) => ({
      what: `component "${name}"`,
      location: {
        file: system.file.file,
        line: system.file.lineOf(['components', name, kind === 'templates' ? 'template' : 'directory']),
      },
    }),
    pipeline: system.pipeline,
    role: system.release.role,
  }
}

/** Hashes and resolves everything. The same commit, images and Fairway version give the same id. */
export async function createRelease(
  host: Pick<ActionHost, 'workspace' | 'toolkit'>,
  parts: ReleaseParts,
  commit: string,
  access: ImageAccess,
): Promise<Manifest> {
  const { workspace } = host
  return sealManifest({
    schema: 1,
    system: parts.system,
    commit,
    migrations: await each(parts.migrations, (directory, name) =>
      hashMigrations(workspace, directory, parts.asked('migrations', name)),
    ),
    templates: await each(parts.templates, (template, name) =>
      hashTemplate(templatePath(host, template), template, parts.asked('templates', name)),
    ),
    bundles: await each(parts.bundles, (file, name) => hashBundle(workspace, file, { what: `the bundle "${name}"` })),
    sites: await each(parts.sites, (folder, name) => hashSite(workspace, folder, { what: `the site "${name}"` })),
    images: await resolveImages(parts.images, access),
  })
}

/** What each environment's job reads again from its own checkout: it has to be as committed. */
export function committedPaths(workspace: string, parts: ReleaseParts): string[] {
  const templates = Object.values(parts.templates).filter((template) => !template.startsWith('fairway:'))
  const paths = [...templates, ...Object.values(parts.migrations)]
  for (const path of paths) inside(workspace, path, { what: 'the release' })
  return paths
}

/** The pipeline up to and including `until`, or all of it. */
export function pipelineUntil(pipeline: readonly string[], until: string | undefined): string[] {
  if (until === undefined) return [...pipeline]
  if (pipeline.includes(until)) return pipeline.slice(0, pipeline.indexOf(until) + 1)
  throw userError({
    code: 'unknown-environment',
    message: `the input "until" is "${until}"; legal are ${pipeline.join(', ') || 'none, since no configuration is read'}`,
  })
}

function imagesOf(system: System, given: Record<string, string>): WantedImage[] {
  const unknown = Object.keys(given).filter((name) => !(name in system.images))
  if (unknown.length > 0) {
    throw userError({
      code: 'unknown-image',
      message: `the input "images" names ${unknown.join(', ')}; legal are ${Object.keys(system.images).join(', ') || 'none'}, the images of ${system.file.file}`,
    })
  }
  return Object.entries(system.images).map(([name, reference]) => {
    const replaced = given[name]
    if (replaced !== undefined) return { name, reference: replaced }
    const line = system.file.lineOf(['images', name])
    return { name, reference, location: { file: system.file.file, line } }
  })
}

/** A release has one template and one folder of migrations for a component, so environments can't have their own. */
function requireSameSources(first: Record<string, Component>, other: Record<string, Component>, file: string): void {
  for (const [id, component] of Object.entries(other)) {
    const expected = first[id]
    const [key, own, common] =
      component.type === 'stack' && expected?.type === 'stack'
        ? ['template', component.template, expected.template]
        : component.type === 'migration' && expected?.type === 'migration'
          ? ['directory', component.directory, expected.directory]
          : []
    if (own === common) continue
    throw userError({
      code: 'source-differs',
      message: `${file}: the \`${key}\` of component "${id}" is ${own}, but ${common} in the first environment`,
      cure: 'A release is the same everywhere: let parameters differ, not files, and name no environment in paths.',
      location: { file },
    })
  }
}

function sources<T extends Component['type']>(
  components: Record<string, Component>,
  type: T,
  path: (component: Extract<Component, { type: T }>) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(components).flatMap(([id, component]) =>
      component.type === type ? [[id, path(component as Extract<Component, { type: T }>)]] : [],
    ),
  )
}

async function each<T>(
  paths: Record<string, string>,
  make: (path: string, name: string) => Promise<T>,
): Promise<Record<string, T>> {
  return Object.fromEntries(
    await Promise.all(Object.entries(paths).map(async ([name, path]) => [name, await make(path, name)] as const)),
  )
}
