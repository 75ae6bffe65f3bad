/** What a release is to be made of, and the manifest of it. */
import type { ActionHost } from '../action/host.ts'
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

async function each<T>(
  paths: Record<string, string>,
  make: (path: string, name: string) => Promise<T>,
): Promise<Record<string, T>> {
  return Object.fromEntries(
    await Promise.all(Object.entries(paths).map(async ([name, path]) => [name, await make(path, name)] as const)),
  )
}
