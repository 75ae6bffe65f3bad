import { isAbsolute, join } from 'node:path'
import type { ActionHost } from '#core/action/host.ts'
import { openPlainSession, openTarget } from '#core/action/target.ts'
import { componentsOf } from '#core/config/components-of.ts'
import { applicationName, componentConnection, componentFiles } from '#core/database/component.ts'
import type { MigrationTask } from '#core/database/migrate.ts'
import { readMigrationFiles } from '#core/database/migration-file.ts'
import { userError } from '#core/errors.ts'
import { hashMigrations } from '#core/release/content.ts'
import type { Item } from '#core/rollout/in-order.ts'
import type { Inputs } from './inputs.ts'

/** What is to be done for a component; made when its turn comes, since its secret is read then. */
export type Prepare = () => Promise<MigrationTask>

/** One task for each migration component of an environment. */
export async function configuredTasks(host: ActionHost, inputs: Inputs): Promise<Item<Prepare>[]> {
  const { environment, manifest, session } = await openTarget(host, inputs, 'deploy')
  return componentsOf(environment, 'migration').map(([id, component]) => ({
    id,
    needs: component.needs,
    value: async () => ({
      component: id,
      environment: environment.name,
      release: manifest.id,
      files: await componentFiles(host, manifest, id),
      connection: await componentConnection({ host, session, environment }, component, inputs['ca-file']),
      lockTimeoutSeconds: component.lockTimeoutSeconds,
      timeoutMinutes: component.timeoutMinutes,
      ...common(inputs),
    }),
  }))
}

/** The one task that the inputs alone describe. */
export function plainTask(host: ActionHost, inputs: Inputs): Item<Prepare> {
  const directory = required(inputs, 'directory')
  const server = required(inputs, 'host')
  const database = required(inputs, 'database')
  const caFile = inputs['ca-file']
  const value = async (): Promise<MigrationTask> => ({
    component: database,
    environment: '',
    release: inputs.release,
    files: await readMigrationFiles(
      host.workspace,
      await hashMigrations(host.workspace, directory, { what: 'the input "directory"' }),
    ),
    connection: {
      host: server,
      port: inputs.port,
      database,
      ...(await credentialsOf(host, inputs)),
      tls: inputs.tls,
      applicationName: applicationName(host),
      ...(caFile !== undefined && { caFile: isAbsolute(caFile) ? caFile : join(host.workspace, caFile) }),
    },
    lockTimeoutSeconds: inputs['lock-timeout-seconds'],
    timeoutMinutes: inputs['timeout-minutes'],
    ...common(inputs),
  })
  return { id: database, needs: [], value }
}

async function credentialsOf(host: ActionHost, inputs: Inputs): Promise<{ username: string; password: string }> {
  const { username, password = '' } = inputs
  const secret = inputs['secret-id']
  if (password !== '') host.mask(password)
  if (secret === undefined) return { username: username ?? required(inputs, 'username'), password }
  // Loaded only now: without a secret, no client of AWS is.
  const { readCredentials } = await import('#core/database/secret.ts')
  const credentials = await readCredentials(await openPlainSession(host, inputs), secret)
  host.mask(credentials.password)
  return credentials
}

function common(inputs: Inputs) {
  return {
    phase: inputs.phase,
    table: inputs['history-table'],
    allowOutOfOrder: inputs['allow-out-of-order'],
    dryRun: inputs['dry-run'],
  }
}

function required(inputs: Inputs, name: 'directory' | 'host' | 'database' | 'username'): string {
  const value = inputs[name]
  if (value !== undefined) return value
  throw userError({
    code: 'missing-input',
    message: `the input "${name}" is missing`,
    cure: 'Give `environment` and `manifest`, or `directory`, `host`, `database` and who the database lets in.',
  })
}
