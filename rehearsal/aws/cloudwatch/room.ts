/** Amazon CloudWatch: alarms, metric data, dashboards. */
import { pageOf } from '../kernel/paging.ts'
import { AwsError, type Context, type Input, type Output, type Plain, type Room } from '../kernel/types.ts'
import { numberIn, requireText } from '../kernel/validation.ts'
import { type Alarm, belowThreshold, type CloudWatchState, missingData, setAlarm } from './alarms.ts'
import { getMetricData, putMetricData } from './metrics.ts'
import { cloudWatchResources } from './resources.ts'

type CloudWatch = Context<CloudWatchState>

export const cloudwatch: Room<CloudWatchState> = {
  service: 'monitoring',
  arnService: 'cloudwatch',
  scope: 'regional',
  protocol: { kind: 'json', target: 'GraniteServiceVersion20100801', version: '1.0', queryCompatible: true },
  empty: () => ({ alarms: {}, dashboards: {}, data: [] }),
  resources: cloudWatchResources,
  events: { 'first-look': firstLook },
  operations: {
    DescribeAlarms: { needs: describeNeeds, run: describeAlarms },
    SetAlarmState: {
      needs: (input, { arn }) => [{ action: 'cloudwatch:SetAlarmState', resource: arn(`alarm:${input.AlarmName}`) }],
      run: setAlarmState,
    },
    PutMetricData: {
      needs: (input) => [
        {
          action: 'cloudwatch:PutMetricData',
          resource: '*',
          context: { 'cloudwatch:namespace': String(input.Namespace) },
        },
      ],
      run: putMetricData,
    },
    GetMetricData: { needs: () => [{ action: 'cloudwatch:GetMetricData', resource: '*' }], run: getMetricData },
  },
}

/**
 * A minute after it was made, an alarm that nothing has moved looks for the first
 * time. Metrics of AWS's own services are taken to be there and harmless; of any
 * other there are no data, and TreatMissingData decides.
 */
function firstLook(name: Plain, { world, state, account, region }: CloudWatch): void {
  const alarm = state.alarms[String(name)]
  if (alarm?.state !== 'INSUFFICIENT_DATA') return
  const { Namespace, TreatMissingData = 'missing' } = alarm.properties
  const place = { account, region }
  if (TreatMissingData === 'breaching') setAlarm(world, place, alarm.name, 'ALARM', missingData('Breaching'))
  else if (TreatMissingData === 'notBreaching') setAlarm(world, place, alarm.name, 'OK', missingData('NonBreaching'))
  else if (String(Namespace).startsWith('AWS/')) setAlarm(world, place, alarm.name, 'OK', belowThreshold)
}

/** By name it is checked on those alarms, otherwise on all: alarm:*. */
function describeNeeds(input: Input, { arn }: CloudWatch) {
  const names: string[] = input.AlarmNames?.length ? input.AlarmNames : ['*']
  return names.map((name) => ({ action: 'cloudwatch:DescribeAlarms', resource: arn(`alarm:${name}`) }))
}

function describeAlarms(input: Input, context: CloudWatch): Output {
  const types: string[] = input.AlarmTypes ?? ['MetricAlarm']
  const found = Object.values(context.state.alarms)
    .filter(({ kind }) => types.includes(kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm'))
    .filter(({ name }) => input.AlarmNames === undefined || input.AlarmNames.includes(name))
    .filter(({ name }) => name.startsWith(input.AlarmNamePrefix ?? ''))
    .filter(({ state }) => input.StateValue === undefined || state === input.StateValue)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const size = numberIn(input, 'MaxRecords', { min: 1, max: 100, default: 50 })
  const page = pageOf(found, size, input.NextToken)
  return {
    MetricAlarms: page.items.filter(({ kind }) => kind === 'metric').map((alarm) => shown(alarm, context)),
    CompositeAlarms: page.items.filter(({ kind }) => kind === 'composite').map((alarm) => shown(alarm, context)),
    ...(page.nextToken === undefined ? {} : { NextToken: page.nextToken }),
  }
}

function shown(alarm: Alarm, { arn }: CloudWatch) {
  return {
    ActionsEnabled: true,
    ...typed(alarm.properties),
    AlarmName: alarm.name,
    AlarmArn: arn(`alarm:${alarm.name}`),
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateUpdatedTimestamp: alarm.stateChangedAt / 1000,
    StateTransitionedTimestamp: alarm.stateChangedAt / 1000,
    AlarmConfigurationUpdatedTimestamp: alarm.configuredAt / 1000,
  }
}

/** Templates may write numbers and booleans as text; the API answers with the real types. */
function typed(properties: Record<string, unknown>): Record<string, unknown> {
  const numbers = ['Threshold', 'EvaluationPeriods', 'DatapointsToAlarm', 'Period', 'ActionsSuppressorWaitPeriod']
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      numbers.includes(name) ? Number(value) : name === 'ActionsEnabled' ? String(value) === 'true' : value,
    ]),
  )
}

function setAlarmState(input: Input, { world, account, region }: CloudWatch): Output {
  const state = requireText(input, 'StateValue', 'ValidationError')
  if (state !== 'OK' && state !== 'ALARM' && state !== 'INSUFFICIENT_DATA') {
    throw new AwsError('ValidationError', `Value '${state}' at 'stateValue' failed to satisfy constraint`)
  }
  const reason = requireText(input, 'StateReason', 'ValidationError')
  setAlarm(world, { account, region }, requireText(input, 'AlarmName', 'ValidationError'), state, reason)
  return undefined
}
