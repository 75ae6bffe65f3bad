import { expect, test } from 'vitest'
import { splitSql } from './split-sql.ts'
import { statementKind } from './statement-kind.ts'

test.each<[string, string, string[]]>([
  ['two statements, the last without a semicolon', 'SELECT 1; SELECT 2', ['SELECT 1', 'SELECT 2']],
  ['nothing but comments', '-- a; b\n/* c; */;;', []],
  ['semicolons in quotes', `SELECT 'a;''b' , ";""x" ; SELECT 2`, [`SELECT 'a;''b' , ";""x"`, 'SELECT 2']],
  ['a backslash is plain in a plain string', String.raw`SELECT 'a\'; SELECT 2`, [String.raw`SELECT 'a\'`, 'SELECT 2']],
  ['and escapes in an E string', String.raw`SELECT E'a\';' ; SELECT 2`, [String.raw`SELECT E'a\';'`, 'SELECT 2']],
  [
    'also in the part of it on the next line',
    `SELECT E'a'\n  ${String.raw`'b\';'`}; SELECT 2`,
    [`SELECT E'a'\n  ${String.raw`'b\';'`}`, 'SELECT 2'],
  ],
  [
    'a word that ends in e starts no E string',
    String.raw`SELECT date'a\'; SELECT 2`,
    [String.raw`SELECT date'a\'`, 'SELECT 2'],
  ],
  ['dollar quotes', 'DO $$ BEGIN; $x$ ; END $$; SELECT 2', ['DO $$ BEGIN; $x$ ; END $$', 'SELECT 2']],
  ['dollar quotes with a tag', 'DO $a$ ; $$ ; $a$; SELECT 2', ['DO $a$ ; $$ ; $a$', 'SELECT 2']],
  ['a dollar in a name and a parameter', 'SELECT a$b$c, $1; SELECT d$b$', ['SELECT a$b$c, $1', 'SELECT d$b$']],
  ['nested comments', 'SELECT /* a /* ; */ ; */ 1; SELECT 2', ['SELECT /* a /* ; */ ; */ 1', 'SELECT 2']],
  ['a comment at the end of a line', "SELECT 1 -- it's; \n, 2; SELECT 3", ["SELECT 1 -- it's; \n, 2", 'SELECT 3']],
  [
    'a rule with several commands in parentheses',
    'CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3',
    ['CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)', 'SELECT 3'],
  ],
  [
    'a function with an SQL body',
    'CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3',
    [
      'CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END',
      'SELECT 3',
    ],
  ],
])('%s', (_, sql, expected) => {
  const split = splitSql(sql)

  expect(split.ok && split.statements.map(({ text }) => text)).toEqual(expected)
})

test('lines are counted to the first word of a statement', () => {
  const split = splitSql('-- one\n\nSELECT 1;\n/* two\nlines */ SELECT\n 2;')

  expect(split.ok && split.statements.map(({ line }) => line)).toEqual([3, 5])
})

test.each([
  ["SELECT 1;\nSELECT 'open", 2, "the quote '"],
  ['SELECT "open', 1, 'the quote "'],
  ['\n\n/* open /* */', 3, 'the comment /*'],
  ['DO $a$ open $$', 1, 'the dollar quote $a$'],
])('%j is not closed', (sql, line, what) => {
  expect(splitSql(sql)).toEqual({ ok: false, line, why: `${what} is not closed` })
})

test.each([
  ['create index i on t (a)', 160_000, 'plain'],
  ['create unique index concurrently i on t (a)', 160_000, 'no-transaction'],
  ['drop index concurrently i', 160_000, 'no-transaction'],
  ['reindex table concurrently t', 160_000, 'no-transaction'],
  ['vacuum analyze t', 160_000, 'no-transaction'],
  ['create database d', 160_000, 'no-transaction'],
  ['alter table t detach partition p concurrently', 160_000, 'no-transaction'],
  ['alter table t drop column concurrently_used', 160_000, 'plain'],
  ["alter type mood add value 'fine'", 110_000, 'no-transaction'],
  ["alter type mood add value 'fine'", 120_000, 'plain'],
  ['refresh materialized view concurrently v', 160_000, 'plain'],
  ["comment on table t is 'vacuum'", 160_000, 'plain'],
  ['begin', 160_000, 'refused'],
  ['start transaction', 160_000, 'refused'],
  ['commit', 160_000, 'refused'],
  ['rollback', 160_000, 'refused'],
  ['rollback to savepoint s', 160_000, 'plain'],
  ['savepoint s', 160_000, 'plain'],
  ['copy t from stdin', 160_000, 'refused'],
  ["copy t from '/tmp/stdin'", 160_000, 'plain'],
  ['discard all', 160_000, 'refused'],
  ['\\connect other', 160_000, 'refused'],
])('%s on %i is %s', (sql, version, expected) => {
  const split = splitSql(sql)

  const [statement] = split.ok ? split.statements : []
  expect(statement && statementKind(statement, version).kind).toBe(expected)
})
