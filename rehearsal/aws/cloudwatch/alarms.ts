/** Alarms and how their state moves, apart from the wire. */
import { AwsError, type Place, type World } from '../kernel/types.ts'
import { parseRule } from './alarm-rule.ts'

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'

export interface Alarm {
  name: string
  kind: 'metric' | 'composite'
  /** As the template gave them; DescribeAlarms shows these names too. */
  properties: Record<string, unknown>
  state: AlarmState
  reason: string
  stateChangedAt: number
  configuredAt: number
  tags: Record<string, string>
}

export interface Datum {
  namespace: string
  metric: string
  dimensions: Record<string, string>
  at: number
  value: number
}

export interface CloudWatchState {
  /** By name. */
  alarms: Record<string, Alarm>
  /** Bodies by name. */
  dashboards: Record<string, string>
  data: Datum[]
}

/**
 * Moves an alarm, and the composite alarms over it. Faults, other rooms and
 * SetAlarmState use it. ResourceNotFound if there is no such alarm.
 */
export function setAlarm(world: World, place: Place, name: string, state: AlarmState, reason: string): void {
  const { alarms } = world.state<CloudWatchState>('monitoring', place)
  const alarm = alarms[name]
  if (!alarm) throw new AwsError('ResourceNotFound', `Unknown alarm: ${name}`, 404)
  move(world, place, alarm, state, reason)
  // A composite alarm may watch others of its kind: until nothing moves any more.
  for (let moved = true; moved; ) {
    moved = Object.values(alarms).some((composite) => settleComposite(world, place, composite, alarms))
  }
}

function settleComposite(world: World, place: Place, composite: Alarm, alarms: Record<string, Alarm>): boolean {
  if (composite.kind !== 'composite') return false
  const red = parseRule(String(composite.properties.AlarmRule))((name) => alarms[name]?.state)
  const wanted: AlarmState = red ? 'ALARM' : 'OK'
  if (composite.state === wanted) return false
  move(world, place, composite, wanted, `${String(composite.properties.AlarmRule)} is ${String(red).toUpperCase()}`)
  return true
}

function move(world: World, place: Place, alarm: Alarm, state: AlarmState, reason: string): void {
  const before = alarm.state
  alarm.reason = reason
  if (before === state) return
  alarm.state = state
  alarm.stateChangedAt = world.now()
  world.timeline({
    account: place.account,
    region: place.region,
    ...(alarm.tags.Environment === undefined ? {} : { environment: alarm.tags.Environment }),
    service: 'cloudwatch',
    kind: 'alarm',
    subject: alarm.name,
    text: `alarm ${alarm.name}: ${before} → ${state}`,
  })
}

/** Reasons in the form that CloudWatch gives them. */
export function missingData(treatment: 'Breaching' | 'NonBreaching'): string {
  return `Threshold Crossed: no datapoints were received and missing datapoints were treated as [${treatment}].`
}

export const belowThreshold = 'Threshold Crossed: 1 datapoint was not greater than the threshold.'
