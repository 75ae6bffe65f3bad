/** All real database servers of one rehearsal, by the id of the simulated database. */
import { createHash } from 'node:crypto'
import path from 'node:path'
import type { DatabaseOptions, Databases } from '../aws/kernel/types.ts'
import { certificateFile, loadCertificate } from './certificate.ts'
import { type Forwarder, startForwarder } from './forwarder.ts'
import { discard } from './lodging.ts'
import { type RunningPostgres, startPostgres } from './postgres.ts'

export interface OpenDatabases extends Databases {
  /** The certificate that verifying clients have to trust (NODE_EXTRA_CA_CERTS, PGSSLROOTCERT). Made by the first `open`. */
  certificateFile: string
  /** Stops all servers and keeps their data. */
  close(): Promise<void>
}

/** As the superuser of a server, to its database. */
export interface DatabaseAccess {
  host: string
  port: number
  user: string
  password: string
  database: string
}

/** Called each time a server has started, before the first client gets through. */
export type OnDatabase = (id: string, access: DatabaseAccess) => Promise<void>

interface Open {
  forwarder: Forwarder
  server?: Promise<RunningPostgres>
}

/** `seed` gives each database a port of its own that is the same in every run where it is free. */
export function openDatabases(directory: string, seed: string, onStart?: OnDatabase): OpenDatabases {
  const root = path.resolve(directory)
  const open = new Map<string, Open>()
  const dataOf = (id: string) => path.join(root, id.replace(/[^A-Za-z0-9-]/g, '_'))

  async function listen(id: string, options: DatabaseOptions): Promise<number> {
    await shut(id)
    const certificate = await loadCertificate(root)
    const entry: Partial<Open> = {}
    const upstream = async () => {
      entry.server ??= startTold(id, options)
      return (await entry.server).port
    }
    const ports = [...(options.port === undefined ? [] : [options.port]), ...preferredPorts(seed, id)]
    entry.forwarder = await startForwarder(ports, { certificate, forceTls: options.forceTls, upstream })
    open.set(id, entry as Open)
    return entry.forwarder.port
  }

  async function startTold(id: string, options: DatabaseOptions): Promise<RunningPostgres> {
    const server = await startPostgres({ ...options, directory: dataOf(id) })
    await onStart?.(id, { ...server.superuser, database: options.database })
    return server
  }

  async function shut(id: string): Promise<void> {
    const entry = open.get(id)
    if (!entry) return
    open.delete(id)
    await entry.forwarder.close()
    // A server that failed to start has told its clients; there is nothing to stop.
    const server = await entry.server?.catch(() => undefined)
    await server?.stop()
  }

  return {
    certificateFile: certificateFile(root),
    open: listen,
    remove: async (id) => {
      await shut(id)
      await discard(dataOf(id))
    },
    close: async () => {
      await Promise.all([...open.keys()].map(shut))
    },
  }
}

/** Below the range that systems give to outgoing connections; 0, any free port, comes last. */
function preferredPorts(seed: string, id: string): number[] {
  const first = createHash('sha256').update(`${seed}\n${id}`).digest().readUInt32BE(0) % 15_000
  return [...Array.from({ length: 20 }, (_, step) => 15_000 + ((first + step * 97) % 15_000)), 0]
}
