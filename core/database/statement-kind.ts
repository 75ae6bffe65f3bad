/** What a statement asks of the way in which it is run. From its leading words alone, without a parser for all of SQL. */
import type { Statement } from './split-sql.ts'

export type StatementKind =
  | { kind: 'plain' }
  /** PostgreSQL refuses it inside a transaction (documentation of each command). */
  | { kind: 'no-transaction' }
  | { kind: 'refused'; why: string }

/** `version` is the server's server_version_num, e.g. 160004. */
export function statementKind({ text, words }: Pick<Statement, 'text' | 'words'>, version: number): StatementKind {
  const [first = '', second = ''] = words
  if (text.startsWith('\\')) return refused('it is a command of psql, not SQL')
  if (first === 'COPY' && (follows(words, 'FROM', 'STDIN') || follows(words, 'TO', 'STDOUT'))) {
    return refused('COPY can’t reach the runner’s standard input or output here; use INSERT')
  }
  if (isTransactionControl(words)) {
    return refused(
      'each file is one transaction already; a file that can’t be starts with `-- fairway: no-transaction`',
    )
  }
  if (first === 'DISCARD') return refused('DISCARD would give up the lock that keeps a second migration out')
  return { kind: cannotBeInTransaction(first, second, words, version) ? 'no-transaction' : 'plain' }
}

function isTransactionControl(words: readonly string[]): boolean {
  const [first = '', second = ''] = words
  if (['BEGIN', 'COMMIT', 'END', 'ABORT'].includes(first)) return true
  if (first === 'ROLLBACK') return !words.includes('TO')
  return (first === 'START' || first === 'PREPARE') && second === 'TRANSACTION'
}

function cannotBeInTransaction(first: string, second: string, words: readonly string[], version: number): boolean {
  const concurrently = words.includes('CONCURRENTLY')
  switch (first) {
    case 'CREATE':
      if (words.includes('INDEX') && concurrently) return true
      return ['DATABASE', 'TABLESPACE', 'SUBSCRIPTION'].includes(second)
    case 'DROP':
      if (second === 'INDEX') return concurrently
      return ['DATABASE', 'TABLESPACE', 'SUBSCRIPTION'].includes(second)
    case 'REINDEX':
      return concurrently || words.some((word) => ['DATABASE', 'SYSTEM', 'SCHEMA'].includes(word))
    case 'ALTER':
      if (second === 'SYSTEM') return true
      if (second === 'DATABASE') return words.includes('TABLESPACE')
      if (second === 'TABLE') return words.includes('DETACH') && concurrently
      // Since PostgreSQL 12 a value may be added in a transaction, only not used in it.
      return second === 'TYPE' && follows(words, 'ADD', 'VALUE') && version < 120_000
    case 'CLUSTER':
      return words.length === 1
    default:
      return first === 'VACUUM'
  }
}

/** A single run of it takes no lock that stops others, so it may wait for its own as long as it takes. */
export function isConcurrent({ words }: Pick<Statement, 'words'>): boolean {
  return words.includes('CONCURRENTLY')
}

function follows(words: readonly string[], one: string, next: string): boolean {
  return words.some((word, index) => word === one && words[index + 1] === next)
}

function refused(why: string): StatementKind {
  return { kind: 'refused', why }
}
