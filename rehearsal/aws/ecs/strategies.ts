/** The deployment strategies this room can move; each decides which tasks to start and stop next. */
import { taskHealth } from './health.ts'
import { serviceTasks } from './names.ts'
import type { RollingView } from './rolling.ts'
import { rollingStep } from './rolling.ts'
import type { Ecs, Service, ServiceDeployment, Task } from './state.ts'

export interface Step {
  start: number
  stop: Task[]
}

export interface Strategy {
  /** What the scheduler does now. */
  step(context: Ecs, service: Service, rollout: ServiceDeployment | undefined): Step
  /** Whether the PRIMARY entry runs as it should and what it replaces is gone. */
  reached(context: Ecs, service: Service, rollout: ServiceDeployment | undefined): boolean
}

interface Sides {
  target: Task[]
  old: Task[]
  healthy: Set<Task>
}

function sides(context: Ecs, service: Service): Sides {
  const primary = service.deployments[0]?.id
  const wanted = serviceTasks(context.state, service).filter((task) => task.desiredStatus === 'RUNNING')
  return {
    target: wanted.filter((task) => task.deploymentId === primary),
    old: wanted.filter((task) => task.deploymentId !== primary),
    healthy: new Set(wanted.filter((task) => taskHealth(context, service, task).healthy)),
  }
}

function desiredCount(service: Service): number {
  return service.status === 'ACTIVE' ? service.desiredCount : 0
}

function earlySuccess(rollout: ServiceDeployment | undefined) {
  const criteria = rollout?.configuration.earlySuccessCriteria
  return criteria?.enable === true && rollout?.status === 'IN_PROGRESS' ? criteria : undefined
}

function goal(service: Service, rollout: ServiceDeployment | undefined): number {
  return Math.ceil((desiredCount(service) * (earlySuccess(rollout)?.healthyPercent ?? 100)) / 100)
}

export const rolling: Strategy = {
  step(context, service, rollout) {
    const { target, old, healthy } = sides(context, service)
    const primary = service.deployments[0]
    const failed = primary?.rolloutState === 'FAILED'
    const count = (tasks: Task[]) => ({
      total: tasks.length,
      healthy: tasks.filter((task) => healthy.has(task)).length,
    })
    const view: RollingView = {
      desiredCount: desiredCount(service),
      minimumHealthyPercent: service.deploymentConfiguration.minimumHealthyPercent,
      maximumPercent: service.deploymentConfiguration.maximumPercent,
      target: count(target),
      old: count(old),
      mayStart: !failed && primary !== undefined && context.now >= primary.nextLaunchAt,
      goal: goal(service, rollout),
    }
    // A failed deployment that is not rolled back stands still: it starts nothing and takes nothing away.
    if (failed && service.status === 'ACTIVE') return { start: 0, stop: [] }
    const step = rollingStep(view)
    const [oldHealthy, oldUnhealthy] = partition(old, (task) => healthy.has(task))
    return {
      start: step.start,
      stop: [
        ...oldUnhealthy.slice(0, step.stopOldUnhealthy),
        ...oldHealthy.slice(0, step.stopOldHealthy),
        ...leastUseful(target, healthy).slice(0, step.stopTarget),
      ],
    }
  },
  reached(context, service, rollout) {
    const { target, old, healthy } = sides(context, service)
    const primary = service.deployments[0]
    if (primary === undefined || primary.rolloutState === 'FAILED') return false
    const serving = target.filter((task) => healthy.has(task)).length
    const early = earlySuccess(rollout)
    if (serving < goal(service, rollout)) return false
    if (early === undefined && target.length !== desiredCount(service)) return false
    if (early?.sourceServiceRevisionCleanup === 'DEFERRED') return true
    const replaced = serviceTasks(context.state, service).filter((task) => task.deploymentId !== primary.id)
    return old.length === 0 && replaced.every((task) => task.lastStatus === 'STOPPED')
  },
}

function partition(tasks: Task[], test: (task: Task) => boolean): [Task[], Task[]] {
  return [tasks.filter(test), tasks.filter((task) => !test(task))]
}

/** Unhealthy tasks first, then the newest. */
function leastUseful(tasks: Task[], healthy: Set<Task>): Task[] {
  const rank = (task: Task): number => (healthy.has(task) ? 1 : 0)
  return tasks.toSorted((one, other) => rank(one) - rank(other) || other.createdAt - one.createdAt)
}

/** Services outside a deployment are kept at their count by the rolling strategy too. */
export function strategyOf(rollout: ServiceDeployment | undefined): Strategy {
  const strategies = { ROLLING: rolling }
  return strategies[rollout?.configuration.strategy ?? 'ROLLING']
}
