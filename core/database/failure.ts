/** Why a statement failed, in the server's words and with the place in the file. */
import pg from 'pg'
import { asError } from '../errors.ts'
import { codeOf } from './connection.ts'
import type { Statement } from './split-sql.ts'

export interface StatementFailure {
  /** Relative to the workspace. */
  path: string
  line: number
  /** What was run; `COMMIT` where the transaction itself could not be ended. */
  statement: string
  /** Undefined where the server did not answer. */
  sqlState: string | undefined
  message: string
  /** DETAIL, HINT and CONTEXT, where the server gave them. */
  notes: string[]
  /** The sessions in the way, where a lock was not to be had. */
  blockers: string[]
}

export function statementFailure(path: string, statement: Statement, thrown: unknown): StatementFailure {
  const error = asError(thrown)
  const server = error instanceof pg.DatabaseError ? error : undefined
  const notes = [
    ['DETAIL', server?.detail],
    ['HINT', server?.hint],
    ['CONTEXT', server?.where],
  ].flatMap(([name, text]) => (text ? [`${name}: ${text}`] : []))
  return {
    path,
    line: statement.line + linesBefore(statement.text, server?.position),
    statement: statement.text,
    sqlState: server?.code,
    message: error.message || codeOf(error) || error.name,
    notes,
    blockers: [],
  }
}

/** The server counts in characters, not in UTF-16 units. */
function linesBefore(text: string, position: string | undefined): number {
  if (position === undefined) return 0
  return [...text].slice(0, Number(position) - 1).filter((character) => character === '\n').length
}

/** A lock was not to be had in time, or two sessions waited for each other: the file can be tried again. */
export function isLockFailure({ sqlState }: StatementFailure): boolean {
  return sqlState === '55P03' || sqlState === '40P01'
}

export function isLost({ sqlState }: Pick<StatementFailure, 'sqlState'>): boolean {
  // Class 08 and the administrator's shutdowns end the connection.
  return sqlState === undefined || sqlState.startsWith('08') || ['57P01', '57P02'].includes(sqlState)
}

/** PostgreSQL documentation, "Error Codes": what those that migrations meet usually mean. */
const causes: Record<string, string> = {
  '23502': 'Rows are there that have no value in a column that is to become NOT NULL.',
  '23503': 'Rows are there that refer to rows which do not exist.',
  '23505': 'Rows are there with equal values where the file wants unique ones.',
  '23514': 'Rows are there that break the new check.',
  '25001': 'This command can’t run in a transaction: start the file with `-- fairway: no-transaction`.',
  '2D000': 'A procedure or DO block ends the transaction itself: start the file with `-- fairway: no-transaction`.',
  '40P01': 'This file and another session each held a lock that the other wanted.',
  '42501': 'The database user of the migrations may not do this.',
  '42701': 'The column is there already: made by hand, or by another tool.',
  '42710': 'The object is there already: made by hand, or by another tool.',
  '42P01': 'The table is not there: the order of the files is wrong, or the search_path is another one.',
  '42P07': 'The table or index is there already: made by hand, or by another tool.',
  '53100': 'The disk of the database is full.',
  '55P03': 'Another session holds a lock on what the file changes.',
  '55P04': 'A new value of an enum can only be used after the file that adds it: use it in the next file.',
  '57014': 'The statement took longer than `timeoutMinutes` allows, or somebody cancelled it.',
}

export function probableCause({ sqlState }: StatementFailure): string | undefined {
  return sqlState === undefined ? undefined : causes[sqlState]
}
