/** A service for tests: cluster, load balancer, target group, log group, task definition and a stable service. */
import type { ElbState } from '../elbv2/state.ts'
import { elbService } from '../elbv2/state.ts'
import type { IamState } from '../iam/state.ts'
import type { Input, Output, Place, World } from '../kernel/types.ts'
import type { LogsState } from '../logs/streams.ts'
import { planWake } from './reconcile.ts'
import { move, openRollout, succeed } from './service-deployment.ts'
import type { Ecs, EcsState, Program, Service } from './state.ts'
import { prepare } from './task-start.ts'
import { registerTask } from './task-targets.ts'
import { createTask } from './tasks.ts'

export interface TestServiceOptions {
  cluster?: string
  service?: string
  /** The `Environment` tag of cluster and service; default dev. */
  environment?: string
  desiredCount?: number
  /** Default: a public image pinned by digest. */
  image?: string
  container?: string
  port?: number
  healthPath?: string
  healthCheckSeconds?: { interval: number; timeout: number }
  healthyThreshold?: number
  unhealthyThreshold?: number
  deregistrationDelaySeconds?: number
  healthCheckGracePeriodSeconds?: number
  /** As in CreateService. */
  deploymentConfiguration?: Input
  secrets?: { name: string; valueFrom: string }[]
  /** Further fields of the task definition. */
  taskDefinition?: Input
  /** Without a load balancer a task is healthy 40 s after it runs. */
  loadBalancer?: boolean
  /** Without, nothing is logged, and the logs room is not needed. */
  logs?: boolean
}

export interface TestService {
  cluster: string
  service: string
  serviceArn: string
  family: string
  /** Revision 1. */
  taskDefinitionArn: string
  /** What RegisterTaskDefinition got for revision 1, to be registered with another image. */
  taskDefinition: Input
  container: string
  image: string
  logGroup: string
  targetGroupArn: string
  hostname: string
}

/** An image of a public registry that exists by definition; `seed` tells digests apart. */
export function testImage(seed: number): string {
  return `public.ecr.aws/docker/library/app@sha256:${String(seed).repeat(64).slice(0, 64)}`
}

export async function createTestService(
  world: World,
  place: Place,
  options: TestServiceOptions = {},
): Promise<TestService> {
  const { cluster = 'test', service = 'backend', environment = 'dev', container = 'backend' } = options
  const image = options.image ?? testImage(1)
  const family = `${cluster}-${service}`
  const logGroup = `/ecs/${family}`
  const call = (name: string, operation: string, input: Input) => world.call(name, operation, input, place)
  await call('ecs', 'CreateCluster', { clusterName: cluster, tags: [{ key: 'Environment', value: environment }] })
  const balanced = options.loadBalancer === false ? undefined : await createLoadBalancer(world, place, family, options)
  if (options.logs !== false) {
    const { groups } = world.state<LogsState>('logs', place)
    groups[logGroup] ??= { name: logGroup, createdAt: world.now(), tags: {}, streams: {} }
  }
  const executionRoleArn = createRole(world, place, `${family}-execution`)
  const port = options.port ?? 8000
  const logConfiguration = {
    logDriver: 'awslogs',
    options: { 'awslogs-group': logGroup, 'awslogs-region': place.region, 'awslogs-stream-prefix': service },
  }
  const taskDefinition = {
    family,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn,
    containerDefinitions: [
      {
        name: container,
        image,
        portMappings: [{ containerPort: port }],
        ...(options.secrets === undefined ? {} : { secrets: options.secrets }),
        ...(options.logs === false ? {} : { logConfiguration }),
      },
    ],
    ...options.taskDefinition,
  }
  const registered = await call('ecs', 'RegisterTaskDefinition', taskDefinition)
  const taskDefinitionArn = field(registered, 'taskDefinition', 'taskDefinitionArn')
  const created = await call('ecs', 'CreateService', {
    cluster,
    serviceName: service,
    taskDefinition: taskDefinitionArn,
    desiredCount: options.desiredCount ?? 2,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1', 'subnet-2'], securityGroups: ['sg-1'] } },
    loadBalancers:
      balanced === undefined
        ? []
        : [{ targetGroupArn: balanced.targetGroupArn, containerName: container, containerPort: port }],
    healthCheckGracePeriodSeconds: options.healthCheckGracePeriodSeconds ?? 0,
    deploymentConfiguration: options.deploymentConfiguration,
    tags: [{ key: 'Environment', value: environment }],
  })
  await settle(world.context<EcsState>('ecs', place), `${cluster}/${service}`)
  return {
    cluster,
    service,
    serviceArn: field(created, 'service', 'serviceArn'),
    family,
    taskDefinitionArn,
    taskDefinition,
    container,
    image,
    logGroup,
    targetGroupArn: balanced?.targetGroupArn ?? '',
    hostname: balanced?.hostname ?? '',
  }
}

/** What a family's program does when RunTask runs it. */
export function setProgram(world: World, place: Place, family: string, program: Program): void {
  world.state<EcsState>('ecs', place).programs[family] = program
}

function field(output: Output, object: string, key: string): string {
  return String((output?.[object] as Record<string, unknown> | undefined)?.[key])
}

async function createLoadBalancer(world: World, place: Place, name: string, options: TestServiceOptions) {
  const call = (operation: string, input: Input) => world.call(elbService, operation, input, place)
  await call('CreateLoadBalancer', { Name: name, Subnets: ['subnet-1', 'subnet-2'] })
  await call('CreateTargetGroup', {
    Name: name,
    Protocol: 'HTTP',
    Port: options.port ?? 8000,
    VpcId: 'vpc-1',
    TargetType: 'ip',
    HealthCheckPath: options.healthPath ?? '/health',
    HealthCheckIntervalSeconds: options.healthCheckSeconds?.interval ?? 10,
    HealthCheckTimeoutSeconds: options.healthCheckSeconds?.timeout ?? 5,
    HealthyThresholdCount: options.healthyThreshold ?? 2,
    UnhealthyThresholdCount: options.unhealthyThreshold ?? 2,
  })
  const state = world.state<ElbState>(elbService, place)
  const balancer = Object.values(state.loadBalancers).find((each) => each.name === name)
  const group = Object.values(state.targetGroups).find((each) => each.name === name)
  if (balancer === undefined || group === undefined) throw new Error(`no load balancer ${name}`)
  balancer.activeAt = world.now()
  group.attributes['deregistration_delay.timeout_seconds'] = String(options.deregistrationDelaySeconds ?? 30)
  await call('CreateListener', {
    LoadBalancerArn: balancer.arn,
    Port: 80,
    Protocol: 'HTTP',
    DefaultActions: [{ Type: 'forward', TargetGroupArn: group.arn }],
  })
  return { targetGroupArn: group.arn, hostname: balancer.dnsName }
}

/** A role for tasks that may do everything. */
function createRole(world: World, place: Place, name: string): string {
  const arn = `arn:aws:iam::${place.account}:role/${name}`
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }
  world.state<IamState>('iam', place).roles[name] = {
    name,
    id: `AROA${name}`,
    path: '/',
    arn,
    description: '',
    trust: { Statement: [] },
    inline: { test: everything as never },
    managed: [],
    maxSessionSeconds: 3600,
    tags: {},
    createdAt: world.now(),
  }
  return arn
}

/** As if the first deployment had ended long ago: its tasks run and are healthy. */
async function settle(context: Ecs, key: string): Promise<void> {
  const service = context.state.services[key]
  const rollout = service && openRollout(context, service)
  const entry = service?.deployments[0]
  if (service === undefined || rollout === undefined || entry === undefined) throw new Error(`no new service ${key}`)
  move(context, rollout, 'IN_PROGRESS')
  for (let count = 0; count < service.desiredCount; count += 1) await startedTask(context, service, entry.id)
  succeed(context, service, rollout)
  service.steady = true
  planWake(context, service)
}

async function startedTask(context: Ecs, service: Service, deploymentId: string): Promise<void> {
  const definition = context.state.taskDefinitions[`${service.clusterName}-${service.name}`]?.[0]
  const rollout = service.currentServiceDeployment && context.state.serviceDeployments[service.currentServiceDeployment]
  if (definition === undefined || !rollout) throw new Error('no task definition')
  const task = createTask(context, {
    clusterName: service.clusterName,
    workload: service.workload,
    group: `service:${service.name}`,
    serviceName: service.name,
    deploymentId,
    revisionArn: rollout.targetRevisionArn,
    startedBy: deploymentId,
    faults: [],
    tags: [],
    enableExecuteCommand: false,
  })
  const result = await prepare(context, task, definition)
  if ('problem' in result) throw new Error(result.problem.reason)
  const longAgo = context.now - 3_600_000
  delete task.nextAt
  Object.assign(task, { lastStatus: 'RUNNING', startedAt: longAgo, healthyAt: longAgo, pullStoppedAt: longAgo })
  for (const container of task.containers) {
    container.lastStatus = 'RUNNING'
    container.runtimeId = `${task.id}-0000000001`
    const digest = result.digests[container.name]
    if (digest !== undefined) container.imageDigest = digest
  }
  registerTask(context, task)
  const groups = context.world.state<ElbState>(elbService, context).targetGroups
  for (const target of Object.values(groups).flatMap((group) => group.targets)) {
    if (target.id !== task.address) continue
    target.registeredAt = longAgo
    for (const answer of target.answers) answer.from = longAgo
  }
}
