/** ARNs, ids and look-ups, with the errors that ECS answers for what does not exist. */
import { AwsError } from '../kernel/types.ts'
import type {
  Cluster,
  Ecs,
  EcsState,
  Service,
  ServiceDeployment,
  ServiceRevision,
  Task,
  TaskDefinition,
} from './state.ts'

/** The name in a name or an ARN. */
export function clusterName(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'default'
  return String(value).split('/').at(-1) ?? 'default'
}

export function findCluster(state: EcsState, value: unknown): Cluster {
  const cluster = state.clusters[clusterName(value)]
  if (cluster === undefined || cluster.status === 'INACTIVE') {
    throw new AwsError('ClusterNotFoundException', 'Cluster not found.')
  }
  return cluster
}

/** A service by name or ARN; deleted ones are still found for a while, with status INACTIVE. */
export function lookUpService(state: EcsState, cluster: string, value: unknown): Service | undefined {
  return state.services[`${cluster}/${String(value).split('/').at(-1)}`]
}

export function findService(state: EcsState, clusterValue: unknown, value: unknown): Service {
  const cluster = findCluster(state, clusterOf(clusterValue, value))
  const service = lookUpService(state, cluster.name, value)
  if (service === undefined) throw new AwsError('ServiceNotFoundException', 'Service not found.')
  return service
}

/** A service ARN names its cluster (arn:…:service/CLUSTER/SERVICE); the `cluster` parameter wins. */
function clusterOf(clusterValue: unknown, service: unknown): unknown {
  const parts = String(service).startsWith('arn:') ? String(service).split('/') : []
  return clusterValue ?? (parts.length === 3 ? parts[1] : undefined)
}

/** By family, family:revision or ARN; undefined if there is none. Without a revision: the newest ACTIVE one. */
export function lookUpTaskDefinition(state: EcsState, value: unknown): TaskDefinition | undefined {
  const text = String(value ?? '')
  const [family = '', revision] = (text.startsWith('arn:') ? (text.split('/').at(-1) ?? '') : text).split(':')
  const revisions = state.taskDefinitions[family] ?? []
  if (revision === undefined) return revisions.findLast((each) => each.status === 'ACTIVE')
  return revisions.find((each) => String(each.revision) === revision)
}

export function findTaskDefinition(state: EcsState, value: unknown): TaskDefinition {
  const definition = lookUpTaskDefinition(state, value)
  if (definition === undefined) throw new AwsError('ClientException', 'Unable to describe task definition.')
  return definition
}

/** What a service or RunTask may start: it exists and is ACTIVE. */
export function findRunnable(state: EcsState, value: unknown): TaskDefinition {
  const definition = lookUpTaskDefinition(state, value)
  if (definition === undefined) throw new AwsError('ClientException', 'TaskDefinition not found.')
  if (definition.status !== 'ACTIVE') throw new AwsError('ClientException', 'TaskDefinition is inactive')
  return definition
}

export function taskDefinitionByArn(state: EcsState, arn: string): TaskDefinition {
  return findTaskDefinition(state, arn)
}

export function revision(state: EcsState, arn: string): ServiceRevision {
  const found = state.serviceRevisions[arn]
  if (found === undefined) throw new Error(`no service revision ${arn}`)
  return found
}

export function findServiceDeployment(state: EcsState, arn: unknown): ServiceDeployment {
  const found = state.serviceDeployments[String(arn)]
  if (found === undefined) throw new AwsError('ServiceDeploymentNotFoundException', 'Service deployment not found.')
  return found
}

/** The service deployment that is under way or was the last. */
export function currentDeployment(state: EcsState, service: Service): ServiceDeployment | undefined {
  const arn = service.currentServiceDeployment
  return arn === undefined ? undefined : state.serviceDeployments[arn]
}

export function serviceTasks(state: EcsState, service: Service): Task[] {
  return Object.values(state.tasks).filter(
    (task) => task.serviceName === service.name && task.clusterName === service.clusterName,
  )
}

export function serviceOfTask(state: EcsState, task: Task): Service | undefined {
  return task.serviceName === undefined ? undefined : state.services[`${task.clusterName}/${task.serviceName}`]
}

/** `Environment` of the service, else of its cluster: what faults are aimed at. */
export function environmentOf(state: EcsState, cluster: string, service?: Service): string | undefined {
  const tags = [...(service?.tags ?? []), ...(state.clusters[cluster]?.tags ?? [])]
  return tags.find((tag) => tag.key === 'Environment')?.value
}

/** Hex that no other thing of this room has. */
export function uniqueHex(context: Ecs, kind: string, length: number): string {
  const count = context.world.count(`ecs-${kind}`)
  return context.world.hex(`ecs/${context.account}/${context.region}/${kind}/${count}`, length)
}

/** Decimal digits, as deployment ids (ecs-svc/…) and service revisions have. */
export function uniqueDigits(context: Ecs, kind: string, length: number): string {
  const hex = uniqueHex(context, kind, length + 4)
  return BigInt(`0x${hex}`).toString().padStart(length, '1').slice(0, length)
}

export function clusterArn(context: Pick<Ecs, 'arn'>, name: string): string {
  return context.arn(`cluster/${name}`)
}
