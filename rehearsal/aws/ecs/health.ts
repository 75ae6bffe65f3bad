/** When a task of a service counts as healthy, and when it is stopped for being unhealthy (see spec.md). */

import type { Ecs, Service, Task } from './state.ts'
import { targetHealthOf } from './task-targets.ts'
import { containerHealth } from './tasks.ts'

/** Without any health check a task counts as healthy this long after it runs. */
const settledMs = 40_000

export interface TaskHealth {
  healthy: boolean
  /** Why the scheduler stops the task, once the grace period is over. */
  failing?: { stoppedReason: string; event: string }
  /** The next moment at which this may look different. */
  changesAt?: number
}

export function taskHealth(context: Ecs, service: Service, task: Task): TaskHealth {
  if (task.lastStatus !== 'RUNNING' || task.desiredStatus !== 'RUNNING' || task.startedAt === undefined) {
    return { healthy: false }
  }
  const graceEnds = task.startedAt + (service.healthCheckGracePeriodSeconds ?? 0) * 1000
  const target = targetHealthOf(context, task)
  const container = containerHealth(context, task)
  const settled = context.now >= task.startedAt + settledMs
  const healthy =
    (target?.healthy ?? true) &&
    (container === undefined ? target !== undefined || settled : container.status === 'HEALTHY')
  const changes = [
    target?.changesAt,
    container?.changesAt,
    target === undefined && container === undefined && !settled ? task.startedAt + settledMs : undefined,
    context.now < graceEnds ? graceEnds : undefined,
  ].filter((at) => at !== undefined)
  const failing = context.now < graceEnds ? undefined : failure(task, target, container?.status === 'UNHEALTHY')
  return {
    healthy,
    ...(failing === undefined ? {} : { failing }),
    ...(changes.length === 0 ? {} : { changesAt: Math.min(...changes) }),
  }
}

function failure(
  task: Task,
  target: ReturnType<typeof targetHealthOf>,
  containerUnhealthy: boolean,
): TaskHealth['failing'] {
  if (target?.failing !== undefined) {
    const { groupArn, port, reason } = target.failing
    return {
      stoppedReason: `Task failed ELB health checks in (target-group ${groupArn})`,
      event: `(task ${task.id}) (port ${port}) is unhealthy in (target-group ${groupArn}) due to (reason ${reason}).`,
    }
  }
  if (!containerUnhealthy) return undefined
  return {
    stoppedReason: 'Task failed container health checks',
    event: `(task ${task.id}) failed container health checks.`,
  }
}
