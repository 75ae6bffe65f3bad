/** Faults that strike inside a real database. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { componentsOf } from '#core/config/components-of.ts'
import type { Environment } from '#core/config/load.ts'
import type { OnDatabase } from '#rehearsal/database/databases.ts'
import type { Faults } from '#rehearsal/faults/faults.ts'

export interface DatabaseFaultOptions {
  faults: Faults
  environments: readonly Environment[]
  workspace: string
}

/** Sets up, or takes away, what the faults need, each time a server has started. */
export function databaseFaults({ faults, environments, workspace }: DatabaseFaultOptions): OnDatabase {
  return async (id, access) => {
    const environment = environments.find(({ account }) => id.includes(account))
    if (!environment) return
    const client = new pg.Client(access)
    await client.connect()
    try {
      await client.query('drop event trigger if exists rehearsal_fault')
      if (!faults.has('failing-migration', environment.name)) return
      await client.query(failingTrigger(await newestMigrations(environment, workspace)))
    } finally {
      await client.end()
    }
  }
}

/** The text of the last file of each folder of migrations. */
async function newestMigrations(environment: Environment, workspace: string): Promise<string> {
  const texts = await Promise.all(
    componentsOf(environment, 'migration').map(async ([, { directory }]) => {
      const files = (await readdir(join(workspace, directory))).filter((name) => name.endsWith('.sql')).sort()
      const newest = files.at(-1)
      return newest ? await readFile(join(workspace, directory, newest), 'utf8') : ''
    }),
  )
  return texts.join('\n')
}

/** Refuses the statements of those files as PostgreSQL does where two rows share what has to be unique. */
function failingTrigger(newest: string): string {
  return `
    create schema if not exists rehearsal;
    create or replace function rehearsal.fail() returns event_trigger language plpgsql as $fail$
    begin
      if position(rtrim(regexp_replace(current_query(), '\\s+', ' ', 'g'), '; ') in regexp_replace(${pg.escapeLiteral(newest)}, '\\s+', ' ', 'g')) > 0 then
        raise exception 'could not create unique index' using errcode = 'unique_violation',
          detail = 'Two rows have the same value (the fault failing-migration of this rehearsal).';
      end if;
    end
    $fail$;
    create event trigger rehearsal_fault on ddl_command_start execute function rehearsal.fail();`
}
