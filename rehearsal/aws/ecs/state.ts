/** State of Amazon ECS in one account and Region. Plain data; times are virtual epoch milliseconds. */
import type { FaultName } from '../../faults/faults.ts'
import type { Context, Plain } from '../kernel/types.ts'

export interface Tag {
  key: string
  value: string
}

export interface Cluster {
  arn: string
  name: string
  status: 'ACTIVE' | 'INACTIVE'
  tags: Tag[]
  /** settings, configuration, capacityProviders, defaultCapacityProviderStrategy, serviceConnectDefaults as given. */
  fields: Record<string, Plain>
}

/** `definition` is the API's own shape with AWS's defaults; fields this room does not know are in it untouched. */
export interface TaskDefinition {
  arn: string
  family: string
  revision: number
  status: 'ACTIVE' | 'INACTIVE'
  definition: Definition
  tags: Tag[]
  registeredAt: number
  registeredBy: string
  deregisteredAt?: number
}

export type Definition = Record<string, unknown> & { containerDefinitions: ContainerDefinition[] }

export type ContainerDefinition = Record<string, unknown> & {
  name: string
  image: string
  essential: boolean
  portMappings: { containerPort: number; hostPort?: number; protocol?: string }[]
  secrets?: { name: string; valueFrom: string }[]
  logConfiguration?: { logDriver: string; options?: Record<string, string> }
  healthCheck?: { interval?: number; timeout?: number; retries?: number; startPeriod?: number }
  repositoryCredentials?: { credentialsParameter: string }
  stopTimeout?: number
}

export interface LoadBalancerUse {
  targetGroupArn?: string
  loadBalancerName?: string
  containerName?: string
  containerPort?: number
  advancedConfiguration?: Record<string, Plain>
}

export interface DeploymentConfiguration {
  strategy: 'ROLLING'
  minimumHealthyPercent: number
  maximumPercent: number
  bakeTimeInMinutes?: number
  deploymentCircuitBreaker?: {
    enable: boolean
    rollback: boolean
    resetOnHealthyTask?: boolean
    thresholdConfiguration?: { type: 'COUNT' | 'BOUNDED_PERCENT' | 'UNBOUNDED_PERCENT'; value: number }
  }
  alarms?: { alarmNames: string[]; enable: boolean; rollback: boolean }
  earlySuccessCriteria?: {
    enable: boolean
    healthyPercent?: number
    sourceServiceRevisionCleanup?: 'BLOCKING' | 'DEFERRED'
  }
  lifecycleHooks?: Plain[]
}

/** What a service revision freezes: a change to any of these starts a deployment. */
export interface Workload {
  taskDefinition: string
  launchType?: string
  capacityProviderStrategy?: Plain[]
  platformVersion: string
  platformFamily: string
  networkConfiguration?: Plain
  loadBalancers: LoadBalancerUse[]
  serviceRegistries: Plain[]
  /** serviceConnectConfiguration, volumeConfigurations, vpcLatticeConfigurations as given. */
  more: Record<string, Plain>
}

export interface ServiceRevision {
  arn: string
  serviceArn: string
  clusterArn: string
  workload: Workload
  containerImages: { containerName: string; image: string; imageDigest?: string }[]
  createdAt: number
  /** The faults that strike the tasks of this revision; decided when it was made. */
  faults: FaultName[]
}

/** An entry of DescribeServices' `deployments`: the scheduler's view of one revision. */
export interface Deployment {
  id: string
  revisionArn: string
  status: 'PRIMARY' | 'ACTIVE'
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED'
  rolloutStateReason: string
  failedTasks: number
  /** Failures in a row before RUNNING, for the restart throttle. */
  startFailures: number
  /** The scheduler starts no task before then. */
  nextLaunchAt: number
  createdAt: number
  updatedAt: number
}

export type ServiceDeploymentStatus =
  | 'PENDING'
  | 'IN_PROGRESS'
  | 'STOP_REQUESTED'
  | 'ROLLBACK_REQUESTED'
  | 'ROLLBACK_IN_PROGRESS'
  | 'SUCCESSFUL'
  | 'STOPPED'
  | 'ROLLBACK_SUCCESSFUL'
  | 'ROLLBACK_FAILED'

export type MonitorStatus = 'DISABLED' | 'MONITORING' | 'MONITORING_COMPLETE' | 'TRIGGERED'

export interface ServiceDeployment {
  arn: string
  serviceArn: string
  clusterArn: string
  status: ServiceDeploymentStatus
  statusReason?: string
  /** Only strategies with stages have one; rolling has none. */
  lifecycleStage?: string
  createdAt: number
  startedAt?: number
  finishedAt?: number
  stoppedAt?: number
  updatedAt: number
  sourceRevisionArns: string[]
  targetRevisionArn: string
  /** The entry of `deployments` that runs the target revision. */
  deploymentId: string
  configuration: DeploymentConfiguration
  breaker: { status: MonitorStatus; failureCount: number; threshold: number }
  alarms: { status: MonitorStatus; alarmNames: string[]; triggeredAlarmNames: string[]; ignored: boolean }
  rollback?: { reason: string; startedAt: number; serviceRevisionArn: string }
  /** Since when the target revision has met its goal, until which bake time runs. */
  bakeUntil?: number
}

export interface ServiceEvent {
  id: string
  at: number
  message: string
}

export interface Service {
  arn: string
  name: string
  clusterName: string
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE'
  createdAt: number
  createdBy: string
  tags: Tag[]
  desiredCount: number
  workload: Workload
  deploymentConfiguration: DeploymentConfiguration
  healthCheckGracePeriodSeconds?: number
  enableECSManagedTags: boolean
  propagateTags: string
  enableExecuteCommand: boolean
  availabilityZoneRebalancing: string
  placementConstraints: Plain[]
  placementStrategy: Plain[]
  deployments: Deployment[]
  /** The newest service deployment. */
  currentServiceDeployment?: string
  /** The revision of the last service deployment that succeeded: where a rollback goes. */
  stableRevisionArn?: string
  /** Images (joined) that once ran stably without a fault: faults never strike them. */
  provenImages: string[]
  /** Alarms that the fault red-alarm has turned red. */
  redAlarms: string[]
  events: ServiceEvent[]
  /** Whether 'has reached a steady state' has been said since the last change. */
  steady: boolean
  /** When the next reconcile event is due; others are stale. */
  wakeAt?: number
}

export type TaskStatus =
  | 'PROVISIONING'
  | 'PENDING'
  | 'ACTIVATING'
  | 'RUNNING'
  | 'DEACTIVATING'
  | 'STOPPING'
  | 'DEPROVISIONING'
  | 'STOPPED'

export interface Container {
  name: string
  image: string
  imageDigest?: string
  runtimeId?: string
  essential: boolean
  lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED'
  exitCode?: number
  reason?: string
  healthStatus: 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY'
}

export interface Task {
  arn: string
  id: string
  clusterName: string
  taskDefinitionArn: string
  /** service:NAME or family:NAME */
  group: string
  serviceName?: string
  /** The `deployments` entry, for a service's task. */
  deploymentId?: string
  revisionArn?: string
  startedBy?: string
  workload: Workload
  desiredStatus: 'RUNNING' | 'STOPPED'
  lastStatus: TaskStatus
  /** When the task moves on by itself. */
  nextAt?: number
  /** The application exits then, if nothing stops it before. */
  exit?: { at: number; code: number; lines: string[] }
  containers: Container[]
  address: string
  zone: string
  subnetId: string
  createdAt: number
  startedAt?: number
  stoppingAt?: number
  stoppedAt?: number
  executionStoppedAt?: number
  pullStartedAt?: number
  pullStoppedAt?: number
  stopCode?: string
  stoppedReason?: string
  /** First moment at which it was healthy. */
  healthyAt?: number
  faults: FaultName[]
  tags: Tag[]
  overrides: Record<string, Plain>
  enableExecuteCommand: boolean
  version: number
}

/** What the program of a task definition does when RunTask runs it; tests write it. */
export interface Program {
  exitCode: number
  seconds: number
  lines: string[]
}

export interface EcsState {
  /** By name. */
  clusters: Record<string, Cluster>
  /** By family, oldest revision first; revision numbers are never used twice. */
  taskDefinitions: Record<string, TaskDefinition[]>
  /** By CLUSTER/SERVICE. */
  services: Record<string, Service>
  /** By ARN, oldest first. */
  serviceDeployments: Record<string, ServiceDeployment>
  serviceRevisions: Record<string, ServiceRevision>
  tasks: Record<string, Task>
  /** ARNs of the tasks that a client token of RunTask has started. */
  runTokens: Record<string, string[]>
  /** By family. */
  programs: Record<string, Program>
  addresses: number
}

export type Ecs = Context<EcsState>

export function emptyEcsState(): EcsState {
  return {
    clusters: {},
    taskDefinitions: {},
    services: {},
    serviceDeployments: {},
    serviceRevisions: {},
    tasks: {},
    runTokens: {},
    programs: {},
    addresses: 0,
  }
}
