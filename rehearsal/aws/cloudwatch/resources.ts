/** AWS::CloudWatch::Alarm, CompositeAlarm and Dashboard. */
import { alreadyExists, nameOf, need, requireProperty, tagsOf } from '../kernel/handlers.ts'
import { AwsError, type Created, type HandlerContext, type Properties, type ResourceHandler } from '../kernel/types.ts'
import { parseRule } from './alarm-rule.ts'
import type { Alarm, CloudWatchState } from './alarms.ts'

function alarmHandler(type: string, kind: Alarm['kind'], action: string): ResourceHandler {
  const put = (name: string, properties: Properties, context: HandlerContext): Created => {
    const { state, arn, schedule } = contextOf(context)
    const tags = tagsOf(properties, context)
    const tagging = Object.keys(tags).length ? ['cloudwatch:TagResource'] : []
    need(context, [action, ...tagging], arn(`alarm:${name}`))
    check(kind, properties)
    const { Tags: _tags, AlarmName: _name, ...shown } = properties
    const before = state.alarms[name]
    state.alarms[name] = {
      name,
      kind,
      properties: shown,
      state: before?.state ?? 'INSUFFICIENT_DATA',
      reason: before?.reason ?? 'Unchecked: Initial alarm creation',
      stateChangedAt: before?.stateChangedAt ?? context.now,
      configuredAt: context.now,
      tags,
    }
    if (!before) schedule(60_000, 'first-look', name)
    return { physicalId: name, attributes: { Arn: arn(`alarm:${name}`) } }
  }
  return {
    type,
    create(properties, context) {
      const name = nameOf(properties.AlarmName, context, 255)
      if (contextOf(context).state.alarms[name]) throw alreadyExists(type, name)
      return put(name, properties, context)
    },
    update: (name, properties, _before, context) => put(name, properties, context),
    remove(name, _properties, context) {
      const { state, arn } = contextOf(context)
      need(context, ['cloudwatch:DeleteAlarms'], arn(`alarm:${name}`))
      delete state.alarms[name]
    },
  }
}

function check(kind: Alarm['kind'], properties: Properties): void {
  if (kind === 'composite') {
    parseRule(requireProperty(properties, 'AlarmRule'))
    return
  }
  requireProperty(properties, 'ComparisonOperator')
  requireProperty(properties, 'EvaluationPeriods')
  if (properties.MetricName === undefined && properties.Metrics === undefined) {
    throw new AwsError('ValidationError', 'An alarm needs MetricName or Metrics')
  }
}

const dashboardHandler: ResourceHandler = {
  type: 'AWS::CloudWatch::Dashboard',
  create(properties, context) {
    const name = nameOf(properties.DashboardName, context, 255)
    if (contextOf(context).state.dashboards[name] !== undefined) throw alreadyExists('AWS::CloudWatch::Dashboard', name)
    return putDashboard(name, properties, context)
  },
  update: (name, properties, _before, context) => putDashboard(name, properties, context),
  remove(name, _properties, context) {
    need(context, ['cloudwatch:DeleteDashboards'], dashboardArn(name, context))
    delete contextOf(context).state.dashboards[name]
  },
}

function putDashboard(name: string, properties: Properties, context: HandlerContext): Created {
  need(context, ['cloudwatch:PutDashboard'], dashboardArn(name, context))
  const body = requireProperty(properties, 'DashboardBody')
  try {
    JSON.parse(body)
  } catch (cause) {
    throw new AwsError('InvalidParameterInput', `The dashboard body is not JSON: ${String(cause)}`)
  }
  contextOf(context).state.dashboards[name] = body
  return { physicalId: name, attributes: {} }
}

/** Dashboards are global: their ARNs have no Region. */
function dashboardArn(name: string, { account }: HandlerContext): string {
  return `arn:aws:cloudwatch::${account}:dashboard/${name}`
}

function contextOf(context: HandlerContext) {
  return context.world.context<CloudWatchState>('monitoring', context)
}

export const cloudWatchResources: ResourceHandler[] = [
  alarmHandler('AWS::CloudWatch::Alarm', 'metric', 'cloudwatch:PutMetricAlarm'),
  alarmHandler('AWS::CloudWatch::CompositeAlarm', 'composite', 'cloudwatch:PutCompositeAlarm'),
  dashboardHandler,
]
