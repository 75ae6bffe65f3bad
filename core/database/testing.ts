/** A real PostgreSQL for tests of this room, and a line to it that can be cut; nothing that ships imports this. */
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '#rehearsal/database/postgres.ts'
import { memoryReporter } from '../report/reporter.ts'
import { memoryJournal } from '../rollout/journal.ts'
import { fakeClock } from '../testing.ts'
import type { ConnectionOptions } from './connection.ts'
import { parseMigrationName } from './file-names.ts'
import type { MigrationTask } from './migrate.ts'
import type { MigrationFile } from './migration-file.ts'

export interface TestServer {
  /** A fresh database on the one server of a test file. */
  database(): Promise<TestDatabase>
  stop(): Promise<void>
}

export interface TestDatabase {
  connection: ConnectionOptions
  /** As another session of the same user. */
  query(sql: string): Promise<Record<string, unknown>[]>
  /** A session that stays; ended with the server at the latest. */
  session(): Promise<pg.Client>
}

export async function startTestServer(): Promise<TestServer> {
  const directory = await mkdtemp(join(tmpdir(), 'fairway-migrations-'))
  const base = { user: 'app', password: () => 'secret', database: 'first' }
  const server = await startPostgres({ ...base, directory: join(directory, 'data') })
  const sessions: pg.Client[] = []
  let count = 0

  async function session(database: string): Promise<pg.Client> {
    const client = new pg.Client({ host: '127.0.0.1', port: server.port, user: 'app', password: 'secret', database })
    client.on('error', () => undefined)
    await client.connect()
    sessions.push(client)
    return client
  }

  async function query(database: string, sql: string): Promise<Record<string, unknown>[]> {
    const client = await session(database)
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows
    } finally {
      await client.end()
    }
  }

  return {
    async database() {
      const database = `test_${++count}`
      await query('first', `create database ${database}`)
      return {
        connection: {
          host: '127.0.0.1',
          port: server.port,
          database,
          username: 'app',
          password: 'secret',
          tls: 'disable',
          applicationName: 'fairway test',
        },
        query: (sql) => query(database, sql),
        session: () => session(database),
      }
    },
    async stop() {
      await Promise.all(sessions.map((client) => client.end().catch(() => undefined)))
      await server.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** `{'0001_a.sql': 'CREATE …'}` as files of a release. */
export function migrationFiles(contents: Record<string, string>): MigrationFile[] {
  return Object.entries(contents).map(([file, sql]) => {
    const name = parseMigrationName(file)
    if (!name) throw new Error(`${file} is no name of a migration`)
    return { ...name, path: `migrations/${file}`, sql, sha256: createHash('sha256').update(sql).digest('hex') }
  })
}

export function migrationTask(connection: ConnectionOptions, contents: Record<string, string>): MigrationTask {
  return {
    component: 'schema',
    environment: 'dev',
    release: 'r-000000000001',
    connection,
    files: migrationFiles(contents),
    phase: 'all',
    table: 'fairway_migrations',
    lockTimeoutSeconds: 5,
    timeoutMinutes: 10,
    allowOutOfOrder: false,
    dryRun: false,
  }
}

export function migrationContext(onSleep?: () => void | Promise<void>) {
  return { clock: fakeClock(onSleep), report: memoryReporter(), journal: memoryJournal() }
}

export interface Line {
  port: number
  close(): Promise<void>
}

/**
 * A line to a server that breaks once the client has said `word`: the server still gets it, the client hears nothing
 * any more. Later connections are whole.
 */
export async function breakingLine(port: number, word: string): Promise<Line> {
  let broken = false
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect({ port, host: '127.0.0.1' })
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
    }
    let cut = false
    upstream.on('data', (chunk) => {
      if (cut) client.destroy()
      else client.write(chunk)
    })
    client.on('data', (chunk) => {
      if (!broken && chunk.toString('latin1').includes(word)) {
        broken = true
        cut = true
      }
      upstream.write(chunk)
    })
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
