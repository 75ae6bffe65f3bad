import { describe, expect, test } from 'vitest'
import { orderMigrations } from './file-names.ts'
import { type AppliedMigration, planMigrations } from './plan-migrations.ts'
import { migrationFiles } from './testing.ts'

const release = 'r-000000000002'

function files(...names: string[]) {
  return migrationFiles(Object.fromEntries(names.map((name) => [name, name])))
}

/** Applied by the release before, as they are. */
function applied(...names: string[]): AppliedMigration[] {
  return files(...names).map(({ id, path, sha256, phase }) => ({
    id,
    file: path,
    sha256,
    phase,
    state: 'applied',
    release: 'r-000000000001',
    statements: 1,
  }))
}

function plan(given: Partial<Parameters<typeof planMigrations>[0]>) {
  return planMigrations({
    files: [],
    history: [],
    phase: 'all',
    allowOutOfOrder: false,
    release,
    table: 'public.fairway_migrations',
    ...given,
  })
}

function pendingOf(planned: ReturnType<typeof plan>): string[] | string {
  return planned.kind === 'planned' ? planned.pending.map(({ file }) => file) : planned.code
}

describe('names', () => {
  test('are ordered by number, then by name', () => {
    const ordered = orderMigrations(['10_b.sql', '9_a.sql', '0100_c.contract.sql', 'README.md'])

    expect(ordered.ok && ordered.names.map(({ id, phase }) => [id, phase])).toEqual([
      ['9_a', 'expand'],
      ['10_b', 'expand'],
      ['0100_c', 'contract'],
    ])
  })

  test.each([
    [['0001_a.sql', '1_b.sql'], ['1_b.sql']],
    [['0001_a.sql', 'notes.txt'], ['notes.txt']],
    [['0001.sql'], ['0001.sql']],
    [['0001_a.SQL'], ['0001_a.SQL']],
    [['first_a.sql'], ['first_a.sql']],
  ])('%j are refused for %j', (names, refused) => {
    const ordered = orderMigrations(names)

    expect(ordered.ok || ordered.problems.map(({ file }) => file)).toEqual(refused)
  })
})

describe('what is pending', () => {
  const all = files('1_a.sql', '2_b.contract.sql', '3_c.sql', '4_d.contract.sql')

  test.each<[string, AppliedMigration[], 'expand' | 'contract' | 'all', string[] | string]>([
    ['expand leaves contract files for later', applied('1_a.sql'), 'expand', ['3_c.sql']],
    [
      'contract takes what expand left',
      applied('1_a.sql', '3_c.sql'),
      'contract',
      ['2_b.contract.sql', '4_d.contract.sql'],
    ],
    ['all is plain order', applied('1_a.sql'), 'all', ['2_b.contract.sql', '3_c.sql', '4_d.contract.sql']],
    ['a new database is built in plain order', [], 'expand', ['1_a.sql', '2_b.contract.sql', '3_c.sql']],
    [
      'also when its first attempt stopped in the middle',
      applied('1_a.sql').map((row) => ({ ...row, release })),
      'expand',
      ['2_b.contract.sql', '3_c.sql'],
    ],
    ['contract before expand is refused', applied('1_a.sql'), 'contract', 'expand-pending'],
    ['a second expand finds nothing', applied('1_a.sql', '2_b.contract.sql', '3_c.sql'), 'expand', []],
  ])('%s', (_, history, phase, expected) => {
    expect(pendingOf(plan({ files: all, history, phase }))).toEqual(expected)
  })

  test('what a newer release applied is only told', () => {
    const planned = plan({ files: files('1_a.sql'), history: applied('1_a.sql', '2_b.sql') })

    expect(planned).toMatchObject({ kind: 'planned', pending: [], unknown: ['2_b'] })
  })
})

describe('what is refused', () => {
  test('a file that comes before an applied one, unless it is allowed', () => {
    const given = { files: files('1_a.sql', '2_b.sql', '3_c.sql'), history: applied('1_a.sql', '3_c.sql') }

    expect(pendingOf(plan(given))).toBe('out-of-order')
    expect(pendingOf(plan({ ...given, allowOutOfOrder: true }))).toEqual(['2_b.sql'])
  })

  test('a number that another file had', () => {
    const planned = plan({ files: files('1_renamed.sql'), history: applied('1_a.sql') })

    expect(pendingOf(planned)).toBe('number-taken')
  })

  test('an edited file', () => {
    const [row] = applied('1_a.sql')
    const planned = plan({ files: files('1_a.sql'), history: row ? [{ ...row, sha256: '0'.repeat(64) }] : [] })

    expect(pendingOf(planned)).toBe('edited-migration')
  })

  test('a half-applied file, whatever else is there', () => {
    const history = applied('1_a.sql').map((row) => ({ ...row, state: 'started' as const }))

    expect(pendingOf(plan({ files: files('1_a.sql', '2_b.sql'), history }))).toBe('half-applied')
  })
})
