/**
 * Applies a file whose statements PostgreSQL refuses in a transaction. Each takes effect on its own, so its row is
 * there before the first one, and a file that stops in the middle is never silently run again.
 */
import type { StatementFailure } from './failure.ts'
import { statementFailure } from './failure.ts'
import { forgetStarted, recordFinished, recordProgress, recordStarted } from './history.ts'
import type { FileEnd, FileTask } from './run-file.ts'
import type { Statement } from './split-sql.ts'
import { isConcurrent } from './statement-kind.ts'

export async function runWithoutTransaction(task: FileTask): Promise<FileEnd> {
  const { database, table, file, script, release, clock } = task
  const started = clock.now()
  const mark = { file, release, statements: 0, seconds: 0 }
  let statement: Statement = { text: `INSERT INTO ${table}`, line: 1, words: [] }
  let done = 0
  try {
    await recordStarted(database, table, mark)
    for (statement of script.statements) {
      await database.query(timeouts(task, statement))
      await database.query(statement.text)
      await recordProgress(database, table, file.id, ++done)
    }
    const seconds = (clock.now() - started) / 1000
    await recordFinished(database, table, { ...mark, statements: done, seconds })
    await reset(task)
    return { kind: 'applied', seconds }
  } catch (thrown) {
    const failure = statementFailure(file.path, statement, thrown)
    if (done === 0 && hasDoneNothing(failure, statement)) await forgetStarted(database, table, file.id)
    await reset(task).catch(() => undefined)
    return { kind: 'failed', failure }
  }
}

/** The server refused the first statement before it did anything: class 42, syntax errors and unknown or taken names. */
function hasDoneNothing({ sqlState }: StatementFailure, { words }: Statement): boolean {
  return sqlState?.startsWith('42') === true && words[0] !== 'CALL' && words[0] !== 'DO'
}

function timeouts({ lockTimeoutSeconds, deadline, clock }: FileTask, statement: Statement): string {
  // CONCURRENTLY waits for old transactions without stopping anybody, so only the deadline bounds it.
  const lock = isConcurrent(statement) ? 0 : Math.round(lockTimeoutSeconds * 1000)
  return `set lock_timeout = ${lock}; set statement_timeout = ${Math.max(1, deadline - clock.now())}`
}

async function reset({ database }: FileTask): Promise<void> {
  await database.query('reset session authorization; reset role; reset all')
}
