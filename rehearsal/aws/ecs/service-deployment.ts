/**
 * The states of a service deployment and what moves it from one to the next. Whatever strategy moves the
 * tasks, it reports here. Status names: API reference, ServiceDeployment (see spec.md).
 */

import { failureThreshold } from './circuit-breaker.ts'
import { say, show } from './events.ts'
import { faultsFor, imagesKey } from './faults.ts'
import {
  clusterArn,
  currentDeployment,
  revision,
  serviceTasks,
  taskDefinitionByArn,
  uniqueDigits,
  uniqueHex,
} from './names.ts'
import type { Deployment, Ecs, Service, ServiceDeployment, ServiceDeploymentStatus, ServiceRevision } from './state.ts'
import { publicDigest } from './task-start.ts'

const endStates: ReadonlySet<ServiceDeploymentStatus> = new Set([
  'SUCCESSFUL',
  'STOPPED',
  'ROLLBACK_SUCCESSFUL',
  'ROLLBACK_FAILED',
])

export function isOver(rollout: ServiceDeployment): boolean {
  return endStates.has(rollout.status)
}

/** The service deployment under way, if one is. */
export function openRollout(context: Ecs, service: Service): ServiceDeployment | undefined {
  const rollout = currentDeployment(context.state, service)
  return rollout === undefined || isOver(rollout) ? undefined : rollout
}

/** A new service deployment of the service's present workload. One that is under way is superseded. */
export function beginRollout(context: Ecs, service: Service): ServiceDeployment {
  const running = serviceTasks(context.state, service).filter((task) => task.desiredStatus === 'RUNNING')
  const sources = new Set(running.map((task) => task.revisionArn).filter((arn) => arn !== undefined))
  const before = openRollout(context, service)
  if (before !== undefined) supersede(context, service, before)
  const target = createRevision(context, service)
  const entry = createEntry(context, service, target)
  const { alarms, deploymentCircuitBreaker: breaker } = service.deploymentConfiguration
  const rollout: ServiceDeployment = {
    arn: context.arn(
      `service-deployment/${service.clusterName}/${service.name}/${uniqueHex(context, 'deployment', 22)}`,
    ),
    serviceArn: service.arn,
    clusterArn: clusterArn(context, service.clusterName),
    status: 'PENDING',
    createdAt: context.now,
    updatedAt: context.now,
    sourceRevisionArns: [...sources],
    targetRevisionArn: target.arn,
    deploymentId: entry.id,
    configuration: service.deploymentConfiguration,
    breaker: {
      status: breaker?.enable ? 'MONITORING' : 'DISABLED',
      failureCount: 0,
      threshold: failureThreshold(breaker, service.desiredCount),
    },
    alarms: {
      status: alarms?.enable ? 'MONITORING' : 'DISABLED',
      alarmNames: alarms?.alarmNames ?? [],
      triggeredAlarmNames: [],
      ignored: false,
    },
  }
  context.state.serviceDeployments[rollout.arn] = rollout
  service.currentServiceDeployment = rollout.arn
  service.steady = false
  show(context, service, 'rollout', `${target.workload.taskDefinition.split('/').at(-1)}: rollout begins`)
  return rollout
}

function createRevision(context: Ecs, service: Service): ServiceRevision {
  const { containerDefinitions } = taskDefinitionByArn(context.state, service.workload.taskDefinition).definition
  const digits = uniqueDigits(context, 'revision', 19)
  const made: ServiceRevision = {
    arn: context.arn(`service-revision/${service.clusterName}/${service.name}/${digits}`),
    serviceArn: service.arn,
    clusterArn: clusterArn(context, service.clusterName),
    workload: structuredClone(service.workload),
    containerImages: containerDefinitions.map(({ name, image }) => ({
      containerName: name,
      image,
      ...(image.includes('@') ? { imageDigest: publicDigest(context, image) } : {}),
    })),
    createdAt: context.now,
    faults: faultsFor(context, service, imagesKey(containerDefinitions)),
  }
  context.state.serviceRevisions[made.arn] = made
  return made
}

/** A new PRIMARY entry; the one before becomes ACTIVE. */
export function createEntry(context: Ecs, service: Service, target: ServiceRevision): Deployment {
  const id = `ecs-svc/${uniqueDigits(context, 'entry', 19)}`
  const entry: Deployment = {
    id,
    revisionArn: target.arn,
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${id} in progress.`,
    failedTasks: 0,
    startFailures: 0,
    nextLaunchAt: 0,
    createdAt: context.now,
    updatedAt: context.now,
  }
  for (const other of service.deployments) other.status = 'ACTIVE'
  service.deployments.unshift(entry)
  return entry
}

export function move(context: Ecs, rollout: ServiceDeployment, status: ServiceDeploymentStatus, reason?: string): void {
  rollout.status = status
  rollout.updatedAt = context.now
  if (reason !== undefined) rollout.statusReason = reason
  if (status === 'IN_PROGRESS') rollout.startedAt = context.now
  if (status === 'STOPPED') rollout.stoppedAt = context.now
  if (isOver(rollout)) {
    rollout.finishedAt = context.now
    for (const monitor of [rollout.breaker, rollout.alarms]) {
      if (monitor.status === 'MONITORING') monitor.status = 'MONITORING_COMPLETE'
    }
  }
}

function supersede(context: Ecs, service: Service, rollout: ServiceDeployment): void {
  move(context, rollout, 'STOPPED', 'Service deployment stopped because a newer service deployment replaced it.')
  show(context, service, 'rollout', 'superseded by a newer rollout')
}

/** The target revision runs, and nothing else does. */
export function succeed(context: Ecs, service: Service, rollout: ServiceDeployment): void {
  const target = revision(context.state, rollout.targetRevisionArn)
  move(context, rollout, 'SUCCESSFUL')
  rollout.breaker.failureCount = 0
  complete(context, service)
  service.stableRevisionArn = target.arn
  if (target.faults.length === 0) remember(service, imagesKey(target.containerImages))
  show(context, service, 'rollout', 'rollout successful')
}

function remember(service: Service, key: string): void {
  if (!service.provenImages.includes(key)) service.provenImages.push(key)
}

export function completeRollback(context: Ecs, service: Service, rollout: ServiceDeployment): void {
  move(context, rollout, 'ROLLBACK_SUCCESSFUL')
  complete(context, service)
  if (rollout.rollback !== undefined) service.stableRevisionArn = rollout.rollback.serviceRevisionArn
  show(context, service, 'rollout', 'rolled back')
}

function complete(context: Ecs, service: Service): void {
  const primary = service.deployments[0]
  if (primary === undefined) return
  primary.rolloutState = 'COMPLETED'
  primary.rolloutStateReason = `ECS deployment ${primary.id} completed.`
  primary.updatedAt = context.now
  say(context, service, `(deployment ${primary.id}) deployment completed.`)
}
