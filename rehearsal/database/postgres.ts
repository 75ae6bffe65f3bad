/** One real PostgreSQL server with a data directory of its own, as small as it gets. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { findBinaries } from './binaries.ts'
import { lodge } from './lodging.ts'
import { exists, makeDataDirectory, readSuperuserPassword, superuser } from './template.ts'

export interface PostgresOptions {
  /** Made on the first start. */
  directory: string
  user: string
  password: () => string
  database: string
}

export interface RunningPostgres {
  /** On 127.0.0.1, without TLS. */
  port: number
  superuser: { host: string; port: number; user: string; password: string }
  stop(): Promise<void>
}

/** Starts the server and makes its master user and database what the options say. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const binaries = await findBinaries()
  const lodging = await lodge(options.directory, binaries.runAs !== undefined)
  if (!(await exists(path.join(lodging.directory, 'PG_VERSION')))) await makeDataDirectory(lodging.directory)
  await stopLeftOver(lodging.directory)
  const port = await freePort()
  const settings = Object.entries({ ...smallest, port: String(port) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const child = spawn(binaries.postgres, ['-D', lodging.directory, ...settings], {
    ...binaries.runAs,
    cwd: lodging.directory,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  // A rehearsal that ends without close() must not leave servers behind; SIGQUIT is PostgreSQL's immediate stop.
  const killAtExit = () => child.kill('SIGQUIT')
  process.once('exit', killAtExit)
  const stop = async () => {
    // SIGINT is PostgreSQL's fast shutdown: clients are disconnected, data is written.
    if (child.exitCode === null) child.kill('SIGINT')
    await ended
    process.off('exit', killAtExit)
    await lodging.leave()
  }
  const password = await readSuperuserPassword(lodging.directory)
  try {
    await untilReady(child)
    await prepare(port, password, options)
  } catch (error) {
    await stop()
    throw error
  }
  return { port, superuser: { host: '127.0.0.1', port, user: superuser, password }, stop }
}

const smallest = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '8MB',
  max_connections: '40',
  autovacuum: 'off',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

async function untilReady(child: ChildProcess): Promise<void> {
  let log = ''
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      // Kept only until the server is up: afterwards it logs what clients do wrong.
      if (log.length < 20_000) log += chunk.toString('utf8')
      if (log.includes('database system is ready to accept connections')) resolve()
    })
    child.once('error', reject)
    child.once('close', (code) => reject(new Error(`PostgreSQL ended with code ${code}:\n${log}`)))
  })
}

/** The master user is what RDS gives: not a superuser, but a member of rds_superuser who may create. */
async function prepare(port: number, password: string, options: PostgresOptions): Promise<void> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: superuser, password, database: 'postgres' })
  await client.connect()
  try {
    const master = client.escapeIdentifier(options.user)
    const database = client.escapeIdentifier(options.database)
    const secret = client.escapeLiteral(options.password())
    const roles = await client.query('select rolname from pg_roles where rolname = any($1)', [
      [options.user, 'rds_superuser'],
    ])
    const known = new Set(roles.rows.map((row: { rolname: string }) => row.rolname))
    if (!known.has('rds_superuser')) {
      await client.query('create role rds_superuser nologin')
      await client.query('grant pg_monitor, pg_signal_backend, pg_checkpoint to rds_superuser with admin option')
    }
    await client.query(
      `${known.has(options.user) ? 'alter' : 'create'} role ${master} login createdb createrole password ${secret}`,
    )
    await client.query(`grant rds_superuser to ${master}`)
    const found = await client.query('select 1 from pg_database where datname = $1', [options.database])
    if (found.rowCount === 0) await client.query(`create database ${database} owner ${master}`)
  } finally {
    await client.end()
  }
}

/** A server that outlived its rehearsal (SIGKILL) still owns the directory: it is ours, so it is ended. */
async function stopLeftOver(directory: string): Promise<void> {
  const lock = await readFile(path.join(directory, 'postmaster.pid'), 'utf8').catch(() => undefined)
  const pid = Number(lock?.split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 1 || process.platform === 'win32') return
  const ps = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => undefined)
  if (!ps?.stdout.includes(directory)) return
  process.kill(pid, 'SIGQUIT')
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
