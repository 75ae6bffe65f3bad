import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch'
import { expect, test } from 'vitest'
import { createResource, openTestAccount } from '../kernel/testing.ts'
import { parseRule } from './alarm-rule.ts'
import { setAlarm } from './alarms.ts'
import { cloudwatch } from './room.ts'

const metricAlarm = {
  AlarmName: 'fargate-dev-5xx',
  Namespace: 'AWS/ApplicationELB',
  MetricName: 'HTTPCode_Target_5XX_Count',
  ComparisonOperator: 'GreaterThanThreshold',
  EvaluationPeriods: '1',
  Threshold: 5,
  TreatMissingData: 'notBreaching',
}

async function withAlarm() {
  const account = await openTestAccount({ rooms: [cloudwatch] })
  await createResource(account, 'AWS::CloudWatch::Alarm', metricAlarm, { tags: { Environment: 'dev' } })
  return { account, client: new CloudWatchClient(account.config) }
}

test('an alarm is quiet after a minute, and red when it is set so', async () => {
  const { account, client } = await withAlarm()
  await using _ = account
  const stateOf = async () =>
    (await client.send(new DescribeAlarmsCommand({ AlarmNames: ['fargate-dev-5xx'] }))).MetricAlarms?.[0]

  const states = [(await stateOf())?.StateValue]
  await account.advance(60)
  states.push((await stateOf())?.StateValue)
  setAlarm(account.world, account, 'fargate-dev-5xx', 'ALARM', 'too many errors')
  const red = await stateOf()

  expect([...states, red?.StateValue]).toEqual(['INSUFFICIENT_DATA', 'OK', 'ALARM'])
  expect(red).toMatchObject({ StateReason: 'too many errors', EvaluationPeriods: 1, Threshold: 5 })
  expect(account.timelineEntries.map(({ environment, text }) => `${environment}: ${text}`)).toEqual([
    'dev: alarm fargate-dev-5xx: INSUFFICIENT_DATA → OK',
    'dev: alarm fargate-dev-5xx: OK → ALARM',
  ])
})

test('a composite alarm follows what it watches', async () => {
  const { account, client } = await withAlarm()
  await using _ = account
  await createResource(account, 'AWS::CloudWatch::CompositeAlarm', {
    AlarmName: 'fargate-dev-rollback',
    AlarmRule: 'ALARM("fargate-dev-5xx") OR ALARM("fargate-dev-unhealthy")',
  })

  await client.send(
    new SetAlarmStateCommand({ AlarmName: 'fargate-dev-5xx', StateValue: 'ALARM', StateReason: 'test' }),
  )
  const described = await client.send(
    new DescribeAlarmsCommand({ AlarmTypes: ['CompositeAlarm'], StateValue: 'ALARM' }),
  )

  expect(described.CompositeAlarms).toMatchObject([{ AlarmName: 'fargate-dev-rollback', StateValue: 'ALARM' }])
})

test('an alarm that is not there cannot be set', async () => {
  const { account, client } = await withAlarm()
  await using _ = account
  const set = new SetAlarmStateCommand({ AlarmName: 'nobody', StateValue: 'OK', StateReason: 'test' })

  await expect(client.send(set)).rejects.toMatchObject({ name: 'ResourceNotFound' })
})

test.each([
  ['ALARM(a)', true],
  ['NOT ALARM("a")', false],
  ['ALARM(b) OR (ALARM(a) AND OK(b))', true],
  ['ALARM(b) AND ALARM(a) OR TRUE', true],
  ['INSUFFICIENT_DATA("arn:aws:cloudwatch:us-west-1:111122223333:alarm:b")', false],
])('rule %s', (rule, expected) => {
  const states: Record<string, string> = { a: 'ALARM', b: 'OK' }

  expect(parseRule(rule)((name) => states[name])).toBe(expected)
})

test.each(['ALARM(a', 'ALARM(a) ALARM(b)', 'RED(a)', ''])('rule %j cannot be read', (rule) => {
  expect(() => parseRule(rule)).toThrow('AlarmRule')
})

test('what is put as metric data is read back by period, even compressed', async () => {
  const { account, client } = await withAlarm()
  await using _ = account
  const at = account.clock.now()
  const MetricData = Array.from({ length: 200 }, (_, index) => ({
    MetricName: 'Latency',
    Dimensions: [{ Name: 'Service', Value: 'backend' }],
    Timestamp: new Date(at + (index % 2) * 60_000),
    Value: index,
  }))
  await client.send(new PutMetricDataCommand({ Namespace: 'Fairway', MetricData }))

  const read = await client.send(
    new GetMetricDataCommand({
      StartTime: new Date(at),
      EndTime: new Date(at + 120_000),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [
        {
          Id: 'max',
          MetricStat: {
            Metric: {
              Namespace: 'Fairway',
              MetricName: 'Latency',
              Dimensions: [{ Name: 'Service', Value: 'backend' }],
            },
            Period: 60,
            Stat: 'Maximum',
          },
        },
      ],
    }),
  )

  expect(read.MetricDataResults?.[0]?.Values).toEqual([198, 199])
})
