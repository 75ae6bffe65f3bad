/** Applies one file. Either it takes effect as a whole and is recorded, or the database is as before. */
import { poll } from '../rollout/poll.ts'
import { cancellable, watched } from './blockers.ts'
import type { Database, Waiting } from './connection.ts'
import { isLockFailure, isLost, type StatementFailure, statementFailure } from './failure.ts'
import { recordApplied } from './history.ts'
import type { MigrationFile, Script } from './migration-file.ts'
import { runWithoutTransaction } from './run-without-transaction.ts'
import type { Statement } from './split-sql.ts'

export interface FileTask extends Waiting {
  database: Database
  table: string
  file: MigrationFile
  script: Script
  release: string
  lockTimeoutSeconds: number
  /** Epoch milliseconds after which a statement is cancelled. */
  deadline: number
}

export type FileEnd =
  | { kind: 'applied'; seconds: number }
  | { kind: 'failed'; failure: StatementFailure }
  /** The connection broke while the transaction was being committed: only the history table knows. */
  | { kind: 'unknown'; failure: StatementFailure }

/**
 * A statement that waits for a table lock stops everybody who comes after it, so each try waits a short while only;
 * between tries the others get through.
 */
const waitForLockSeconds = 2

export async function runFile(task: FileTask): Promise<FileEnd> {
  return await cancellable(task.database, task.signal, () =>
    task.script.transaction ? runInTransaction(task) : runWithoutTransaction(task),
  )
}

async function runInTransaction(task: FileTask): Promise<FileEnd> {
  const { clock, signal, report, file, lockTimeoutSeconds } = task
  let tries = 0
  const result = await poll({
    observe: () => tryOnce(task, ++tries > 1),
    done: (seen) => seen.kind !== 'failed' || !isLockFailure(seen.failure),
    onSeen: (seen) => {
      if (seen.kind !== 'failed' || !isLockFailure(seen.failure)) return
      const { line, message, blockers } = seen.failure
      report.info(
        `${file.path}:${line}: ${message}${blockers.length > 0 ? `; in the way: ${blockers.join('; ')}` : ''}`,
      )
    },
    intervalSeconds: () => Math.min(2 ** (tries - 1), 15),
    deadline: Math.min(clock.now() + (lockTimeoutSeconds + waitForLockSeconds) * 1000, task.deadline),
    clock,
    ...(signal && { signal }),
  })
  if (result.seen === undefined) throw new Error('aborted before the first try')
  return result.seen
}

/** `watch`: name the sessions in the way while a statement waits, which takes a second connection. */
async function tryOnce(task: FileTask, watch: boolean): Promise<FileEnd> {
  const { database, table, file, script, release, clock } = task
  const started = clock.now()
  const blockers: string[] = []
  let statement = own('BEGIN', 1)
  try {
    await database.query('begin')
    await database.query(timeouts(task))
    for (statement of script.statements) {
      const { text } = statement
      await (watch ? watched(database, blockers, () => database.query(text)) : database.query(text))
    }
    statement = own(`INSERT INTO ${table}`, lastLine(script))
    await database.query('reset session authorization; reset role')
    const seconds = (clock.now() - started) / 1000
    await recordApplied(database, table, { file, release, statements: script.statements.length, seconds })
    statement = own('COMMIT', lastLine(script))
    await database.query('commit')
    await database.query('reset all')
    return { kind: 'applied', seconds }
  } catch (thrown) {
    const failure = { ...statementFailure(file.path, statement, thrown), blockers }
    if (statement.text === 'COMMIT' && isLost(failure)) return { kind: 'unknown', failure }
    // A connection that is gone has rolled back already.
    await database.query('rollback').catch(() => undefined)
    await database.query('reset all').catch(() => undefined)
    return { kind: 'failed', failure }
  }
}

/** A statement that is not the file's but this tool's. */
function own(text: string, line: number): Statement {
  return { text, line, words: [] }
}

function timeouts({ lockTimeoutSeconds, deadline, clock }: FileTask): string {
  const lock = Math.round(Math.min(lockTimeoutSeconds, waitForLockSeconds) * 1000)
  const statement = Math.max(1, deadline - clock.now())
  return `set local lock_timeout = ${lock}; set local statement_timeout = ${statement}`
}

function lastLine({ statements }: Script): number {
  const last = statements.at(-1)
  return last ? last.line + last.text.split('\n').length - 1 : 1
}
