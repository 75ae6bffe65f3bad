/** The folder that `--state` names: used by one rehearsal at a time, and never half written. */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { userError } from '#core/errors.ts'

/** The texts of the simulated accounts and of the simulated GitHub. */
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
const about = 'rehearsal.json'
const ours = [account, gitHub, about, 'repository', 'databases', 'lock', 'report.html']

/** Throws a user error where the folder cannot be used, is in use, or holds something else. */
export async function openStateFolder(path: string, system: string): Promise<StateFolder> {
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
    const saved = await readSaved(path, system)
    return { saved, release, save: (state) => save(path, state, system) }
  } catch (error) {
    release()
    throw error
  }
}

async function save(path: string, state: SavedState, system: string): Promise<void> {
  const texts = { [about]: JSON.stringify({ system }), [account]: state.account, [gitHub]: state.github }
  // All are whole before the first takes the place of its last version.
  for (const [name, text] of Object.entries(texts)) await writeFile(join(path, `${name}.new`), text)
  for (const name of Object.keys(texts)) await rename(join(path, `${name}.new`), join(path, name))
}

async function readSaved(path: string, system: string): Promise<SavedState | undefined> {
  const [aboutText, accountText, gitHubText] = await Promise.all(
    [about, account, gitHub].map((name) => readIfThere(join(path, name))),
  )
  if (aboutText !== undefined) requireSystem(path, parse(path, about, aboutText).system, system)
  if (accountText === undefined && gitHubText === undefined) return undefined
  if (accountText === undefined || gitHubText === undefined)
    throw unreadable(path, `${accountText === undefined ? account : gitHub} is missing`)
  if (parse(path, account, accountText).format !== 1)
    throw unreadable(path, `${account} is not a simulated account of format 1`)
  if (!Array.isArray(parse(path, gitHub, gitHubText).runs)) throw unreadable(path, `${gitHub} holds no runs`)
  return { account: accountText, github: gitHubText }
}

async function readIfThere(path: string): Promise<string | undefined> {
  return await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })
}

function requireSystem(path: string, there: unknown, system: string): void {
  if (there === system) return
  throw userError({
    code: 'state-of-another-system',
    message: `the state in ${path} is of the system ${String(there)}, and this one is ${system}`,
    cure: `Name another folder with --state, or rehearse ${String(there)}.`,
  })
}

function parse(path: string, name: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
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
