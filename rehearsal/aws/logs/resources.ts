/** AWS::Logs::LogGroup. */
import { alreadyExists, nameOf, need, tagsOf } from '../kernel/handlers.ts'
import { AwsError, type HandlerContext, type Properties, type ResourceHandler } from '../kernel/types.ts'
import type { LogsState } from './streams.ts'

export const logGroupHandler: ResourceHandler = {
  type: 'AWS::Logs::LogGroup',
  create(properties, context) {
    const name = nameOf(properties.LogGroupName, context, 512)
    const { state, arn } = stateOf(context)
    if (state.groups[name]) throw alreadyExists('AWS::Logs::LogGroup', name)
    need(context, ['logs:CreateLogGroup', ...more(properties, context)], arn(`log-group:${name}:log-stream:`))
    state.groups[name] = { name, createdAt: context.now, streams: {}, ...body(properties, context) }
    return { physicalId: name, attributes: { Arn: arn(`log-group:${name}:*`) } }
  },
  update(name, properties, _before, context) {
    const { state, arn } = stateOf(context)
    const group = state.groups[name]
    if (!group) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.')
    need(context, more(properties, context), arn(`log-group:${name}:log-stream:`))
    const { createdAt, streams } = group
    state.groups[name] = { name, createdAt, streams, ...body(properties, context) }
    return { physicalId: name, attributes: { Arn: arn(`log-group:${name}:*`) } }
  },
  remove(name, _properties, context) {
    const { state, arn } = stateOf(context)
    need(context, ['logs:DeleteLogGroup'], arn(`log-group:${name}:log-stream:`))
    delete state.groups[name]
  },
}

function more(properties: Properties, context: HandlerContext): string[] {
  return [
    ...(properties.RetentionInDays === undefined ? [] : ['logs:PutRetentionPolicy']),
    ...(properties.KmsKeyId === undefined ? [] : ['logs:AssociateKmsKey']),
    ...(Object.keys(tagsOf(properties, context)).length ? ['logs:TagResource'] : []),
  ]
}

function body(properties: Properties, context: HandlerContext) {
  return {
    ...(properties.RetentionInDays === undefined ? {} : { retentionDays: Number(properties.RetentionInDays) }),
    ...(properties.KmsKeyId === undefined ? {} : { kmsKeyId: String(properties.KmsKeyId) }),
    tags: tagsOf(properties, context),
  }
}

function stateOf(context: HandlerContext) {
  const { state, arn } = context.world.context<LogsState>('logs', context)
  return { state, arn }
}
