/** Amazon RDS and Aurora, PostgreSQL only: the records here, the databases real. */
import { pageOf } from '../kernel/paging.ts'
import { AwsError, type Context, type Input, type Output, type Plain, type Room } from '../kernel/types.ts'
import { items } from '../kernel/xml.ts'
import { rdsResources } from './resources.ts'
import { reopenServers } from './servers.ts'
import type { DatabaseRecord, DbInstance, RdsState } from './state.ts'

type Rds = Context<RdsState>

export const rds: Room<RdsState> = {
  service: 'rds',
  scope: 'regional',
  protocol: { kind: 'query', version: '2014-10-31', namespace: 'http://rds.amazonaws.com/doc/2014-10-31/' },
  empty: () => ({
    instances: {},
    clusters: {},
    subnetGroups: {},
    parameterGroups: {},
    clusterParameterGroups: {},
    snapshots: {},
  }),
  resources: rdsResources,
  events: { available: becomeAvailable },
  wake: reopenServers,
  operations: {
    DescribeDBInstances: {
      needs: (input, { arn }) => [
        { action: 'rds:DescribeDBInstances', resource: arn(`db:${input.DBInstanceIdentifier ?? '*'}`) },
      ],
      run: describeInstances,
    },
    DescribeDBClusters: {
      needs: (input, { arn }) => [
        { action: 'rds:DescribeDBClusters', resource: arn(`cluster:${input.DBClusterIdentifier ?? '*'}`) },
      ],
      run: describeClusters,
    },
  },
}

function becomeAvailable(data: Plain, { state, world, account, region }: Rds): void {
  const { kind, identifier } = data as { kind: string; identifier: string }
  const record = kind === 'cluster' ? state.clusters[identifier] : state.instances[identifier]
  if (!record || record.status === 'available') return
  record.status = 'available'
  const environment = record.tags.Environment
  world.timeline({
    account,
    region,
    ...(environment === undefined ? {} : { environment }),
    service: 'rds',
    kind: 'database',
    subject: identifier,
    text: `database ${identifier} is available`,
  })
}

function describeInstances(input: Input, { state }: Rds): Output {
  const wanted = input.DBInstanceIdentifier?.toLowerCase()
  const all = Object.values(state.instances).filter(({ identifier }) => wanted === undefined || identifier === wanted)
  if (wanted !== undefined && all.length === 0) {
    throw new AwsError('DBInstanceNotFound', `DBInstance ${wanted} not found.`, 404)
  }
  return paged(input, all, 'DBInstances', 'DBInstance', showInstance)
}

function describeClusters(input: Input, { state }: Rds): Output {
  const wanted = input.DBClusterIdentifier?.toLowerCase()
  const all = Object.values(state.clusters).filter(({ identifier }) => wanted === undefined || identifier === wanted)
  if (wanted !== undefined && all.length === 0) {
    throw new AwsError('DBClusterNotFoundFault', `DBCluster ${wanted} not found.`, 404)
  }
  return paged(input, all, 'DBClusters', 'DBCluster', (cluster) => showCluster(cluster, state))
}

function paged<Item>(input: Input, all: Item[], list: string, item: string, show: (one: Item) => unknown): Output {
  if (input.Filters !== undefined && input.Filters !== '') {
    throw new AwsError('InvalidParameterValue', 'the simulated account does not know Filters of RDS')
  }
  const size = Math.min(100, Math.max(20, Number(input.MaxRecords ?? 100)))
  const page = pageOf(all, size, input.Marker, 'InvalidParameterValue')
  return {
    ...(page.nextToken === undefined ? {} : { Marker: page.nextToken }),
    [list]: items(item, page.items.map(show)),
  }
}

function showInstance(instance: DbInstance) {
  const { properties } = instance
  return {
    DBInstanceIdentifier: instance.identifier,
    DBInstanceClass: properties.DBInstanceClass,
    ...shared(instance),
    DBInstanceStatus: instance.status,
    DBName: instance.databaseName,
    // While it is created, an instance has no endpoint yet.
    ...(instance.status === 'creating'
      ? {}
      : { Endpoint: { Address: instance.endpoint.address, Port: instance.endpoint.port } }),
    DBInstanceArn: instance.arn,
    DbiResourceId: instance.resourceId,
    DBClusterIdentifier: instance.cluster,
    AllocatedStorage: properties.AllocatedStorage,
    MultiAZ: properties.MultiAZ ?? false,
    PubliclyAccessible: properties.PubliclyAccessible ?? false,
    InstanceCreateTime: new Date(instance.createdAt).toISOString(),
    TagList: tagList(instance),
  }
}

function showCluster(cluster: DatabaseRecord, state: RdsState) {
  const members = Object.values(state.instances).filter((instance) => instance.cluster === cluster.identifier)
  return {
    DBClusterIdentifier: cluster.identifier,
    ...shared(cluster),
    Status: cluster.status,
    DatabaseName: cluster.databaseName,
    Endpoint: cluster.endpoint.address,
    ReaderEndpoint: cluster.endpoint.address,
    Port: cluster.endpoint.port,
    DBClusterArn: cluster.arn,
    DbClusterResourceId: cluster.resourceId,
    DBClusterMembers: items(
      'DBClusterMember',
      members.map(({ identifier }, index) => ({ DBInstanceIdentifier: identifier, IsClusterWriter: index === 0 })),
    ),
    ClusterCreateTime: new Date(cluster.createdAt).toISOString(),
    TagList: tagList(cluster),
  }
}

function shared(record: DatabaseRecord) {
  return {
    Engine: record.engine,
    EngineVersion: record.engineVersion,
    MasterUsername: record.masterUsername,
    DeletionProtection: record.deletionProtection,
    StorageEncrypted: record.properties.StorageEncrypted ?? false,
    ...(record.masterSecretArn === undefined
      ? {}
      : { MasterUserSecret: { SecretArn: record.masterSecretArn, SecretStatus: 'active' } }),
  }
}

function tagList(record: DatabaseRecord) {
  return items(
    'Tag',
    Object.entries(record.tags).map(([Key, Value]) => ({ Key, Value })),
  )
}
