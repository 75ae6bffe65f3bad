/** State → API shapes of services, deployments and revisions. Timestamps of awsJson are seconds since 1970. */
import { findGroup } from '../elbv2/targets.ts'
import { clusterArn, currentDeployment, revision, serviceTasks } from './names.ts'
import type {
  Cluster,
  Deployment,
  Ecs,
  Service,
  ServiceDeployment,
  ServiceRevision,
  Task,
  TaskDefinition,
  Workload,
} from './state.ts'

type View = Record<string, unknown>

export function seconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : milliseconds / 1000
}

export function clusterView(context: Ecs, cluster: Cluster, include: string[]): View {
  const tasks = Object.values(context.state.tasks).filter((task) => task.clusterName === cluster.name)
  const services = Object.values(context.state.services).filter(
    (service) => service.clusterName === cluster.name && service.status !== 'INACTIVE',
  )
  const { settings, configuration, ...always } = cluster.fields
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: cluster.status,
    registeredContainerInstancesCount: 0,
    runningTasksCount: tasks.filter(isRunning).length,
    pendingTasksCount: tasks.filter(isPending).length,
    activeServicesCount: services.length,
    statistics: [],
    capacityProviders: [],
    defaultCapacityProviderStrategy: [],
    ...always,
    settings: include.includes('SETTINGS') ? (settings ?? [{ name: 'containerInsights', value: 'disabled' }]) : [],
    ...(include.includes('CONFIGURATIONS') ? { configuration } : {}),
    tags: include.includes('TAGS') ? cluster.tags : [],
  }
}

export function taskDefinitionView(definition: TaskDefinition): View {
  return {
    taskDefinitionArn: definition.arn,
    ...definition.definition,
    family: definition.family,
    revision: definition.revision,
    status: definition.status,
    registeredAt: seconds(definition.registeredAt),
    deregisteredAt: seconds(definition.deregisteredAt),
    registeredBy: definition.registeredBy,
  }
}

function isRunning(task: Task): boolean {
  return task.lastStatus === 'RUNNING' || task.lastStatus === 'DEACTIVATING' || task.lastStatus === 'STOPPING'
}

function isPending(task: Task): boolean {
  return task.lastStatus === 'PROVISIONING' || task.lastStatus === 'PENDING' || task.lastStatus === 'ACTIVATING'
}

interface Counts {
  wanted: number
  running: number
  pending: number
}

function countOf(tasks: Task[]): Counts {
  return {
    wanted: tasks.filter((task) => task.desiredStatus === 'RUNNING').length,
    running: tasks.filter(isRunning).length,
    pending: tasks.filter(isPending).length,
  }
}

export function serviceView(context: Ecs, service: Service, include: string[] = []): View {
  const tasks = serviceTasks(context.state, service)
  const counts = countOf(tasks)
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: clusterArn(context, service.clusterName),
    ...workloadView(service.workload),
    status: service.status,
    desiredCount: service.desiredCount,
    runningCount: counts.running,
    pendingCount: counts.pending,
    taskDefinition: service.workload.taskDefinition,
    deploymentConfiguration: service.deploymentConfiguration,
    deploymentController: { type: 'ECS' },
    taskSets: undefined,
    deployments: service.deployments.map((entry) => deploymentView(context, service, entry)),
    roleArn: roleArn(context, service),
    events: service.events.map((event) => ({ id: event.id, createdAt: seconds(event.at), message: event.message })),
    createdAt: seconds(service.createdAt),
    createdBy: service.createdBy,
    currentServiceDeployment: service.currentServiceDeployment,
    currentServiceRevisions: currentRevisions(service).map((arn) => {
      const own = countOf(tasks.filter((task) => task.revisionArn === arn))
      const primary = service.deployments[0]?.revisionArn === arn
      return {
        arn,
        requestedTaskCount: primary ? service.desiredCount : own.wanted,
        runningTaskCount: own.running,
        pendingTaskCount: own.pending,
      }
    }),
    placementConstraints: service.placementConstraints,
    placementStrategy: service.placementStrategy,
    healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds,
    schedulingStrategy: 'REPLICA',
    enableECSManagedTags: service.enableECSManagedTags,
    propagateTags: service.propagateTags,
    enableExecuteCommand: service.enableExecuteCommand,
    availabilityZoneRebalancing: service.availabilityZoneRebalancing,
    resourceManagementType: 'CUSTOMER',
    ...(include.includes('TAGS') ? { tags: service.tags } : {}),
  }
}

function currentRevisions(service: Service): string[] {
  return [...new Set(service.deployments.map((entry) => entry.revisionArn))]
}

function roleArn(context: Ecs, service: Service): string | undefined {
  if (service.workload.loadBalancers.length === 0) return undefined
  return `arn:aws:iam::${context.account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`
}

function workloadView(workload: Workload): View {
  const { taskDefinition: _, more, ...fields } = workload
  return { ...fields, ...more }
}

function deploymentView(context: Ecs, service: Service, entry: Deployment): View {
  const counts = countOf(serviceTasks(context.state, service).filter((task) => task.deploymentId === entry.id))
  const { workload } = revision(context.state, entry.revisionArn)
  const { taskDefinition, more, loadBalancers: _, serviceRegistries: __, ...fields } = workload
  return {
    id: entry.id,
    status: entry.status,
    taskDefinition,
    desiredCount: entry.status === 'PRIMARY' ? service.desiredCount : counts.wanted,
    pendingCount: counts.pending,
    runningCount: counts.running,
    failedTasks: entry.failedTasks,
    createdAt: seconds(entry.createdAt),
    updatedAt: seconds(entry.updatedAt),
    ...fields,
    ...more,
    rolloutState: entry.rolloutState,
    rolloutStateReason: entry.rolloutStateReason,
  }
}

export function rolloutBrief(rollout: ServiceDeployment): View {
  return {
    serviceDeploymentArn: rollout.arn,
    serviceArn: rollout.serviceArn,
    clusterArn: rollout.clusterArn,
    startedAt: seconds(rollout.startedAt),
    createdAt: seconds(rollout.createdAt),
    finishedAt: seconds(rollout.finishedAt),
    targetServiceRevisionArn: rollout.targetRevisionArn,
    status: rollout.status,
    statusReason: rollout.statusReason,
  }
}

export function rolloutView(context: Ecs, rollout: ServiceDeployment): View {
  const { breaker, alarms } = rollout
  return {
    ...rolloutBrief(rollout),
    targetServiceRevisionArn: undefined,
    stoppedAt: seconds(rollout.stoppedAt),
    updatedAt: seconds(rollout.updatedAt),
    sourceServiceRevisions: rollout.sourceRevisionArns.map((arn) => revisionSummary(context, rollout, arn)),
    targetServiceRevision: revisionSummary(context, rollout, rollout.targetRevisionArn),
    lifecycleStage: rollout.lifecycleStage,
    deploymentConfiguration: rollout.configuration,
    rollback: rollout.rollback && { ...rollout.rollback, startedAt: seconds(rollout.rollback.startedAt) },
    deploymentCircuitBreaker: breaker.status === 'DISABLED' ? { status: 'DISABLED' } : breaker,
    alarms:
      alarms.status === 'DISABLED'
        ? { status: 'DISABLED' }
        : { status: alarms.status, alarmNames: alarms.alarmNames, triggeredAlarmNames: alarms.triggeredAlarmNames },
  }
}

function revisionSummary(context: Ecs, rollout: ServiceDeployment, arn: string): View {
  const tasks = Object.values(context.state.tasks).filter((task) => task.revisionArn === arn)
  const counts = countOf(tasks)
  const service = Object.values(context.state.services).find((each) => each.arn === rollout.serviceArn)
  const current = service !== undefined && currentDeployment(context.state, service) === rollout
  const primary = current && service.deployments[0]?.revisionArn === arn
  return {
    arn,
    requestedTaskCount: primary ? service.desiredCount : counts.wanted,
    runningTaskCount: counts.running,
    pendingTaskCount: counts.pending,
  }
}

export function revisionView(context: Ecs, made: ServiceRevision): View {
  const { taskDefinition, more, ...fields } = made.workload
  const task = Object.values(context.state.tasks).find((each) => each.revisionArn === made.arn && each.pullStoppedAt)
  return {
    serviceRevisionArn: made.arn,
    serviceArn: made.serviceArn,
    clusterArn: made.clusterArn,
    taskDefinition,
    ...fields,
    ...more,
    containerImages: made.containerImages.map((image) => ({
      ...image,
      imageDigest: image.imageDigest ?? task?.containers.find((each) => each.name === image.containerName)?.imageDigest,
    })),
    guardDutyEnabled: false,
    createdAt: seconds(made.createdAt),
    resolvedConfiguration: {
      loadBalancers: made.workload.loadBalancers
        .map((use) => use.targetGroupArn)
        .filter((arn) => arn !== undefined && findGroup({ world: context.world, place: context, arn }) !== undefined)
        .map((targetGroupArn) => ({ targetGroupArn })),
    },
  }
}
