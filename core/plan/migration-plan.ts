/** The migrations of a release that a database does not have yet. */
import { basename } from 'node:path'
import { parseMigrationName } from '../database/file-names.ts'
import {
  type AppliedMigration,
  type MigrationPlan,
  type PlannedFile,
  planMigrations,
} from '../database/plan-migrations.ts'
import type { Manifest } from '../release/manifest.ts'
import { plural } from '../report/text.ts'
import { type ComponentPlan, unchanged, unknown } from './model.ts'

type Migration = Manifest['migrations'][string][number]

/** Where it is known from what the database has, for people: 'release r-…, which the ledger says dev runs'. */
export interface Against<P> {
  source: string
  plan: P
}

/** What a database has that got the migrations of a release: those, and no others. */
export function againstRelease(
  released: readonly Migration[],
  base: { migrations: readonly Migration[]; source: string },
  release: string,
): Against<MigrationPlan> {
  const history = base.migrations.map(
    ({ id, file, sha256, phase }): AppliedMigration => ({
      id,
      file,
      sha256,
      phase,
      state: 'applied',
      release: '',
      statements: 0,
    }),
  )
  const files = released.flatMap(planned)
  const plan = planMigrations({
    files,
    history,
    phase: 'all',
    allowOutOfOrder: false,
    release,
    table: 'the table of migrations',
  })
  return { source: base.source, plan }
}

function planned(migration: Migration): PlannedFile[] {
  const name = parseMigrationName(basename(migration.file))
  return name ? [{ ...name, path: migration.file, sha256: migration.sha256 }] : []
}

export interface MigrationPlanInput {
  component: string
  released: readonly Migration[]
  /** Undefined: nobody knows what the database has. */
  against: Against<MigrationPlan> | undefined
  /** The text of a file, to warn of statements that remove data; undefined where it can't be read. */
  sqlOf: (path: string) => Promise<string | undefined>
}

export async function migrationPlan({
  component,
  released,
  against,
  sqlOf,
}: MigrationPlanInput): Promise<ComponentPlan> {
  if (against === undefined) {
    const why = `which of the release’s ${plural(released.length, 'file')} the database has is not known here`
    return unknown(
      component,
      'migration',
      why,
      released.map(({ file }) => `? ${file}`),
    )
  }
  const { source, plan } = against
  const compared = `Compared with ${source}.`
  if (plan.kind === 'refused') {
    const lines = plan.problems.map(({ path, text }) => `! ${path}: ${text}`)
    return unknown(component, 'migration', `will be refused (${plan.code})`, [compared, ...lines, plan.cure])
  }
  const { pending } = plan
  if (pending.length === 0) return unchanged(component, 'migration', `no change, as ${source} says`)
  const warnings: string[] = []
  for (const { path } of pending) {
    const found = destructiveStatements((await sqlOf(path)) ?? '')
    if (found.length > 0) warnings.push(`${path} has ${found.join(', ')}`)
  }
  return {
    component,
    kind: 'migration',
    change: 'update',
    summary: `${plural(pending.length, 'migration')} to apply: ${pending.map(({ id }) => id).join(', ')}`,
    warnings,
    details: [
      compared,
      ...pending.map(({ path, phase }) => `+ ${path}${phase === 'contract' ? ' (contract phase)' : ''}`),
    ],
  }
}

/** The kinds of statement in a script that remove tables, columns or rows, each once, in capitals. */
export function destructiveStatements(sql: string): string[] {
  const code = sql
    .replace(/--[^\n]*/g, ' ')
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/'(?:[^']|'')*'/g, "''")
  const found = code.match(/\b(?:drop\s+(?:table|column|schema|database|view|type)|truncate|delete\s+from)\b/gi) ?? []
  return [...new Set(found.map((statement) => statement.toUpperCase().replace(/\s+/g, ' ')))]
}
