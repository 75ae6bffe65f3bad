/** Migration components of environments/: where their database is, and what they are to apply. */
import { isAbsolute, join } from 'node:path'
import type { ActionHost } from '../action/host.ts'
import type { AwsSession } from '../aws/session.ts'
import type { MigrationComponent } from '../config/components.ts'
import { resolveContract } from '../config/contract.ts'
import type { Environment } from '../config/load.ts'
import { userError } from '../errors.ts'
import type { Manifest } from '../release/manifest.ts'
import { type ConnectionOptions, connectDatabase, type Waiting } from './connection.ts'
import { readHistory } from './history.ts'
import { type MigrationFile, readMigrationFiles } from './migration-file.ts'
import { type MigrationPlan, planMigrations } from './plan-migrations.ts'

export interface ComponentAccess {
  host: Pick<ActionHost, 'workspace' | 'mask' | 'github'>
  session: AwsSession
  environment: Pick<Environment, 'system' | 'name'>
}

/** Reads the contract's parameters and the secret; masks the password. */
export async function componentConnection(
  { host, session, environment }: ComponentAccess,
  component: MigrationComponent,
  caFile?: string,
): Promise<ConnectionOptions> {
  const { host: server, port, database, secret, tls } = await resolveContract(session, environment, component)
  // Loaded only now, with the client of Secrets Manager: a plan without the databases, and one that is refused, need none.
  const { readCredentials } = await import('./secret.ts')
  const credentials = await readCredentials(session, secret)
  host.mask(credentials.password)
  return {
    host: server,
    port: portOf(port),
    database,
    ...credentials,
    tls,
    applicationName: applicationName(host),
    ...(caFile !== undefined && { caFile: isAbsolute(caFile) ? caFile : join(host.workspace, caFile) }),
  }
}

/** The files of a component in a release, as they lie in the workspace. */
export async function componentFiles(
  host: Pick<ActionHost, 'workspace'>,
  manifest: Manifest,
  id: string,
): Promise<MigrationFile[]> {
  const released = manifest.migrations[id]
  if (released) return await readMigrationFiles(host.workspace, released)
  throw userError({
    code: 'not-in-release',
    message: `release ${manifest.id} has no migrations for the component "${id}"; it has ${Object.keys(manifest.migrations).join(', ') || 'none'}`,
    cure: 'Create a release from the configuration that has this component.',
  })
}

/**
 * What a release would apply to a database, both phases; nothing is locked or changed.
 * `files` come from `componentFiles`, `connection` from `componentConnection`.
 */
export async function pendingMigrations(
  connection: ConnectionOptions,
  files: readonly MigrationFile[],
  options: Waiting & { release: string; table: string },
): Promise<MigrationPlan<MigrationFile>> {
  const { release, table: name } = options
  const database = await connectDatabase(connection, options)
  try {
    const { rows, table } = await readHistory(database, name)
    return planMigrations({ files, history: rows, phase: 'all', allowOutOfOrder: false, release, table })
  } finally {
    await database.close()
  }
}

export function applicationName({ github }: Pick<ActionHost, 'github'>): string {
  return `fairway ${github.repository} run ${github.runId}`
}

function portOf(port: string | number): number {
  const number = Number(port)
  if (Number.isInteger(number) && number > 0 && number < 65_536) return number
  throw userError({
    code: 'invalid-port',
    message: `the port of the database is ${JSON.stringify(port)}, not 1 to 65535`,
  })
}
