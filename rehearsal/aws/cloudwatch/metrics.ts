/** PutMetricData and GetMetricData over what was put. */
import { AwsError, type Context, type Input, type Output } from '../kernel/types.ts'
import type { CloudWatchState, Datum } from './alarms.ts'

export function putMetricData(input: Input, { state, now }: Context<CloudWatchState>): Output {
  for (const datum of input.MetricData ?? []) {
    const values: number[] = datum.Values ?? (datum.Value === undefined ? [] : [datum.Value])
    if (values.length === 0) {
      const message = 'the simulated account knows metric data only as Value or Values'
      throw new AwsError('InvalidParameterValue', message)
    }
    for (const value of values) {
      state.data.push({
        namespace: String(input.Namespace),
        metric: String(datum.MetricName),
        dimensions: dimensionsOf(datum.Dimensions),
        at: datum.Timestamp === undefined ? now : Number(datum.Timestamp) * 1000,
        value: Number(value),
      })
    }
  }
  return undefined
}

export function getMetricData(input: Input, { state }: Context<CloudWatchState>): Output {
  const from = Number(input.StartTime) * 1000
  const to = Number(input.EndTime) * 1000
  const results = (input.MetricDataQueries ?? []).map((query: Input) => {
    const stat: Input | undefined = query.MetricStat
    if (!stat) throw new AwsError('ValidationError', 'the simulated account does not know metric expressions')
    const wanted = dimensionsOf(stat.Metric.Dimensions)
    const data = state.data.filter(
      (datum) =>
        datum.namespace === stat.Metric.Namespace &&
        datum.metric === stat.Metric.MetricName &&
        JSON.stringify(datum.dimensions) === JSON.stringify(wanted) &&
        datum.at >= from &&
        datum.at < to,
    )
    const points = [...periods(data, Number(stat.Period) * 1000)]
    if (input.ScanBy !== 'TimestampAscending') points.reverse()
    return {
      Id: query.Id,
      Label: query.Label ?? stat.Metric.MetricName,
      Timestamps: points.map(([start]) => start / 1000),
      Values: points.map(([, values]) => statistic(String(stat.Stat), values)),
      StatusCode: 'Complete',
    }
  })
  return { MetricDataResults: results, Messages: [] }
}

/** Values by the start of their period, in order of time. */
function periods(data: Datum[], length: number): Map<number, number[]> {
  const starts = new Map<number, number[]>()
  for (const { at, value } of [...data].sort((a, b) => a.at - b.at)) {
    const start = Math.floor(at / length) * length
    starts.set(start, [...(starts.get(start) ?? []), value])
  }
  return starts
}

function statistic(name: string, values: number[]): number {
  const sum = values.reduce((total, value) => total + value, 0)
  const percentile = /^p(\d+(?:\.\d+)?)$/.exec(name)?.[1]
  if (percentile !== undefined) {
    const sorted = [...values].sort((a, b) => a - b)
    return sorted[Math.min(sorted.length - 1, Math.floor((Number(percentile) / 100) * sorted.length))] ?? 0
  }
  if (name === 'Sum') return sum
  if (name === 'Average') return sum / values.length
  if (name === 'Minimum') return Math.min(...values)
  if (name === 'Maximum') return Math.max(...values)
  if (name === 'SampleCount') return values.length
  throw new AwsError('ValidationError', `the simulated account does not know the statistic ${name}`)
}

function dimensionsOf(list: { Name: string; Value: string }[] | undefined): Record<string, string> {
  const sorted = [...(list ?? [])].sort((a, b) => (a.Name < b.Name ? -1 : 1))
  return Object.fromEntries(sorted.map(({ Name, Value }) => [Name, Value]))
}
