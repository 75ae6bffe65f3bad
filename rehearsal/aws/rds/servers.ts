/** The real PostgreSQL servers behind instances and clusters. */
import { AwsError, type Place, type World } from '../kernel/types.ts'
import { currentValue, findSecret, type SecretsState } from '../secretsmanager/secrets.ts'
import type { DatabaseRecord, RdsState } from './state.ts'

const engines = ['postgres', 'aurora-postgresql']

export function checkEngine(engine: string): void {
  if (engines.includes(engine)) return
  throw new AwsError('InvalidParameterValue', `the simulated account has no server for the engine ${engine}`)
}

/** Opens the endpoint of a database; where the account runs no real servers, one that nothing answers at. */
export async function openServer(
  world: World,
  place: Place,
  kind: Kind,
  record: DatabaseRecord,
  port?: number,
): Promise<void> {
  if (!world.databases) {
    const address = `${record.identifier}.rehearsal.${place.region}.rds.amazonaws.com`
    record.endpoint = { address, port: Number(record.properties.Port ?? 5432) }
    return
  }
  const listening = await world.databases.open(serverId(place, kind, record), {
    ...(port === undefined ? {} : { port }),
    user: record.masterUsername,
    password: () => masterPassword(world, place, record),
    database: record.databaseName,
    forceTls: forcesTls(world, place, kind, record),
  })
  record.endpoint = { address: '127.0.0.1', port: listening }
}

export type Kind = 'instance' | 'cluster'

export function serverId(place: Place, kind: Kind, { identifier }: DatabaseRecord): string {
  return `${place.account}/${place.region}/${kind}/${identifier}`
}

/** After an account was loaded: listens again, on the same ports where they are free. */
export async function reopenServers(world: World): Promise<void> {
  if (!world.databases) return
  const moved = new Map<number, number>()
  for (const place of world.places('rds')) {
    const state = world.state<RdsState>('rds', place)
    const clusters = Object.values(state.clusters).map((record) => ({ kind: 'cluster' as const, record }))
    const alone = Object.values(state.instances).filter(({ cluster }) => cluster === undefined)
    for (const { kind, record } of [...clusters, ...alone.map((record) => ({ kind: 'instance' as const, record }))]) {
      const { port } = record.endpoint
      await openServer(world, place, kind, record, port)
      if (record.endpoint.port === port) continue
      moved.set(port, record.endpoint.port)
      // Replaced below with all other mentions, so that no new port is taken for an old one.
      record.endpoint.port = port
    }
  }
  if (moved.size > 0) world.replacePorts(moved)
}

function masterPassword(world: World, place: Place, record: DatabaseRecord): string {
  if (record.masterSecretArn === undefined) return record.masterPassword ?? ''
  const secrets = world.state<SecretsState>('secretsmanager', place)
  const secret = findSecret(secrets, record.masterSecretArn)
  const value: { password?: unknown } = JSON.parse((secret && currentValue(secret)) ?? '{}')
  return String(value.password ?? '')
}

/** rds.force_ssl is 1 by default from PostgreSQL 15 on for RDS, from 17 on for Aurora ("Requiring an SSL/TLS connection"). */
function forcesTls(world: World, place: Place, kind: Kind, record: DatabaseRecord): boolean {
  const state = world.state<RdsState>('rds', place)
  const groups = kind === 'cluster' ? state.clusterParameterGroups : state.parameterGroups
  const chosen = groups[record.parameterGroup ?? '']?.parameters['rds.force_ssl']
  if (chosen !== undefined) return chosen === '1'
  return Number.parseInt(record.engineVersion, 10) >= (record.engine === 'postgres' ? 15 : 17)
}
