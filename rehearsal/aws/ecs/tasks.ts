/**
 * The life of one task: PROVISIONING → PENDING → ACTIVATING → RUNNING → DEACTIVATING → STOPPING →
 * DEPROVISIONING → STOPPED. Source: ECS Developer Guide, "Amazon ECS task lifecycle" (see spec.md).
 */
import type { FaultName } from '../../faults/faults.ts'
import type { Plain } from '../kernel/types.ts'
import { environmentOf, serviceOfTask, taskDefinitionByArn, uniqueHex } from './names.ts'
import type { Container, ContainerDefinition, Ecs, Tag, Task, Workload } from './state.ts'
import { prepare, print } from './task-start.ts'
import { drainTask, healthPath, refuseConnections, registerTask } from './task-targets.ts'

export interface TaskOrder {
  clusterName: string
  workload: Workload
  group: string
  serviceName?: string
  deploymentId?: string
  revisionArn?: string
  startedBy?: string
  faults: FaultName[]
  tags: Tag[]
  overrides?: Record<string, Plain>
  enableExecuteCommand: boolean
}

/** Stopped tasks can be described for an hour. */
const keepStoppedMs = 3_600_000

export function createTask(context: Ecs, order: TaskOrder): Task {
  forgetStopped(context)
  const id = uniqueHex(context, 'task', 32)
  const arn = context.arn(`task/${order.clusterName}/${id}`)
  const definition = taskDefinitionByArn(context.state, order.workload.taskDefinition)
  const number = context.state.addresses
  context.state.addresses += 1
  const subnets = subnetsOf(order.workload.networkConfiguration)
  const task: Task = {
    ...order,
    arn,
    id,
    taskDefinitionArn: definition.arn,
    overrides: order.overrides ?? {},
    desiredStatus: 'RUNNING',
    lastStatus: 'PROVISIONING',
    nextAt: 0,
    containers: definition.definition.containerDefinitions.map((container) => ({
      name: container.name,
      image: container.image,
      essential: container.essential,
      lastStatus: 'PENDING',
      healthStatus: 'UNKNOWN',
    })),
    address: `10.0.${16 + (Math.floor(number / 250) % 200)}.${4 + (number % 250)}`,
    zone: `${context.region}${'ab'[number % 2]}`,
    subnetId: subnets[number % Math.max(1, subnets.length)] ?? '',
    createdAt: context.now,
    version: 1,
  }
  task.nextAt = context.now + duration(context, task, 'provision', 4, 9)
  context.state.tasks[arn] = task
  return task
}

function forgetStopped(context: Ecs): void {
  for (const task of Object.values(context.state.tasks)) {
    if (task.stoppedAt !== undefined && task.stoppedAt < context.now - keepStoppedMs)
      delete context.state.tasks[task.arn]
  }
}

function subnetsOf(networkConfiguration: Plain | undefined): string[] {
  const network = networkConfiguration as { awsvpcConfiguration?: { subnets?: string[] } } | null | undefined
  return network?.awsvpcConfiguration?.subnets ?? []
}

/** Milliseconds between two bounds in seconds, the same for the same task in every run of a seed. */
function duration(context: Ecs, task: Task, phase: string, from: number, to: number): number {
  const share = Number.parseInt(context.world.hex(`ecs ${task.arn} ${phase}`, 6), 16) / 0x1000000
  return Math.round((from + share * (to - from)) * 1000)
}

/** Moves the task on once its time has come. 'failed': it stopped by itself or could not start. */
export async function advanceTask(context: Ecs, task: Task): Promise<'failed' | undefined> {
  task.version += 1
  delete task.nextAt
  switch (task.lastStatus) {
    case 'PROVISIONING':
      task.lastStatus = 'PENDING'
      task.pullStartedAt = context.now
      task.nextAt = context.now + duration(context, task, 'pull', 8, 20)
      return undefined
    case 'PENDING':
      return await pullAndActivate(context, task)
    case 'ACTIVATING':
      run(context, task)
      return undefined
    case 'RUNNING':
      return exit(context, task)
    case 'DEACTIVATING':
      task.lastStatus = 'STOPPING'
      task.nextAt = context.now + stopMs(context, task)
      return undefined
    case 'STOPPING':
      stopContainers(context, task)
      return undefined
    case 'DEPROVISIONING':
      task.lastStatus = 'STOPPED'
      task.stoppedAt = context.now
      tell(context, task, 'stopped')
      return undefined
    case 'STOPPED':
      return undefined
  }
}

async function pullAndActivate(context: Ecs, task: Task): Promise<'failed' | undefined> {
  const result = await prepare(context, task, taskDefinitionByArn(context.state, task.taskDefinitionArn))
  if ('digests' in result) {
    for (const container of task.containers) {
      const digest = result.digests[container.name]
      if (digest !== undefined) container.imageDigest = digest
    }
    task.pullStoppedAt = context.now
    task.lastStatus = 'ACTIVATING'
    task.nextAt = context.now + duration(context, task, 'activate', 2, 5)
    return undefined
  }
  const { reason, container } = result.problem
  for (const each of task.containers) {
    each.lastStatus = 'STOPPED'
    if (each.name === container) each.reason = reason
  }
  end(context, task, 'TaskFailedToStart', reason)
  return 'failed'
}

function run(context: Ecs, task: Task): void {
  task.lastStatus = 'RUNNING'
  task.startedAt = context.now
  for (const container of task.containers) {
    container.lastStatus = 'RUNNING'
    container.runtimeId = `${task.id}-${uniqueHex(context, 'runtime', 10)}`
  }
  registerTask(context, task)
  const definition = mainContainer(context, task)
  const port = definition.portMappings[0]?.containerPort
  if (task.serviceName === undefined) planProgram(context, task)
  else if (task.faults.includes('crash-loop')) task.exit = { at: context.now + 10_000, code: 1, lines: crashLines }
  if (task.exit !== undefined) task.nextAt = task.exit.at
  const lines = ['starting', ...(port === undefined ? [] : [`listening on 0.0.0.0:${port}`])]
  if (task.faults.includes('unhealthy-tasks')) lines.push(...sickLines(healthPath(context, task)))
  print(context, task, definition, lines)
  tell(context, task, 'running')
}

function sickLines(path: string): string[] {
  return ['error: connect to the database: timed out after 5000 ms', `GET ${path} 503 database not reachable`]
}

const crashLines = [
  'error: required setting DATABASE_POOL_SIZE is not a number: "ten"',
  '    at readSettings (/app/settings.js:41:11)',
  'the process exits with code 1',
]

/** A task of RunTask runs its program to the end; how long and with what end is in `programs`. */
function planProgram(context: Ecs, task: Task): void {
  const family = taskDefinitionByArn(context.state, task.taskDefinitionArn).family
  const seconds = duration(context, task, 'program', 5, 15) / 1000
  const own = context.state.programs[family] ?? { exitCode: 0, seconds, lines: ['done'] }
  const program = task.faults.includes('crash-loop') ? { exitCode: 1, seconds: 10, lines: crashLines } : own
  task.exit = { at: context.now + program.seconds * 1000, code: program.exitCode, lines: program.lines }
}

function exit(context: Ecs, task: Task): 'failed' {
  const { code, lines } = task.exit ?? { code: 0, lines: [] }
  print(context, task, mainContainer(context, task), lines)
  refuseConnections(context, task)
  drainTask(context, task)
  for (const container of task.containers) {
    container.lastStatus = 'STOPPED'
    container.exitCode = container.essential ? code : 0
  }
  task.executionStoppedAt = context.now
  end(context, task, 'EssentialContainerExited', 'Essential container in task exited')
  return 'failed'
}

function end(context: Ecs, task: Task, stopCode: string, reason: string): void {
  task.desiredStatus = 'STOPPED'
  task.stopCode = stopCode
  task.stoppedReason = reason
  task.stoppingAt = context.now
  task.lastStatus = 'DEPROVISIONING'
  task.nextAt = context.now + duration(context, task, 'deprovision', 8, 16)
  tell(context, task, `stopping: ${reason}`)
}

/** Asks a task to stop: its targets drain first, then its containers get SIGTERM. */
export function stopTask(context: Ecs, task: Task, stopCode: string, reason: string): void {
  if (task.desiredStatus === 'STOPPED') return
  const running = task.lastStatus === 'RUNNING'
  end(context, task, stopCode, reason)
  delete task.exit
  if (!running) {
    for (const container of task.containers) container.lastStatus = 'STOPPED'
    return
  }
  const drained = drainTask(context, task)
  task.lastStatus = drained > context.now ? 'DEACTIVATING' : 'STOPPING'
  task.nextAt = drained > context.now ? drained : context.now + stopMs(context, task)
}

/** An application that hangs is killed after stopTimeout (default 30 s); others end soon after SIGTERM. */
function stopMs(context: Ecs, task: Task): number {
  if (!task.faults.includes('unhealthy-tasks')) return duration(context, task, 'stop', 1, 4)
  return (mainContainer(context, task).stopTimeout ?? 30) * 1000
}

function stopContainers(context: Ecs, task: Task): void {
  const killed = task.faults.includes('unhealthy-tasks')
  print(context, task, mainContainer(context, task), ['received SIGTERM', ...(killed ? [] : ['shut down'])])
  for (const container of task.containers) {
    container.lastStatus = 'STOPPED'
    container.exitCode = killed ? 137 : 0
  }
  refuseConnections(context, task)
  task.executionStoppedAt = context.now
  task.lastStatus = 'DEPROVISIONING'
  task.nextAt = context.now + duration(context, task, 'deprovision', 8, 16)
}

/** The container behind the load balancer, else the first essential one. */
export function mainContainer(context: Ecs, task: Task): ContainerDefinition {
  const { containerDefinitions } = taskDefinitionByArn(context.state, task.taskDefinitionArn).definition
  const balanced = task.workload.loadBalancers[0]?.containerName
  const found =
    containerDefinitions.find((each) => each.name === balanced) ??
    containerDefinitions.find((each) => each.essential) ??
    containerDefinitions[0]
  if (found === undefined) throw new Error(`${task.taskDefinitionArn} has no container`)
  return found
}

export interface ContainerHealth {
  status: Container['healthStatus']
  changesAt?: number
}

/**
 * Docker health checks: the first runs one interval after the start; UNHEALTHY after `retries` failures,
 * which do not count during startPeriod. undefined where no essential container has a health check.
 */
export function containerHealth(context: Ecs, task: Task): ContainerHealth | undefined {
  const check = mainContainer(context, task).healthCheck
  if (check === undefined || task.startedAt === undefined) return undefined
  const interval = (check.interval ?? 30) * 1000
  const failing = task.faults.includes('unhealthy-tasks')
  const startPeriod = (check.startPeriod ?? 0) * 1000
  const at = task.startedAt + (failing ? startPeriod + interval * (check.retries ?? 3) : interval)
  if (context.now < at) return { status: 'UNKNOWN', changesAt: at }
  return { status: failing ? 'UNHEALTHY' : 'HEALTHY' }
}

function tell(context: Ecs, task: Task, text: string): void {
  const environment = environmentOf(context.state, task.clusterName, serviceOfTask(context.state, task))
  context.world.timeline({
    account: context.account,
    region: context.region,
    ...(environment === undefined ? {} : { environment }),
    service: 'ecs',
    kind: 'task',
    subject: `${task.serviceName ?? task.group} ${task.id.slice(0, 8)}`,
    text,
  })
}
