/** A second connection beside the one that works: it says who is in the way, or cancels the work. */
import type { Database } from './connection.ts'

/** Runs `work` and meanwhile notes in `blockers` the sessions that it waits for. Throws only what `work` throws. */
export async function watched<T>(database: Database, blockers: string[], work: () => Promise<T>): Promise<T> {
  let ended = false
  const working = work().finally(() => {
    ended = true
  })
  const watching = watch(database, blockers, () => ended)
  try {
    return await working
  } finally {
    await watching
  }
}

async function watch(database: Database, blockers: string[], ended: () => boolean): Promise<void> {
  // Where no second connection is to be had, nobody is named; the work goes on.
  const watcher = await database.another().catch(() => undefined)
  if (!watcher) return
  try {
    while (!ended() && blockers.length === 0) {
      const rows = await watcher.query<{ text: string }>(whoBlocks, [database.pid])
      blockers.push(...rows.map(({ text }) => text))
      // The wait is the server's, so that it takes no time of the runner's clock.
      if (rows.length === 0 && !ended()) await watcher.query('select pg_sleep(0.1)')
    }
  } catch {
    // The same: the work is what counts.
  } finally {
    await watcher.close()
  }
}

const whoBlocks = `
  select format('process %s of %s%s, %s for %s s: %s', a.pid, coalesce(a.usename, '?'),
    case when a.application_name = '' then '' else format(' (%s)', a.application_name) end,
    coalesce(a.state, 'working'), extract(epoch from clock_timestamp() - coalesce(a.xact_start, a.backend_start))::int,
    left(regexp_replace(a.query, '\\s+', ' ', 'g'), 200)) as text
  from pg_stat_activity a where a.pid = any(pg_blocking_pids($1))`

/** Runs `work`; when the job is cancelled, the statement that is under way is cancelled too. */
export async function cancellable<T>(
  database: Database,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  let cancelling: Promise<void> | undefined
  const cancel = () => {
    cancelling = cancelBackend(database)
  }
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    return await work()
  } finally {
    signal?.removeEventListener('abort', cancel)
    await cancelling
  }
}

async function cancelBackend(database: Database): Promise<void> {
  // If it can't be told, the server notices by itself when this process ends, at the end of the statement.
  const other = await database.another().catch(() => undefined)
  await other?.query('select pg_cancel_backend($1)', [database.pid]).catch(() => undefined)
  await other?.close()
}
