/** The table that says which migrations a database has had. */
import { userError } from '../errors.ts'
import type { Database } from './connection.ts'
import type { MigrationFile } from './migration-file.ts'
import type { AppliedMigration } from './plan-migrations.ts'

export interface History {
  /** With its schema and quotes, ready for SQL. */
  table: string
  exists: boolean
  rows: AppliedMigration[]
}

export const defaultTable = 'fairway_migrations'

/** Where the table is or would be; reads it without making it. */
export async function readHistory(database: Database, name: string): Promise<History> {
  const [place] = await database.query<{ schema: string | null; there: boolean; table: string | null }>(
    `select coalesce(n.nspname, current_schema()) as schema, c.oid is not null as there,
       quote_ident(coalesce(n.nspname, current_schema())) || '.' || quote_ident($1::text) as table
     from (select to_regclass(quote_ident($1::text)) as oid) r
       left join pg_class c on c.oid = r.oid left join pg_namespace n on n.oid = c.relnamespace`,
    [name],
  )
  if (!place?.schema || !place.table) {
    throw userError({
      code: 'no-schema',
      message: 'this database user has no schema to keep the table of migrations in',
      cure: 'Give the user a search_path with a schema that exists, such as public.',
    })
  }
  if (!place.there) return { table: place.table, exists: false, rows: [] }
  const rows = await database.query<Record<keyof AppliedMigration, string> & { statements: number }>(
    `select id, file, sha256, phase, state, release, statements from ${place.table} order by applied_at, id`,
  )
  return { table: place.table, exists: true, rows: rows as unknown as AppliedMigration[] }
}

export async function createHistory(database: Database, table: string): Promise<void> {
  await database.query(
    `create table ${table} (
       id text primary key,
       file text not null,
       sha256 text not null,
       phase text not null check (phase in ('expand', 'contract')),
       state text not null check (state in ('started', 'applied')),
       applied_at timestamptz not null default clock_timestamp(),
       release text not null,
       statements integer not null,
       duration interval not null default interval '0'
     )`,
  )
}

export interface Mark {
  file: MigrationFile
  release: string
  statements: number
  seconds: number
}

/** In the transaction of the file itself, so that both take effect or neither. */
export async function recordApplied(database: Database, table: string, mark: Mark): Promise<void> {
  await insert(database, table, 'applied', mark)
}

/** For a file that runs without a transaction: before its first statement. */
export async function recordStarted(database: Database, table: string, mark: Mark): Promise<void> {
  await insert(database, table, 'started', mark)
}

export async function recordProgress(database: Database, table: string, id: string, statements: number): Promise<void> {
  await database.query(`update ${table} set statements = $2 where id = $1`, [id, statements])
}

export async function recordFinished(database: Database, table: string, mark: Mark): Promise<void> {
  await database.query(
    `update ${table} set state = 'applied', statements = $2, duration = make_interval(secs => $3),
       applied_at = clock_timestamp() where id = $1`,
    [mark.file.id, mark.statements, mark.seconds],
  )
}

/** Takes back `recordStarted` of a file that has done nothing. */
export async function forgetStarted(database: Database, table: string, id: string): Promise<void> {
  await database.query(`delete from ${table} where id = $1 and state = 'started'`, [id])
}

export async function isRecorded(database: Database, table: string, id: string): Promise<boolean> {
  return (await database.query(`select 1 from ${table} where id = $1 and state = 'applied'`, [id])).length > 0
}

async function insert(database: Database, table: string, state: string, mark: Mark): Promise<void> {
  const { file, release, statements, seconds } = mark
  await database.query(
    `insert into ${table} (id, file, sha256, phase, state, release, statements, duration)
     values ($1, $2, $3, $4, $5, $6, $7, make_interval(secs => $8))`,
    [file.id, file.path, file.sha256, file.phase, state, release, statements, seconds],
  )
}
