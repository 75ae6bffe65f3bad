/** One connection to PostgreSQL. Everything that runs SQL gets it from here. */
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import type { Clock } from '../clock.ts'
import { asError, type FairwayError, userError } from '../errors.ts'
import type { Reporter } from '../report/reporter.ts'
import { poll } from '../rollout/poll.ts'

export interface ConnectionOptions {
  host: string
  port: number
  database: string
  username: string
  password: string
  /** `verify`: trusted certificate and right name; `require`: encrypted; `disable`: neither. */
  tls: 'verify' | 'require' | 'disable'
  /** With `verify`: absolute path of the certificates to trust instead of Node's own. */
  caFile?: string
  /** Shown to others in pg_stat_activity. */
  applicationName: string
}

export interface Waiting {
  clock: Clock
  signal?: AbortSignal
  report: Reporter
}

export type Row = Record<string, unknown>

export interface Database {
  /** Process id of the server's backend. */
  pid: number
  /** server_version_num, e.g. 160004. */
  version: number
  query<R extends Row>(sql: string, values?: readonly unknown[]): Promise<R[]>
  /** A second connection with the same options, tried once. */
  another(): Promise<Database>
  /** Never throws. */
  close(): Promise<void>
}

const patienceSeconds = 60
const connectTimeoutMs = 15_000

/** Not there yet, restarting, or full: PostgreSQL documentation, "Error Codes", class 57 and 53. */
const passing = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '53300',
])

/** Connects, waiting a minute for a server that is starting. Throws a user error that names host, port and reason. */
export async function connectDatabase(options: ConnectionOptions, waiting: Waiting): Promise<Database> {
  const ssl = await tlsOptions(options)
  const { clock, signal, report } = waiting
  let said = false
  const result = await poll({
    observe: () => tryConnect(options, ssl, report),
    done: (seen) => 'database' in seen || !isPassing(seen.error),
    onSeen: (seen) => {
      if ('database' in seen || !isPassing(seen.error) || said) return
      said = true
      report.info(`Waiting for ${options.host}:${options.port}: ${reasonOf(seen.error)}`)
    },
    intervalSeconds: 5,
    deadline: clock.now() + patienceSeconds * 1000,
    clock,
    ...(signal && { signal }),
  })
  if (result.seen === undefined) throw stopped()
  if ('database' in result.seen) return result.seen.database
  if (result.state === 'aborted') throw stopped()
  throw explainConnectError(result.seen.error, options)
}

type Attempt = { database: Database } | { error: Error }

async function tryConnect(options: ConnectionOptions, ssl: pg.ClientConfig['ssl'], report: Reporter): Promise<Attempt> {
  try {
    return { database: await connectOnce(options, ssl, report) }
  } catch (thrown) {
    return { error: asError(thrown) }
  }
}

async function connectOnce(
  options: ConnectionOptions,
  ssl: pg.ClientConfig['ssl'],
  report: Reporter,
): Promise<Database> {
  const { host, port, database, username: user, password, applicationName } = options
  const client = new pg.Client({
    host,
    port,
    database,
    user,
    password,
    ssl,
    // PostgreSQL keeps 63 characters of a name.
    application_name: applicationName.slice(0, 63),
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
  })
  // Without a listener a connection that breaks between two queries would end the process; the next query says it.
  client.on('error', () => undefined)
  client.on('notice', ({ message }) => report.info(`PostgreSQL: ${message}`))
  try {
    await client.connect()
    const facts = await client.query<{ pid: number; version: string }>(
      "select pg_backend_pid() as pid, current_setting('server_version_num') as version",
    )
    const { pid = 0, version = '0' } = facts.rows[0] ?? {}
    return {
      pid,
      version: Number(version),
      async query<R extends Row>(sql: string, values?: readonly unknown[]) {
        // Without values the text goes by the simple protocol, as psql would send it.
        return (await client.query<R>(sql, values === undefined ? undefined : [...values])).rows
      },
      another: () => connectOnce(options, ssl, report),
      close: () => client.end().catch(() => undefined),
    }
  } catch (thrown) {
    await client.end().catch(() => undefined)
    throw thrown
  }
}

async function tlsOptions({ tls, caFile, host }: ConnectionOptions): Promise<pg.ClientConfig['ssl']> {
  if (caFile !== undefined && tls !== 'verify') {
    throw userError({
      code: 'invalid-input',
      message: `certificates are given (${caFile}), but \`tls\` is ${tls}, which looks at none`,
      cure: 'Set `tls: verify`, or leave the certificates out.',
    })
  }
  if (tls === 'disable') return false
  if (tls === 'require') return { rejectUnauthorized: false }
  if (caFile === undefined) return { rejectUnauthorized: true, servername: host }
  const ca = await readFile(caFile, 'utf8').catch((cause: unknown) => {
    throw userError({
      code: 'unreadable-certificates',
      message: `the certificates ${caFile} can't be read: ${(cause as NodeJS.ErrnoException).code}`,
      cure: 'Correct the path; for Amazon RDS it is the downloaded global-bundle.pem.',
      cause,
    })
  })
  return { rejectUnauthorized: true, servername: host, ca }
}

function isPassing(error: Error): boolean {
  const code = codeOf(error)
  return (code !== undefined && passing.has(code)) || /timeout|terminated unexpectedly/i.test(error.message)
}

function explainConnectError(error: Error, { host, port, database, username, tls }: ConnectionOptions): FairwayError {
  const code = codeOf(error)
  const where = `${host}:${port}`
  const message = `the database ${database} at ${where} could not be reached as ${username}: ${reasonOf(error)}`
  return userError({ code: 'database-unreachable', message, cure: cureOf(code, error, tls), cause: error })
}

function cureOf(code: string | undefined, error: Error, tls: ConnectionOptions['tls']): string {
  if (code === '28P01') return 'Correct the password in the secret, or the username.'
  if (code === '28000') {
    return tls === 'disable'
      ? 'The server wants encryption: set `tls: require` or `tls: verify`.'
      : 'Let this user in, or use another one.'
  }
  if (code === '3D000') return 'Correct the name of the database.'
  if (/certificate|self-signed/i.test(error.message)) {
    return 'Name the certificates to trust in `ca-file`: for Amazon RDS, https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem.'
  }
  if (/does not support SSL/i.test(error.message)) return 'The server knows no encryption: set `tls: disable`.'
  return 'Check host and port, the security group, and that the runner is in a network that reaches the database.'
}

export function codeOf(error: unknown): string | undefined {
  return (error as { code?: string }).code
}

function reasonOf(error: Error): string {
  // Node tries all addresses of a name and wraps the failures; the message of the whole is empty.
  const inner = error instanceof AggregateError ? (error.errors[0] as Error | undefined) : undefined
  return inner?.message || error.message || codeOf(error) || error.name
}

function stopped(): FairwayError {
  return userError({ code: 'cancelled', message: 'the job was cancelled while it waited for the database' })
}
