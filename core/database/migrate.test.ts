import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from './migrate.ts'
import { breakingLine, migrationContext, migrationTask, startTestServer, type TestServer } from './testing.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})

afterAll(async () => {
  await server.stop()
})

const notes = 'CREATE TABLE notes (id int PRIMARY KEY, title text);'
const twoFiles = { '0001_notes.sql': notes, '0002_author.sql': 'ALTER TABLE notes ADD COLUMN author text;' }

test('files are applied in order and once; the journal and the history say so', async () => {
  const { connection, query } = await server.database()
  const context = migrationContext()

  const first = await migrate(context, migrationTask(connection, twoFiles))
  const second = await migrate(context, migrationTask(connection, twoFiles))

  expect(first).toMatchObject({ outcome: 'succeeded', detail: 'applied 0001_notes, 0002_author' })
  expect(second).toMatchObject({ outcome: 'unchanged' })
  expect(await query('select id, state, statements from fairway_migrations order by id')).toEqual([
    { id: '0001_notes', state: 'applied', statements: 1 },
    { id: '0002_author', state: 'applied', statements: 1 },
  ])
  expect(await context.journal.entries()).toMatchObject([
    { kind: 'migration', after: { applied: ['0001_notes', '0002_author'] }, outcome: 'succeeded' },
  ])
})

test('two migrations at once: one waits for the other and finds nothing left to do', async () => {
  const { connection } = await server.database()
  const files = { '0001_notes.sql': `${notes} SELECT pg_sleep(1);` }
  const contexts = [1, 2].map(() => migrationContext(() => new Promise((resolve) => setTimeout(resolve, 20))))

  const results = await Promise.all(contexts.map((context) => migrate(context, migrationTask(connection, files))))

  expect(results.map(({ outcome }) => outcome).sort()).toEqual(['succeeded', 'unchanged'])
  const lines = contexts.flatMap(({ report }) => report.lines)
  expect(
    lines.filter((line) => /another migration.*process \d+ \(fairway test\), connected since/.test(line)),
  ).toHaveLength(1)
})

test('the lock of another session is waited for until the deadline, and its holder is named', async () => {
  const { connection, session } = await server.database()
  const other = await session()
  await other.query('select pg_advisory_lock($1, $2)', [0x66616972, 0x77617931])
  const context = migrationContext()

  const result = await migrate(context, migrationTask(connection, twoFiles))

  expect(result.outcome).toBe('timed-out')
  expect(result.dossier?.reason).toMatch(/process \d+, connected since/)
  await other.end()
})

test('an edited file is refused with both hashes, and nothing is applied', async () => {
  const { connection, query } = await server.database()
  const before = migrationTask(connection, { '0001_notes.sql': notes })
  await migrate(migrationContext(), before)
  const after = migrationTask(connection, { ...twoFiles, '0001_notes.sql': `${notes} -- edited` })

  const result = await migrate(migrationContext(), after)

  expect(result).toMatchObject({ outcome: 'failed', location: { file: 'migrations/0001_notes.sql' } })
  expect(result.dossier?.reason).toContain(before.files[0]?.sha256)
  expect(result.dossier?.reason).toContain(after.files[0]?.sha256)
  expect(await query('select id from fairway_migrations')).toEqual([{ id: '0001_notes' }])
})

test('a failing statement is named by file, line and SQLSTATE, and the file leaves no trace', async () => {
  const { connection, query } = await server.database()
  await migrate(migrationContext(), migrationTask(connection, { '0001_notes.sql': notes }))
  await query("insert into notes values (1, 'one'), (2, 'one')")
  const failing = [
    '-- a comment',
    'ALTER TABLE notes ADD COLUMN author text;',
    '',
    'ALTER TABLE notes',
    '  ADD CONSTRAINT unique_titles UNIQUE (title);',
  ].join('\n')
  const task = migrationTask(connection, { '0001_notes.sql': notes, '0002_unique.sql': failing })
  const context = migrationContext()

  const result = await migrate(context, task)

  expect(result).toMatchObject({ outcome: 'failed', location: { file: 'migrations/0002_unique.sql', line: 4 } })
  expect(result.dossier?.reason).toMatch(
    /^migrations\/0002_unique.sql:4: SQLSTATE 23505: could not create unique index/,
  )
  expect(result.dossier?.nextStep).toContain('as it was before')
  const columns = "select column_name from information_schema.columns where table_name = 'notes' order by 1"
  expect(await query(columns)).toEqual([{ column_name: 'id' }, { column_name: 'title' }])
  expect(await query('select id from fairway_migrations')).toEqual([{ id: '0001_notes' }])
  expect((await context.journal.entries()).at(-1)?.outcome).toBe('failed')
})

test('an unknown column is found at its own line of a long statement', async () => {
  const { connection } = await server.database()
  const sql = `${notes}\nINSERT INTO notes (id,\n  title,\n  nothing)\nVALUES (1, 'ö', 2);`

  const result = await migrate(migrationContext(), migrationTask(connection, { '0001_notes.sql': sql }))

  expect(result.location).toEqual({ file: 'migrations/0001_notes.sql', line: 4 })
})

test('a table lock is tried for several times, then who holds it is named', async () => {
  const { connection, query, session } = await server.database()
  await migrate(migrationContext(), migrationTask(connection, { '0001_notes.sql': notes }))
  const other = await session()
  await other.query('begin; lock table notes in access share mode')
  const task = { ...migrationTask(connection, twoFiles), lockTimeoutSeconds: 0.3 }

  const blocked = await migrate(migrationContext(), task)
  await other.query('rollback')
  const free = await migrate(migrationContext(), task)

  expect(blocked).toMatchObject({ outcome: 'failed', location: { file: 'migrations/0002_author.sql', line: 1 } })
  expect(blocked.dossier?.reason).toContain('55P03')
  const inTheWay = blocked.dossier?.evidence.find(({ title }) => title === 'Sessions in the way')?.lines
  expect(inTheWay).toEqual([expect.stringMatching(/process \d+ of app.*idle in transaction.*lock table notes/)])
  expect(free.outcome).toBe('succeeded')
  expect(await query('select count(*)::int as n from fairway_migrations')).toEqual([{ n: 2 }])
})

test('a lock that goes away between two tries stops nothing', async () => {
  const { connection, session } = await server.database()
  await migrate(migrationContext(), migrationTask(connection, { '0001_notes.sql': notes }))
  const other = await session()
  await other.query('begin; lock table notes in access share mode')
  const context = migrationContext(async () => {
    await other.query('rollback')
  })

  const result = await migrate(context, { ...migrationTask(connection, twoFiles), lockTimeoutSeconds: 0.2 })

  expect(result.outcome).toBe('succeeded')
})

test('killed in the middle of a file: the file has left nothing, and the next run applies it', async () => {
  const { connection, query } = await server.database()
  const files = { '0001_notes.sql': `${notes}\nSELECT 'now the line breaks';\nSELECT pg_sleep(0.2);` }
  const line = await breakingLine(connection.port, 'now the line breaks')

  const killed = await migrate(migrationContext(), migrationTask({ ...connection, port: line.port }, files))
  const left = await query("select to_regclass('notes') as notes, (select count(*)::int from fairway_migrations) as n")
  const again = await migrate(migrationContext(), migrationTask(connection, files))

  expect(killed).toMatchObject({ outcome: 'failed', location: { line: 2 } })
  expect(left).toEqual([{ notes: null, n: 0 }])
  expect(again.outcome).toBe('succeeded')
  await line.close()
})

test('a connection that breaks at COMMIT is made anew, and the history tells that the file took effect', async () => {
  const { connection, query } = await server.database()
  const line = await breakingLine(connection.port, 'commit')

  const result = await migrate(migrationContext(), migrationTask({ ...connection, port: line.port }, twoFiles))

  expect(result).toMatchObject({ outcome: 'succeeded', detail: 'applied 0001_notes, 0002_author' })
  expect(await query('select count(*)::int as n from fairway_migrations')).toEqual([{ n: 2 }])
  await line.close()
})

test('a cancelled job cancels the statement that runs, and the file leaves no trace', async () => {
  const { connection, query } = await server.database()
  const controller = new AbortController()
  const context = { ...migrationContext(), signal: controller.signal }
  const files = { '0001_notes.sql': `${notes} SELECT pg_sleep(30);` }

  const running = migrate(context, migrationTask(connection, files))
  while ((await query("select 1 from pg_stat_activity where query like 'SELECT pg_sleep(30)%'")).length === 0);
  controller.abort('SIGINT')
  const result = await running

  expect(result.outcome).toBe('stopped')
  expect(await query("select to_regclass('notes') as notes")).toEqual([{ notes: null }])
})

test('a file that can’t be in a transaction runs without one; half applied, it is refused until a person looked', async () => {
  const { connection, query } = await server.database()
  await migrate(migrationContext(), migrationTask(connection, { '0001_notes.sql': notes }))
  await query("insert into notes values (1, 'one'), (2, 'one')")
  const sql = 'CREATE INDEX plain ON notes (title);\nCREATE UNIQUE INDEX CONCURRENTLY titles ON notes (title);'
  const task = migrationTask(connection, { '0001_notes.sql': notes, '0002_index.sql': sql })

  const half = await migrate(migrationContext(), task)
  const refused = await migrate(migrationContext(), task)
  await query(
    "delete from notes where id = 2; drop index plain, titles; delete from fairway_migrations where id = '0002_index'",
  )
  const repaired = await migrate(migrationContext(), task)

  expect(half).toMatchObject({ outcome: 'failed', location: { file: 'migrations/0002_index.sql', line: 2 } })
  expect(refused.dossier?.reason).toContain('1 of its statements are done')
  expect(refused.dossier?.nextStep).toContain("DELETE FROM public.fairway_migrations WHERE id = '0002_index'")
  expect(repaired.outcome).toBe('succeeded')
  expect(await query("select state, statements from fairway_migrations where id = '0002_index'")).toEqual([
    { state: 'applied', statements: 2 },
  ])
})

test('a file without a transaction whose first statement is refused as wrong may be corrected and run again', async () => {
  const { connection } = await server.database()
  const wrong = { '0001_index.sql': 'CREATE INDEX CONCURRENTLY i ON nowhere (id);' }
  const right = { '0001_index.sql': `${notes}\nCREATE INDEX CONCURRENTLY i ON notes (title);` }

  const failed = await migrate(migrationContext(), migrationTask(connection, wrong))
  const corrected = await migrate(migrationContext(), migrationTask(connection, right))

  expect(failed.outcome).toBe('failed')
  expect(corrected.outcome).toBe('succeeded')
})

test('settings that a file changes end with it', async () => {
  const { connection, query } = await server.database()
  const files = {
    '0001_settings.sql': 'CREATE SCHEMA other; SET search_path = other; CREATE TABLE inside (id int);',
    '0002_plain.sql': 'CREATE TABLE outside (id int);',
  }

  const result = await migrate(migrationContext(), migrationTask(connection, files))

  expect(result.outcome).toBe('succeeded')
  expect(
    await query(
      "select table_schema, table_name from information_schema.tables where table_name in ('inside', 'outside') order by 2",
    ),
  ).toEqual([
    { table_schema: 'other', table_name: 'inside' },
    { table_schema: 'public', table_name: 'outside' },
  ])
})

test('a dry run says what is pending and leaves the database untouched', async () => {
  const { connection, query } = await server.database()

  const result = await migrate(migrationContext(), { ...migrationTask(connection, twoFiles), dryRun: true })

  expect(result).toMatchObject({ outcome: 'unchanged', detail: 'would apply 0001_notes.sql, 0002_author.sql' })
  expect(await query("select to_regclass('fairway_migrations') as history")).toEqual([{ history: null }])
})

test('an unreachable database is one clear error', async () => {
  const { connection } = await server.database()
  const wrong = [
    { ...connection, port: 9 },
    { ...connection, password: 'wrong' },
    { ...connection, tls: 'require' as const },
  ]

  const errors = await Promise.all(
    wrong.map((options) =>
      migrate(migrationContext(), migrationTask(options, twoFiles)).catch((error: unknown) => error),
    ),
  )

  expect(errors).toMatchObject([
    { code: 'database-unreachable', cure: expect.stringContaining('security group') },
    { code: 'database-unreachable', cure: expect.stringContaining('password in the secret') },
    { code: 'database-unreachable', cure: expect.stringContaining('tls: disable') },
  ])
})
