/** Data directories: initialised once per PostgreSQL version, then copied. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { access, chmod, chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { type Binaries, cacheDirectory, findBinaries } from './binaries.ts'

const run = promisify(execFile)

/** The internal superuser; RDS has one of the same name. */
export const superuser = 'rdsadmin'
const passwordFile = 'superuser-password'

/** Makes `directory` a fresh data directory, owned by whom the server runs as. */
export async function makeDataDirectory(directory: string): Promise<void> {
  const template = await templateDirectory()
  await mkdir(path.dirname(directory), { recursive: true })
  await copyDirectory(template, directory)
}

/** Keeps owners and modes where the platform has them. */
export async function copyDirectory(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true })
  if (process.platform === 'win32') await run('xcopy', [from, to, '/E', '/I', '/Q', '/H'])
  else await run('cp', ['-a', from, to])
}

export async function readSuperuserPassword(directory: string): Promise<string> {
  return (await readFile(path.join(directory, passwordFile), 'utf8')).trim()
}

let template: Promise<string> | undefined

function templateDirectory(): Promise<string> {
  template ??= makeTemplate()
  return template
}

async function makeTemplate(): Promise<string> {
  const binaries = await findBinaries()
  const target = path.join(cacheDirectory(), `template-${binaries.version}`)
  if (await exists(path.join(target, 'PG_VERSION'))) return target
  await mkdir(cacheDirectory(), { recursive: true, mode: 0o755 })
  const folder = await mkdtemp(path.join(cacheDirectory(), 'initdb-'))
  try {
    await initialise(binaries, folder)
    // Another process may have been quicker; its template is as good.
    await rename(path.join(folder, 'data'), target).catch(async (cause: unknown) => {
      if (!(await exists(path.join(target, 'PG_VERSION')))) throw cause
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return target
}

async function initialise(binaries: Binaries, folder: string): Promise<void> {
  const data = path.join(folder, 'data')
  const secret = path.join(folder, passwordFile)
  const password = randomBytes(24).toString('hex')
  await writeFile(secret, `${password}\n`, { mode: 0o600 })
  const { runAs } = binaries
  if (runAs) {
    await chown(folder, runAs.uid, runAs.gid)
    await chown(secret, runAs.uid, runAs.gid)
  }
  const flags = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const small = ['--wal-segsize=1', '--no-sync', '--no-instructions', '--auth=scram-sha-256']
  await run(
    binaries.initdb,
    [`--pgdata=${data}`, `--username=${superuser}`, `--pwfile=${secret}`, ...flags, ...small],
    {
      ...runAs,
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C' },
    },
  )
  const inside = path.join(data, passwordFile)
  await writeFile(inside, `${password}\n`)
  await chmod(inside, 0o600)
  if (runAs) await chown(inside, runAs.uid, runAs.gid)
}

export async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
