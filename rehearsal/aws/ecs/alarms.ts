/**
 * CloudWatch alarms during a deployment. Source: ECS Developer Guide, "How CloudWatch alarms detect
 * Amazon ECS deployment failures" (see spec.md).
 */
import { serviceTasks } from './names.ts'
import type { Ecs, Service, ServiceDeployment } from './state.ts'

/** How often the scheduler looks at the alarms. */
export const alarmPollMs = 10_000

interface Alarm {
  AlarmName?: string
  StateValue?: string
  Period?: number
  EvaluationPeriods?: number
}

async function describe(context: Ecs, names: string[]): Promise<Alarm[]> {
  const input = { AlarmNames: names, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }
  const output = await context.world.call('monitoring', 'DescribeAlarms', input, context)
  return [...((output?.MetricAlarms ?? []) as Alarm[]), ...((output?.CompositeAlarms ?? []) as Alarm[])]
}

async function inAlarm(context: Ecs, rollout: ServiceDeployment): Promise<string[]> {
  const alarms = await describe(context, rollout.alarms.alarmNames)
  return alarms.filter((alarm) => alarm.StateValue === 'ALARM').map((alarm) => alarm.AlarmName ?? '')
}

/** An alarm that is red before the deployment is not watched during it, for it may be what is to be mended. */
export async function noteRedAlarms(context: Ecs, rollout: ServiceDeployment): Promise<void> {
  if (rollout.alarms.status !== 'MONITORING') return
  rollout.alarms.ignored = (await inAlarm(context, rollout)).length > 0
}

/** Watching begins when a task of the new revision runs. */
export function watchesAlarms(context: Ecs, service: Service, rollout: ServiceDeployment): boolean {
  if (rollout.status !== 'IN_PROGRESS' || rollout.alarms.status !== 'MONITORING' || rollout.alarms.ignored) return false
  return firstRunningAt(context, service, rollout) !== undefined
}

/** When the first task of the new revision ran. */
export function firstRunningAt(context: Ecs, service: Service, rollout: ServiceDeployment): number | undefined {
  const times = serviceTasks(context.state, service)
    .filter((task) => task.deploymentId === rollout.deploymentId)
    .map((task) => task.startedAt)
    .filter((at) => at !== undefined)
  return times.length === 0 ? undefined : Math.min(...times)
}

/** Names of the alarms that went red, which are noted in the service deployment. */
export async function triggeredAlarms(context: Ecs, service: Service, rollout: ServiceDeployment): Promise<string[]> {
  if (!watchesAlarms(context, service, rollout)) return []
  const names = await inAlarm(context, rollout)
  if (names.length > 0) {
    rollout.alarms.triggeredAlarmNames = names
    rollout.alarms.status = 'TRIGGERED'
  }
  return names
}

/** How long alarms are watched after the target revision has taken over: as long as the slowest alarm needs. */
export async function bakeMs(context: Ecs, rollout: ServiceDeployment): Promise<number> {
  const given = (rollout.configuration.bakeTimeInMinutes ?? 0) * 60_000
  if (rollout.alarms.status !== 'MONITORING' || rollout.alarms.ignored) return given
  const alarms = await describe(context, rollout.alarms.alarmNames)
  const slowest = alarms.map((alarm) => (alarm.Period ?? 60) * (alarm.EvaluationPeriods ?? 1) * 1000)
  return Math.max(given, 0, ...slowest)
}
