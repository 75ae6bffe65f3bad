/** AWS::RDS::DBInstance and AWS::RDS::DBCluster. */
import { alreadyExists, nameOf, need, randomSuffix } from '../kernel/handlers.ts'
import { AwsError, type Created, type HandlerContext, type Properties, type ResourceHandler } from '../kernel/types.ts'
import { findSecret, type SecretsState } from '../secretsmanager/secrets.ts'
import { groupHandlers } from './groups.ts'
import { checkIdentifier, makeRecord, needToCreate, rdsOf, settingsOf } from './records.ts'
import { type Kind, openServer, serverId } from './servers.ts'
import type { DatabaseRecord, DbInstance } from './state.ts'

/** Creation takes minutes in AWS; these are choices of that order. */
const creationMs = { instance: 300_000, cluster: 60_000 }
const changeMs = 60_000

const instanceHandler: ResourceHandler = {
  type: 'AWS::RDS::DBInstance',
  async create(properties, context) {
    const { state } = rdsOf(context)
    const identifier = checkIdentifier(nameOf(properties.DBInstanceIdentifier, context, 63))
    if (state.instances[identifier]) throw alreadyExists('AWS::RDS::DBInstance', identifier)
    needToCreate('instance', identifier, properties, context)
    const instance = properties.DBClusterIdentifier
      ? memberOf(identifier, properties, context)
      : makeRecord('instance', identifier, properties, context)
    if (!properties.DBClusterIdentifier) await openServer(context.world, context, 'instance', instance)
    state.instances[identifier] = instance
    became(context, 'instance', instance, 'creating', creationMs.instance)
    return instanceCreated(instance)
  },
  async update(identifier, properties, before, context) {
    const instance = find('instance', identifier, context)
    need(context, ['rds:ModifyDBInstance'], instance.arn)
    await modify('instance', instance, properties, before, context)
    return instanceCreated(instance)
  },
  async remove(identifier, _properties, context) {
    const { state } = rdsOf(context)
    const instance = state.instances[identifier]
    if (!instance) return
    need(context, ['rds:DeleteDBInstance'], instance.arn)
    refuseProtected('DB Instance', instance)
    snapshot('instance', instance, context)
    delete state.instances[identifier]
    if (instance.cluster === undefined) await drop('instance', instance, context)
  },
  stabilized: (identifier, _properties, context) => ready(find('instance', identifier, context)),
}

const clusterHandler: ResourceHandler = {
  type: 'AWS::RDS::DBCluster',
  async create(properties, context) {
    const { state } = rdsOf(context)
    const identifier = checkIdentifier(nameOf(properties.DBClusterIdentifier, context, 63))
    if (state.clusters[identifier]) throw alreadyExists('AWS::RDS::DBCluster', identifier)
    needToCreate('cluster', identifier, properties, context)
    const cluster = makeRecord('cluster', identifier, properties, context)
    await openServer(context.world, context, 'cluster', cluster)
    state.clusters[identifier] = cluster
    became(context, 'cluster', cluster, 'creating', creationMs.cluster)
    return clusterCreated(cluster)
  },
  async update(identifier, properties, before, context) {
    const cluster = find('cluster', identifier, context)
    need(context, ['rds:ModifyDBCluster'], cluster.arn)
    await modify('cluster', cluster, properties, before, context)
    return clusterCreated(cluster)
  },
  async remove(identifier, _properties, context) {
    const { state } = rdsOf(context)
    const cluster = state.clusters[identifier]
    if (!cluster) return
    need(context, ['rds:DeleteDBCluster'], cluster.arn)
    refuseProtected('Cluster', cluster)
    if (Object.values(state.instances).some((instance) => instance.cluster === identifier)) {
      throw new AwsError(
        'InvalidDBClusterStateFault',
        'Cluster cannot be deleted, it still contains DB instances in non-deleting state.',
      )
    }
    snapshot('cluster', cluster, context)
    delete state.clusters[identifier]
    await drop('cluster', cluster, context)
  },
  stabilized: (identifier, _properties, context) => ready(find('cluster', identifier, context)),
}

/** An instance of a cluster has the cluster's server, user and database. */
function memberOf(identifier: string, properties: Properties, context: HandlerContext): DbInstance {
  const { arn, state } = rdsOf(context)
  const name = String(properties.DBClusterIdentifier)
  const cluster = state.clusters[name]
  if (!cluster) throw new AwsError('DBClusterNotFoundFault', `DBCluster ${name} not found.`, 404)
  const { masterSecretArn: _secret, masterPassword: _password, ...shared } = cluster
  return {
    ...shared,
    identifier,
    arn: arn(`db:${identifier}`),
    resourceId: cluster.resourceId.replace(/^cluster/, 'db'),
    createdAt: context.now,
    status: 'creating',
    cluster: name,
    ...settingsOf('instance', properties, context),
  }
}

async function modify(
  kind: Kind,
  record: DatabaseRecord,
  properties: Properties,
  before: Properties,
  context: HandlerContext,
): Promise<void> {
  if (JSON.stringify(properties) === JSON.stringify(before)) return
  if (properties.ManageMasterUserPassword !== before.ManageMasterUserPassword) {
    const message = 'the simulated account cannot change ManageMasterUserPassword of a database'
    throw new AwsError('InvalidParameterCombination', message)
  }
  Object.assign(record, settingsOf(kind, properties, context))
  if (properties.EngineVersion !== undefined) record.engineVersion = String(properties.EngineVersion)
  if (properties.MasterUserPassword !== undefined) record.masterPassword = String(properties.MasterUserPassword)
  // A new parameter group or password takes effect with the server's next start.
  if (!('cluster' in record)) await openServer(context.world, context, kind, record, record.endpoint.port)
  became(context, kind, record, 'modifying', changeMs)
}

function became(
  context: HandlerContext,
  kind: Kind,
  record: DatabaseRecord,
  status: 'creating' | 'modifying',
  ms: number,
): void {
  record.status = status
  rdsOf(context).schedule(ms, 'available', { kind, identifier: record.identifier })
}

async function drop(kind: Kind, record: DatabaseRecord, context: HandlerContext): Promise<void> {
  await context.world.databases?.remove(serverId(context, kind, record))
  const secrets = context.world.state<SecretsState>('secretsmanager', context)
  const secret = record.masterSecretArn === undefined ? undefined : findSecret(secrets, record.masterSecretArn)
  if (secret) delete secrets.secrets[secret.name]
}

/** DeletionPolicy Snapshot: the snapshot is recorded; its data are not kept. */
function snapshot(kind: Kind, record: DatabaseRecord, context: HandlerContext): void {
  if (context.deletionPolicy !== 'Snapshot' || 'cluster' in record) return
  const { state, arn } = rdsOf(context)
  const name = `${context.stackName}-snapshot-${context.logicalId}-${randomSuffix(context)}`.toLowerCase()
  const [action, noun] =
    kind === 'cluster' ? ['rds:CreateDBClusterSnapshot', 'cluster-snapshot'] : ['rds:CreateDBSnapshot', 'snapshot']
  for (const resource of [record.arn, arn(`${noun}:${name}`)]) need(context, [action], resource)
  state.snapshots[name] = { name, database: record.arn, createdAt: context.now }
}

function refuseProtected(noun: string, record: DatabaseRecord): void {
  if (!record.deletionProtection) return
  const message = `Cannot delete protected ${noun}, please disable deletion protection and try again.`
  throw new AwsError('InvalidParameterCombination', message)
}

function ready(record: DatabaseRecord): 'ready' | 'pending' {
  return record.status === 'available' ? 'ready' : 'pending'
}

export function find(kind: Kind, identifier: string, context: HandlerContext): DatabaseRecord {
  const { state } = rdsOf(context)
  const record = kind === 'cluster' ? state.clusters[identifier] : state.instances[identifier]
  if (record) return record
  if (kind === 'cluster') throw new AwsError('DBClusterNotFoundFault', `DBCluster ${identifier} not found.`, 404)
  throw new AwsError('DBInstanceNotFound', `DBInstance ${identifier} not found.`, 404)
}

function instanceCreated(instance: DbInstance): Created {
  return {
    physicalId: instance.identifier,
    attributes: {
      DBInstanceArn: instance.arn,
      DbiResourceId: instance.resourceId,
      'Endpoint.Address': instance.endpoint.address,
      'Endpoint.Port': String(instance.endpoint.port),
      ...secretAttribute(instance),
    },
  }
}

function clusterCreated(cluster: DatabaseRecord): Created {
  return {
    physicalId: cluster.identifier,
    attributes: {
      DBClusterArn: cluster.arn,
      DBClusterResourceId: cluster.resourceId,
      'Endpoint.Address': cluster.endpoint.address,
      'Endpoint.Port': String(cluster.endpoint.port),
      'ReadEndpoint.Address': cluster.endpoint.address,
      ...secretAttribute(cluster),
    },
  }
}

function secretAttribute({ masterSecretArn }: DatabaseRecord): Record<string, string> {
  return masterSecretArn === undefined ? {} : { 'MasterUserSecret.SecretArn': masterSecretArn }
}

export const rdsResources: ResourceHandler[] = [instanceHandler, clusterHandler, ...groupHandlers]
