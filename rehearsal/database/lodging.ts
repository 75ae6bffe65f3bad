/**
 * As root, a data directory below a folder that only root may enter is of no use
 * to the unprivileged server: it works on a copy elsewhere, which comes home when it stops.
 */
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { cacheDirectory, isReachable } from './binaries.ts'
import { copyDirectory, exists } from './template.ts'

export interface Lodging {
  /** Where the server may work. */
  directory: string
  leave(): Promise<void>
}

/** Where the data of `home` can be worked on; `home` itself wherever that is possible. */
export async function lodge(home: string, asRoot: boolean): Promise<Lodging> {
  await mkdir(path.dirname(home), { recursive: true })
  if (!asRoot || (await isReachable(path.dirname(home)))) return { directory: home, leave: async () => undefined }
  const marker = `${home}.lodging`
  // Still there after a run that was killed: then the copy is newer than what is at home.
  const last = await readFile(marker, 'utf8').catch(() => undefined)
  const id = last ?? randomUUID()
  const directory = lodgingOf(home, id)
  if (!(await exists(directory)) && (await exists(home))) await copyDirectory(home, directory)
  await mkdir(path.dirname(directory), { recursive: true, mode: 0o755 })
  await writeFile(marker, id)
  const leave = async () => {
    await copyDirectory(directory, home)
    await rm(marker, { force: true })
    await rm(directory, { recursive: true, force: true })
  }
  return { directory, leave }
}

/** Deletes data for good, wherever they are. */
export async function discard(home: string): Promise<void> {
  const marker = `${home}.lodging`
  const id = await readFile(marker, 'utf8').catch(() => undefined)
  if (id !== undefined) await rm(lodgingOf(home, id), { recursive: true, force: true })
  await rm(marker, { force: true })
  await rm(home, { recursive: true, force: true })
}

/** The path is part of the name, so that a copied state directory does not share its original's data. */
function lodgingOf(home: string, id: string): string {
  const hash = createHash('sha256').update(path.resolve(home)).digest('hex').slice(0, 12)
  return path.join(cacheDirectory(), `data-${hash}-${id}`)
}
