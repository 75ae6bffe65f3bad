/** Starting and stopping tasks of a service, and what it says about that. */
import { countFailure } from './circuit-breaker.ts'
import { say } from './events.ts'
import { revision, taskDefinitionByArn } from './names.ts'
import type { Deployment, Ecs, Service, Tag, Task } from './state.ts'
import { createTask, stopTask } from './tasks.ts'

const noCapacity =
  'was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different ' +
  'availability zone. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.'

/** How long the scheduler waits after it found no capacity. */
const capacityRetryMs = 15_000

export function launchTasks(context: Ecs, service: Service, count: number): void {
  const primary = service.deployments[0]
  if (primary === undefined || count <= 0) return
  if (throttled(context, service, primary)) return
  const target = revision(context.state, primary.revisionArn)
  if (target.faults.includes('no-capacity')) {
    say(context, service, noCapacity)
    countFailure(primary, context.now)
    primary.nextLaunchAt = context.now + capacityRetryMs
    return
  }
  const tasks = Array.from({ length: count }, () =>
    createTask(context, {
      clusterName: service.clusterName,
      workload: target.workload,
      group: `service:${service.name}`,
      serviceName: service.name,
      deploymentId: primary.id,
      revisionArn: target.arn,
      startedBy: primary.id,
      faults: target.faults,
      tags: taskTags(context, service),
      enableExecuteCommand: service.enableExecuteCommand,
    }),
  )
  service.steady = false
  say(context, service, `has started ${count} tasks: ${list(tasks)}.`)
}

/**
 * Tasks that keep failing before RUNNING are started ever more slowly, at most every 27 minutes.
 * Source: ECS Developer Guide, "Service throttle logic".
 */
function throttled(context: Ecs, service: Service, primary: Deployment): boolean {
  if (primary.startFailures < 3 || primary.nextLaunchAt === context.now) return false
  const steps = Math.min(10, Math.floor(primary.startFailures / 3))
  primary.nextLaunchAt = context.now + Math.min(27 * 60_000, 10_000 * 2 ** steps)
  say(
    context,
    service,
    'is unable to consistently start tasks successfully. For more information, see the Troubleshooting section.',
  )
  return true
}

/** When starting is allowed again, if it is not now. */
export function tooSoon(context: Ecs, service: Service): number | undefined {
  const at = service.deployments[0]?.nextLaunchAt
  return at !== undefined && at > context.now ? at : undefined
}

export function stopTasks(context: Ecs, service: Service, tasks: Task[]): void {
  if (tasks.length === 0) return
  for (const task of tasks) {
    const scaling = `Scaling activity initiated by (deployment ${task.deploymentId})`
    stopTask(context, task, 'ServiceSchedulerInitiated', scaling)
  }
  const draining = tasks.filter((task) => task.lastStatus === 'DEACTIVATING')
  if (draining.length > 0) say(context, service, `has begun draining connections on ${draining.length} tasks.`)
  say(context, service, `has stopped ${tasks.length} running tasks: ${list(tasks)}.`)
  service.steady = false
}

function list(tasks: Task[]): string {
  return tasks.map((task) => `(task ${task.id})`).join(' ')
}

function taskTags(context: Ecs, service: Service): Tag[] {
  const managed = [
    { key: 'aws:ecs:clusterName', value: service.clusterName },
    { key: 'aws:ecs:serviceName', value: service.name },
  ]
  const definition = taskDefinitionByArn(context.state, service.workload.taskDefinition)
  const own =
    service.propagateTags === 'SERVICE'
      ? service.tags
      : service.propagateTags === 'TASK_DEFINITION'
        ? definition.tags
        : []
  return [...own, ...(service.enableECSManagedTags ? managed : [])]
}
