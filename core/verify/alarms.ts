/** What CloudWatch's alarms say. */
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch'
import { explainAwsError } from '../aws/access-error.ts'
import { type AwsSession, createClient } from '../aws/session.ts'
import { userError } from '../errors.ts'

export interface AlarmState {
  name: string
  state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'
  reason: string
}

// Documentation of DescribeAlarms: AlarmNames has at most 100 items.
const namesPerCall = 100

export type ReadAlarms = () => Promise<AlarmState[]>

/** Metric alarms and composite ones, in the order of `names`. The reader throws where one does not exist. */
export function alarmReader(session: AwsSession, names: readonly string[]): ReadAlarms {
  const client = createClient(session, CloudWatchClient)
  return async () => {
    const found = new Map<string, AlarmState>()
    for (let start = 0; start < names.length; start += namesPerCall) {
      const answer = await client
        .send(
          new DescribeAlarmsCommand({
            AlarmNames: names.slice(start, start + namesPerCall),
            // Without it only metric alarms are answered.
            AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
            MaxRecords: namesPerCall,
          }),
        )
        .catch((thrown: unknown) => {
          throw explainAwsError(thrown, 'reading the state of CloudWatch alarms')
        })
      for (const alarm of [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])]) {
        if (!alarm.AlarmName || !alarm.StateValue) continue
        found.set(alarm.AlarmName, { name: alarm.AlarmName, state: alarm.StateValue, reason: alarm.StateReason ?? '' })
      }
    }
    const missing = names.filter((name) => !found.has(name))
    if (missing.length > 0) throw missingAlarm(session, missing)
    return names.flatMap((name) => found.get(name) ?? [])
  }
}

function missingAlarm({ region }: AwsSession, names: readonly string[]): Error {
  return userError({
    code: 'missing-alarm',
    message: `CloudWatch in ${region} has no alarm ${names.join(', ')}`,
    cure: 'Deploy the stack that makes it first, or correct its name, account or Region.',
  })
}
