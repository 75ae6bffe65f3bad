/** The fault red-alarm: the deployment's alarms go red while a struck revision rolls out, and calm down after it. */

import type { CloudWatchState } from '../cloudwatch/alarms.ts'
import { setAlarm } from '../cloudwatch/alarms.ts'
import { firstRunningAt } from './alarms.ts'
import { revision } from './names.ts'
import type { Ecs, Service, ServiceDeployment } from './state.ts'

/** How long the new revision runs before visitors notice. */
const unnoticedMs = 10_000

export function turnRed(context: Ecs, service: Service, rollout: ServiceDeployment): void {
  if (!revision(context.state, rollout.targetRevisionArn).faults.includes('red-alarm')) return
  const since = firstRunningAt(context, service, rollout)
  if (since === undefined || context.now < since + unnoticedMs || service.redAlarms.length > 0) return
  const { alarms } = context.world.state<CloudWatchState>('monitoring', context)
  for (const name of rollout.alarms.alarmNames.filter((each) => alarms[each] !== undefined)) {
    const reason = 'Threshold Crossed: 1 datapoint [37.0] was greater than the threshold (5.0).'
    setAlarm(context.world, context, name, 'ALARM', reason)
    service.redAlarms.push(name)
  }
}

/** Once a revision that the fault does not strike runs again. */
export function calmAlarms(context: Ecs, service: Service): void {
  const running = service.deployments[0]?.revisionArn
  if (service.redAlarms.length === 0 || running === undefined) return
  if (revision(context.state, running).faults.includes('red-alarm')) return
  const { alarms } = context.world.state<CloudWatchState>('monitoring', context)
  for (const name of service.redAlarms.filter((each) => alarms[each] !== undefined)) {
    setAlarm(context.world, context, name, 'OK', 'Threshold Crossed: no datapoints were breaching.')
  }
  service.redAlarms = []
}
