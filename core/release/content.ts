/** SHA-256 of the files that a release is made of. Every path is relative to the workspace. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { orderMigrations } from '../database/file-names.ts'
import { type Location, userError } from '../errors.ts'
import type { ManifestContent } from './manifest.ts'

type Bundle = ManifestContent['bundles'][string]
type Site = ManifestContent['sites'][string]
type Migrations = ManifestContent['migrations'][string]
type Template = ManifestContent['templates'][string]

/** What a path was asked for, and where: 'the bundle "api"', in system.yml or in an input. */
export interface Asked {
  what: string
  location?: Location
}

export async function hashBundle(workspace: string, file: string, asked: Asked): Promise<Bundle> {
  const content = await read(inside(workspace, file, asked), file, asked)
  return { file, sha256: sha256(content), bytes: content.length }
}

/** `path` is absolute: a template may come with Fairway, outside of the workspace. */
export async function hashTemplate(path: string, file: string, asked: Asked): Promise<Template> {
  if (file.startsWith(bundled) && !existsSync(path)) {
    const legal = (await readdir(dirname(path))).filter((name) => /\.ya?ml$/.test(name))
    throw userError({
      code: 'unknown-template',
      message: `${asked.what}: ${file} is not a template that comes with Fairway; legal are ${legal.map((name) => bundled + name).join(', ')}`,
      cure: 'Name one of these, or the path of a template of your own without `fairway:`.',
      ...(asked.location && { location: asked.location }),
    })
  }
  return { file, sha256: sha256(await read(path, file, asked)) }
}

const bundled = 'fairway:'

/** The digest of `HASH  PATH` lines, sorted by path with `/` between folders, so that it is the same on every system. */
export async function hashSite(workspace: string, directory: string, asked: Asked): Promise<Site> {
  const root = inside(workspace, directory, asked)
  const entries = await readdir(root, { withFileTypes: true, recursive: true }).catch((cause: unknown) => {
    throw unreadable(directory, asked, cause)
  })
  const lines: string[] = []
  for (const entry of entries) {
    if (entry.isDirectory()) continue
    const path = relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/')
    if (!entry.isFile()) {
      throw userError({
        code: 'not-a-file',
        message: `${asked.what}: ${directory}/${path} is neither a file nor a folder`,
        cure: 'Replace the link by the file that it points to.',
      })
    }
    lines.push(`${path}\0${sha256(await readFile(join(root, path)))}`)
  }
  lines.sort()
  const listing = lines.map((line) => line.split('\0').reverse().join('  ')).join('\n')
  return { directory, sha256: sha256(listing), files: lines.length }
}

/** In the order in which they run. Throws one error that names every file with a name that can't be ordered. */
export async function hashMigrations(workspace: string, directory: string, asked: Asked): Promise<Migrations> {
  const root = inside(workspace, directory, asked)
  const files = await readdir(root).catch((cause: unknown) => {
    throw unreadable(directory, asked, cause)
  })
  const ordered = orderMigrations(files)
  if (!ordered.ok) {
    const [first] = ordered.problems
    throw userError({
      code: 'invalid-migration-name',
      message: ordered.problems.map(({ file, text }) => `${directory}/${file}: ${text}`).join('\n'),
      cure: 'Rename or move these files; a folder of migrations holds nothing but them and README.md.',
      ...(first && { location: { file: `${directory}/${first.file}` } }),
    })
  }
  return await Promise.all(
    ordered.names.map(async ({ id, file, phase }) => {
      const path = `${directory.replace(/\/+$/, '')}/${file}`
      return { id, file: path, sha256: sha256(await read(join(root, file), path, asked)), phase }
    }),
  )
}

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

/** The absolute path of something in the workspace; throws for a path that leads out of it. */
export function inside(workspace: string, path: string, { what, location }: Asked): string {
  const absolute = join(workspace, path)
  if (!relative(workspace, absolute).startsWith('..')) return absolute
  throw userError({
    code: 'path-outside',
    message: `${what}: ${path} lies outside of the repository`,
    cure: 'Name a path inside the repository, relative to its root.',
    ...(location && { location }),
  })
}

async function read(path: string, shown: string, asked: Asked): Promise<Buffer> {
  return await readFile(path).catch((cause: unknown) => {
    throw unreadable(shown, asked, cause)
  })
}

function unreadable(shown: string, { what, location }: Asked, cause: unknown): Error {
  const code = (cause as NodeJS.ErrnoException).code
  const why = { ENOENT: 'does not exist', ENOTDIR: 'is not a folder', EISDIR: 'is a folder, not a file' }[code ?? '']
  return userError({
    code: 'unreadable-content',
    message: `${what}: ${shown} ${why ?? `can't be read (${code})`}`,
    cure: 'Correct the path; it is relative to the root of the repository. Check out the repository before this step.',
    ...(location && { location }),
    cause,
  })
}
