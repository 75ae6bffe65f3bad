/**
 * Cuts an SQL file into its statements as PostgreSQL's own client does (documentation, "Lexical Structure", and
 * psql: a semicolon ends a statement outside of quotes, comments, parentheses and BEGIN ATOMIC bodies).
 */

export interface Statement {
  /** From its first to its last character; comments before it are left out, so that positions in it are the server's. */
  text: string
  /** 1-based line of its first character in the file. */
  line: number
  /** Its unquoted words outside of parentheses, in upper case, to tell what kind it is. */
  words: string[]
}

export type Split = { ok: true; statements: Statement[] } | { ok: false; line: number; why: string }

const blank = /\s+|--[^\n\r]*/y
const word = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y
const numeral = /[0-9][A-Za-z0-9_.]*/y
const dollarTag = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y
// Two strings with a line break between are one, and the second is read like the first.
const continuation = /[ \t\f\v]*[\n\r](?:\s|--[^\n\r]*[\n\r])*'/y

export function splitSql(sql: string): Split {
  const statements: Statement[] = []
  let at = 0
  let start: number | undefined
  let words: string[] = []
  let parentheses = 0
  let bodies = 0

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = at
    return pattern.exec(sql)?.[0]
  }

  function end(): void {
    if (start !== undefined) {
      statements.push({ text: sql.slice(start, at).trimEnd(), line: lineAt(sql, start), words })
    }
    start = undefined
    words = []
    parentheses = 0
    bodies = 0
  }

  while (at < sql.length) {
    const skipped = match(blank)
    if (skipped) {
      at += skipped.length
      continue
    }
    if (sql.startsWith('/*', at)) {
      const after = endOfComment(sql, at)
      if (after === undefined) return unclosed(sql, at, 'the comment /*')
      at = after
      continue
    }
    const character = sql[at]
    if (character === ';' && parentheses === 0 && bodies === 0) {
      end()
      at++
      continue
    }
    start ??= at
    if (character === "'" || character === '"') {
      const after = endOfQuote(sql, at, character)
      if (after === undefined) return unclosed(sql, at, `the quote ${character}`)
      at = after
      continue
    }
    const tag = match(dollarTag)
    if (tag) {
      const close = sql.indexOf(tag, at + tag.length)
      if (close < 0) return unclosed(sql, at, `the dollar quote ${tag}`)
      at = close + tag.length
      continue
    }
    const found = match(word)
    if (found) {
      if (/^e$/i.test(found) && sql[at + 1] === "'") {
        const after = endOfEscapeString(sql, at + 1)
        if (after === undefined) return unclosed(sql, at, "the quote '")
        at = after
        continue
      }
      if (parentheses === 0) {
        const upper = found.toUpperCase()
        bodies = Math.max(0, bodies + bodyStep(upper, words, bodies))
        words.push(upper)
      }
      at += found.length
      continue
    }
    const digits = match(numeral)
    if (digits) {
      at += digits.length
      continue
    }
    if (character === '(') parentheses++
    if (character === ')') parentheses = Math.max(0, parentheses - 1)
    at++
  }
  end()
  return { ok: true, statements }
}

/** In CREATE FUNCTION or PROCEDURE, BEGIN (ATOMIC) and CASE open what END closes. */
function bodyStep(next: string, before: readonly string[], open: number): number {
  if (before[0] !== 'CREATE') return 0
  const made = before[1] === 'OR' && before[2] === 'REPLACE' ? before[3] : before[1]
  if (made !== 'FUNCTION' && made !== 'PROCEDURE') return 0
  if (next === 'BEGIN') return 1
  if (next === 'CASE') return open > 0 ? 1 : 0
  return next === 'END' ? -1 : 0
}

function endOfQuote(sql: string, from: number, quote: string): number | undefined {
  for (let at = from + 1; ; ) {
    const close = sql.indexOf(quote, at)
    if (close < 0) return undefined
    if (sql[close + 1] !== quote) return close + 1
    at = close + 2
  }
}

function endOfEscapeString(sql: string, from: number): number | undefined {
  for (let at = from + 1; at < sql.length; at++) {
    if (sql[at] === '\\') at++
    else if (sql[at] === "'" && sql[at + 1] === "'") at++
    else if (sql[at] === "'") {
      continuation.lastIndex = at + 1
      const more = continuation.exec(sql)?.[0]
      if (more === undefined) return at + 1
      at += more.length
    }
  }
  return undefined
}

/** PostgreSQL's comments nest. */
function endOfComment(sql: string, from: number): number | undefined {
  let depth = 0
  for (let at = from; at < sql.length; at++) {
    const two = sql.slice(at, at + 2)
    if (two === '/*') depth++
    else if (two === '*/') depth--
    else continue
    at++
    if (depth === 0) return at + 1
  }
  return undefined
}

function unclosed(sql: string, at: number, what: string): Split {
  return { ok: false, line: lineAt(sql, at), why: `${what} is not closed` }
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}
