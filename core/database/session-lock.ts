/**
 * The lock that keeps two migrations of one database apart. It belongs to the connection that also does the work, so
 * that it is gone exactly when no work can go on (PostgreSQL documentation, "Advisory Locks").
 */
import { poll } from '../rollout/poll.ts'
import type { Database, Waiting } from './connection.ts'

// Two numbers that mean this tool; advisory locks are counted for each database apart.
const keys = [0x66616972, 0x77617931]

export type Acquired = { state: 'held' } | { state: 'timed-out' | 'aborted'; holder: string | undefined }

interface Holder {
  pid: number
  application: string
  since: string
  seconds: number
}

/** Asks again and again instead of waiting in the server, so that a deadline and a cancelled job are heeded. */
export async function acquireLock(database: Database, waiting: Waiting & { deadline: number }): Promise<Acquired> {
  const { report, clock, signal, deadline } = waiting
  let said = ''
  const result = await poll({
    observe: () => tryLock(database),
    done: (seen) => seen.held,
    onSeen: ({ holder }) => {
      if (!holder || holder === said) return
      said = holder
      report.info(`Waiting for another migration of this database: ${holder}`)
    },
    intervalSeconds: 2,
    deadline,
    clock,
    ...(signal && { signal }),
  })
  if (result.state === 'done') return { state: 'held' }
  return { state: result.state, holder: result.seen?.holder }
}

/** Before the connection is closed, so that the next one does not have to wait until the server has noticed. */
export async function releaseLock(database: Database): Promise<void> {
  // A broken connection has given the lock up already.
  await database.query('select pg_advisory_unlock($1, $2)', keys).catch(() => undefined)
}

async function tryLock(database: Database): Promise<{ held: boolean; holder?: string }> {
  const [row] = await database.query<{ held: boolean }>('select pg_try_advisory_lock($1, $2) as held', keys)
  if (row?.held) return { held: true }
  const [holder] = await database.query<Row & Holder>(whoHolds, keys)
  return holder ? { held: false, holder: describe(holder) } : { held: false }
}

type Row = Record<string, unknown>

// objsubid 2 tells a lock of two 32-bit keys (documentation, "pg_locks").
const whoHolds = `
  select a.pid, coalesce(a.application_name, '') as application,
    to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC' as since,
    extract(epoch from clock_timestamp() - a.backend_start)::int as seconds
  from pg_locks l join pg_stat_activity a using (pid)
  where l.locktype = 'advisory' and l.granted and l.objsubid = 2
    and l.classid = $1::bigint::oid and l.objid = $2::bigint::oid
    and l.database = (select oid from pg_database where datname = current_database())`

function describe({ pid, application, since }: Holder): string {
  return `process ${pid}${application ? ` (${application})` : ''}, connected since ${since}`
}
