/** A task and the target groups of its service: registration, health, draining. */
import * as elb from '../elbv2/targets.ts'
import type { Ecs, LoadBalancerUse, Task } from './state.ts'

interface Use {
  group: elb.Group
  key: elb.TargetKey
  container: string
}

export function uses(context: Ecs, task: Task): Use[] {
  return task.workload.loadBalancers.filter(hasTargetGroup).map((use) => ({
    group: { world: context.world, place: context, arn: use.targetGroupArn },
    key: { id: task.address, port: use.containerPort ?? 80 },
    container: use.containerName ?? '',
  }))
}

function hasTargetGroup(use: LoadBalancerUse): use is LoadBalancerUse & { targetGroupArn: string } {
  return use.targetGroupArn !== undefined
}

/** What the application answers: a health check gets `check`, a visitor `page`. */
function answerOf(task: Task, container: string): { check: number; page: number; body: string } {
  const { image, imageDigest } = task.containers.find((each) => each.name === container) ?? {}
  const unhealthy = task.faults.includes('unhealthy-tasks')
  const failing = unhealthy || task.faults.includes('failing-check')
  const taskDefinition = task.taskDefinitionArn.split('/').at(-1)
  const about = {
    status: failing ? 'error' : 'ok',
    container,
    image,
    digest: imageDigest,
    taskDefinition,
    task: task.id,
  }
  return { check: unhealthy ? 503 : 200, page: failing ? 503 : 200, body: JSON.stringify(about) }
}

export function registerTask(context: Ecs, task: Task): void {
  for (const { group, key, container } of uses(context, task)) {
    elb.register(group, { ...key, zone: task.zone }, answerOf(task, container))
  }
}

/** Where health checks ask, for the application's log. */
export function healthPath(context: Ecs, task: Task): string {
  const group = uses(context, task)[0]?.group
  return (group === undefined ? undefined : elb.findGroup(group)?.healthCheck.path) ?? '/health'
}

/** Starts draining; the answer is when the last target is gone. */
export function drainTask(context: Ecs, task: Task): number {
  return Math.max(context.now, ...uses(context, task).map(({ group, key }) => elb.deregister(group, key)))
}

/** The application is gone: nothing listens on the port any more. */
export function refuseConnections(context: Ecs, task: Task): void {
  for (const { group, key } of uses(context, task)) {
    elb.answerFromNow(group, key, { check: 'refused', page: 502, body: '' })
  }
}

export interface TaskTargetHealth {
  healthy: boolean
  /** A target group whose health check the task fails. */
  failing?: { groupArn: string; port: number; reason: string }
  changesAt?: number
}

/** undefined for a task without target groups. */
export function targetHealthOf(context: Ecs, task: Task): TaskTargetHealth | undefined {
  const states = uses(context, task).map((use) => ({ use, health: elb.healthOf(use.group, use.key) }))
  if (states.length === 0) return undefined
  const failing = states.find((each) => each.health?.state === 'unhealthy')
  const changes = states.map((each) => each.health?.changesAt).filter((at) => at !== undefined)
  return {
    healthy: states.every((each) => each.health?.state === 'healthy'),
    ...(failing === undefined
      ? {}
      : {
          failing: {
            groupArn: failing.use.group.arn,
            port: failing.use.key.port,
            reason: failing.health?.description ?? 'Health checks failed',
          },
        }),
    ...(changes.length === 0 ? {} : { changesAt: Math.min(...changes) }),
  }
}
