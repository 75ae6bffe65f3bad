/** The folder that `--state` names: used by one rehearsal at a time, and never half written. */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { userError } from '#core/errors.ts'

export interface SavedState {
  account: string
  github: string
}

export interface StateFolder {
  /** What the last rehearsal left here; undefined for the first. */
  saved: SavedState | undefined
  save(state: SavedState): Promise<void>
  /** Lets others use the folder. */
  release(): void
}

const account = 'account.json'
const gitHub = 'github.json'
const ours = [account, gitHub, 'repository', 'databases', 'lock', 'report.html']

/** Throws a user error where the folder cannot be used, is in use, or holds something else. */
export async function openStateFolder(path: string, system: () => Promise<string>): Promise<StateFolder> {
  await mkdir(path, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    throw unusable(path, cause)
  })
  const names = await readdir(path)
  if (names.length > 0 && !names.some((name) => ours.includes(name))) {
    throw userError({
      code: 'not-a-state-folder',
      message: `${path} holds other files (${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}) and no state of a rehearsal`,
      cure: 'Name a folder that is empty or does not exist yet with --state.',
    })
  }
  const release = await lock(path)
  try {
    const saved = await readSaved(path)
    if (saved) requireSystem(path, saved, await system())
    return { saved, release, save: (state) => save(path, state) }
  } catch (error) {
    release()
    throw error
  }
}

async function save(path: string, state: SavedState): Promise<void> {
  const texts = { [account]: state.account, [gitHub]: state.github }
  // Both are whole before either takes the place of the last one.
  for (const [name, text] of Object.entries(texts)) await writeFile(join(path, `${name}.new`), text)
  for (const name of Object.keys(texts)) await rename(join(path, `${name}.new`), join(path, name))
}

async function readSaved(path: string): Promise<SavedState | undefined> {
  const texts = await Promise.all([account, gitHub].map((name) => readIfThere(join(path, name))))
  const [accountText, gitHubText] = texts
  if (accountText === undefined && gitHubText === undefined) return undefined
  if (accountText === undefined || gitHubText === undefined)
    throw unreadable(path, `${accountText === undefined ? account : gitHub} is missing`)
  return { account: accountText, github: gitHubText }
}

async function readIfThere(path: string): Promise<string | undefined> {
  return await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })
}

function requireSystem(path: string, saved: SavedState, system: string): void {
  const { format } = parse<{ format?: unknown }>(path, account, saved.account)
  if (format !== 1) throw unreadable(path, `${account} is not a simulated account of format 1`)
  const { repository } = parse<{ repository?: { name?: unknown } }>(path, gitHub, saved.github)
  if (typeof repository?.name !== 'string') throw unreadable(path, `${gitHub} names no repository`)
  if (repository.name === system) return
  throw userError({
    code: 'state-of-another-system',
    message: `the state in ${path} is of the system ${repository.name}, and this one is ${system}`,
    cure: `Name another folder with --state, or rehearse ${repository.name}.`,
  })
}

function parse<T extends object>(path: string, name: string, text: string): T {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as T
  } catch (cause) {
    throw unreadable(path, `${name} is not JSON: ${(cause as Error).message}`, cause)
  }
  throw unreadable(path, `${name} is not a JSON object`)
}

function unreadable(path: string, why: string, cause?: unknown) {
  return userError({
    code: 'invalid-state',
    message: `${path} is not a state that can be gone on from: ${why}`,
    cure: 'Name another folder with --state, or delete this one to start afresh.',
    cause,
  })
}

function unusable(path: string, cause: NodeJS.ErrnoException) {
  const why = cause.code === 'EEXIST' || cause.code === 'ENOTDIR' ? 'it is a file' : cause.message
  return userError({
    code: 'unusable-state-folder',
    message: `${path} cannot be the folder of --state: ${why}`,
    cure: 'Name a folder that can be written to.',
    cause,
  })
}

/** One process at a time; the lock of a process that has ended counts for nothing. */
async function lock(path: string): Promise<() => void> {
  const file = join(path, 'lock')
  const mine = join(path, `lock.${randomUUID()}`)
  // Made whole elsewhere, then put in place in one step: nobody sees a lock without its process.
  await writeFile(mine, `${process.pid}\n`).catch((cause: NodeJS.ErrnoException) => {
    throw unusable(path, cause)
  })
  try {
    while (!(await placed(mine, file))) {
      const holder = Number(await readIfThere(file))
      if (holder !== process.pid && isAlive(holder)) {
        throw userError({
          code: 'state-in-use',
          message: `${path} is in use by another rehearsal (process ${holder})`,
          cure: `Wait until it has ended, or name another folder with --state. If process ${holder} is something else, delete ${file}.`,
        })
      }
      await rm(file, { force: true })
    }
  } finally {
    await rm(mine, { force: true })
  }
  const release = () => {
    process.off('exit', release)
    rmSync(file, { force: true })
  }
  process.once('exit', release)
  return release
}

async function placed(mine: string, file: string): Promise<boolean> {
  return await link(mine, file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
      return false
    },
  )
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
