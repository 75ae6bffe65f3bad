/** What environments/ says a release is to be made of. */
import type { Component } from '../config/components.ts'
import { type ConfigLocation, environmentOf, loadSystem, type System } from '../config/load.ts'
import { userError } from '../errors.ts'
import type { ReleaseParts } from './create.ts'
import type { WantedImage } from './images.ts'

/**
 * The parts that environments/ names; every environment's file is read, so that an error in the last one stops the
 * release before the first. `images` replaces references of system.yml.
 */
export async function configuredParts(
  location: ConfigLocation,
  images: Record<string, string>,
): Promise<Omit<ReleaseParts, 'bundles' | 'sites'>> {
  const system = await loadSystem(location)
  const environments = await Promise.all(system.pipeline.map((name) => environmentOf(system, name)))
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
