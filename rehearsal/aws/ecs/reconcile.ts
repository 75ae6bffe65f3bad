/**
 * The service scheduler: looks at a service whenever something about it may have changed, moves its tasks
 * and its service deployment on, and plans when to look again.
 */
import { alarmPollMs, bakeMs, noteRedAlarms, triggeredAlarms, watchesAlarms } from './alarms.ts'
import { breakerTrips, countFailure, countHealthy } from './circuit-breaker.ts'
import { say, show } from './events.ts'
import { taskHealth } from './health.ts'
import { serviceTasks } from './names.ts'
import { calmAlarms, turnRed } from './red-alarm.ts'
import { alarmFailure, breakerFailure, failRollback, failRollout, userRequest } from './rollback.ts'
import { launchTasks, stopTasks, tooSoon } from './scheduler.ts'
import { completeRollback, move, openRollout, succeed } from './service-deployment.ts'
import type { Deployment, Ecs, Service, ServiceDeployment, Task } from './state.ts'
import { strategyOf } from './strategies.ts'
import { advanceTask, stopTask } from './tasks.ts'

/** A deployment is PENDING, and a request to stop one is only a request, for so long. */
const hesitationMs = 2_000

export async function reconcile(context: Ecs, service: Service): Promise<void> {
  await moveTasks(context, service)
  judgeHealth(context, service)
  await followRollout(context, service)
  scheduleTasks(context, service)
  await finish(context, service)
  forgetEmptyEntries(context, service)
  planWake(context, service)
}

async function moveTasks(context: Ecs, service: Service): Promise<void> {
  for (const task of serviceTasks(context.state, service)) {
    if (task.nextAt === undefined || task.nextAt > context.now) continue
    const before = task.lastStatus
    const outcome = await advanceTask(context, task)
    if (before === 'ACTIVATING' && task.lastStatus === 'RUNNING') sayRegistered(context, service, task)
    if (outcome === 'failed') noteFailure(context, service, task, before !== 'RUNNING')
  }
}

function sayRegistered(context: Ecs, service: Service, task: Task): void {
  for (const { targetGroupArn } of task.workload.loadBalancers) {
    if (targetGroupArn !== undefined) say(context, service, `registered 1 targets in (target-group ${targetGroupArn})`)
  }
}

function entryOf(service: Service, task: Task): Deployment | undefined {
  return service.deployments.find((entry) => entry.id === task.deploymentId)
}

/** Only tasks that never were healthy count against their deployment. */
function noteFailure(context: Ecs, service: Service, task: Task, atStart: boolean): void {
  service.steady = false
  const entry = entryOf(service, task)
  if (entry === undefined || task.healthyAt !== undefined) return
  countFailure(entry, context.now)
  if (atStart) entry.startFailures += 1
}

function judgeHealth(context: Ecs, service: Service): void {
  for (const task of serviceTasks(context.state, service)) {
    const health = taskHealth(context, service, task)
    const entry = entryOf(service, task)
    if (health.healthy && task.healthyAt === undefined) {
      task.healthyAt = context.now
      show(context, service, 'target', `task ${task.id.slice(0, 8)} is healthy`)
      const breaker = openRollout(context, service)?.configuration.deploymentCircuitBreaker
      if (entry !== undefined) countHealthy(entry, breaker, context.now)
    }
    if (health.failing === undefined) continue
    say(context, service, health.failing.event)
    stopTask(context, task, 'ServiceSchedulerInitiated', health.failing.stoppedReason)
    noteFailure(context, service, task, false)
  }
}

async function followRollout(context: Ecs, service: Service): Promise<void> {
  const rollout = openRollout(context, service)
  if (rollout === undefined) return
  const due = context.now >= rollout.updatedAt + hesitationMs
  if (rollout.status === 'PENDING' && due) {
    move(context, rollout, 'IN_PROGRESS')
    await noteRedAlarms(context, rollout)
  }
  if (rollout.status === 'ROLLBACK_REQUESTED' && due) failRollout(context, service, rollout, userRequest)
  if (rollout.status === 'STOP_REQUESTED' && due) {
    failRollout(context, service, rollout, { ...userRequest, rollBack: false })
  }
  if (rollout.status === 'IN_PROGRESS') await watch(context, service, rollout)
  if (rollout.status === 'ROLLBACK_IN_PROGRESS') watchRollback(context, service, rollout)
}

async function watch(context: Ecs, service: Service, rollout: ServiceDeployment): Promise<void> {
  turnRed(context, service, rollout)
  const entry = service.deployments.find((each) => each.id === rollout.deploymentId)
  const { deploymentCircuitBreaker: breaker, alarms } = rollout.configuration
  if (entry !== undefined && breakerTrips(rollout, entry, service.desiredCount)) {
    rollout.breaker.status = 'TRIGGERED'
    failRollout(context, service, rollout, { ...breakerFailure, rollBack: breaker?.rollback === true })
    return
  }
  if ((await triggeredAlarms(context, service, rollout)).length > 0) {
    failRollout(context, service, rollout, { ...alarmFailure, rollBack: alarms?.rollback === true })
  }
}

/** The breaker's threshold holds for the way back too; without a breaker it is tried for ever. */
function watchRollback(context: Ecs, service: Service, rollout: ServiceDeployment): void {
  const primary = service.deployments[0]
  if (rollout.configuration.deploymentCircuitBreaker?.enable !== true || primary === undefined) return
  if (primary.failedTasks >= rollout.breaker.threshold) failRollback(context, service, rollout)
}

function scheduleTasks(context: Ecs, service: Service): void {
  const rollout = openRollout(context, service)
  if (rollout?.status === 'PENDING') return
  const step = strategyOf(rollout).step(context, service, rollout)
  stopTasks(context, service, step.stop)
  launchTasks(context, service, step.start)
}

async function finish(context: Ecs, service: Service): Promise<void> {
  const rollout = openRollout(context, service)
  const reached = strategyOf(rollout).reached(context, service, rollout)
  if (rollout?.status === 'ROLLBACK_IN_PROGRESS' && reached) completeRollback(context, service, rollout)
  if (rollout?.status === 'IN_PROGRESS') {
    if (reached) rollout.bakeUntil ??= context.now + (await bakeMs(context, rollout))
    else delete rollout.bakeUntil
    if (rollout.bakeUntil !== undefined && context.now >= rollout.bakeUntil) succeed(context, service, rollout)
  }
  if (service.status === 'DRAINING' && !serviceTasks(context.state, service).some(lives)) service.status = 'INACTIVE'
  if (openRollout(context, service) === undefined) calmAlarms(context, service)
  if (service.steady || openRollout(context, service) !== undefined || !reached) return
  service.steady = true
  if (service.status === 'ACTIVE') say(context, service, 'has reached a steady state.')
}

function lives(task: Task): boolean {
  return task.lastStatus !== 'STOPPED'
}

/** An entry that is not PRIMARY goes when its last task has stopped. */
function forgetEmptyEntries(context: Ecs, service: Service): void {
  const living = serviceTasks(context.state, service).filter(lives)
  service.deployments = service.deployments.filter(
    (entry) => entry.status === 'PRIMARY' || living.some((task) => task.deploymentId === entry.id),
  )
}

/** Plans the next look at the service; every operation that changes one ends with it. */
export function planWake(context: Ecs, service: Service): void {
  const rollout = openRollout(context, service)
  const hesitates = ['PENDING', 'ROLLBACK_REQUESTED', 'STOP_REQUESTED'].includes(rollout?.status ?? '')
  const times = [
    ...serviceTasks(context.state, service).flatMap((task) => [
      task.nextAt,
      taskHealth(context, service, task).changesAt,
    ]),
    tooSoon(context, service),
    hesitates && rollout !== undefined ? rollout.updatedAt + hesitationMs : undefined,
    rollout?.bakeUntil,
    rollout !== undefined && watchesAlarms(context, service, rollout) ? context.now + alarmPollMs : undefined,
  ].filter((at) => at !== undefined && at > context.now)
  if (times.length === 0) {
    delete service.wakeAt
    return
  }
  const at = Math.min(...(times as number[]))
  if (service.wakeAt === at) return
  service.wakeAt = at
  context.schedule(at - context.now, 'service', { service: `${service.clusterName}/${service.name}`, at })
}
