/** AWS::SSM::Parameter. */
import { alreadyExists, nameOf, need, requireProperty, tagsOf } from '../kernel/handlers.ts'
import { AwsError, type Created, type HandlerContext, type Properties, type ResourceHandler } from '../kernel/types.ts'
import { type NewParameter, parameterResource, putParameter, type SsmState } from './parameters.ts'

export const parameterHandler: ResourceHandler = {
  type: 'AWS::SSM::Parameter',
  seconds: 2,
  create(properties, context) {
    const name = nameOf(properties.Name, context, 512)
    const { state, arn } = stateOf(context)
    if (state.parameters[name]) throw alreadyExists('AWS::SSM::Parameter', name)
    const tags = tagsOf(properties, context)
    const tagging = Object.keys(tags).length ? ['ssm:AddTagsToResource'] : []
    need(context, ['ssm:PutParameter', ...tagging], arn(parameterResource(name)))
    return created(putParameter(state, context.now, { ...wanted(properties, name), tags, overwrite: false }))
  },
  update(name, properties, _before, context) {
    const { state, arn } = stateOf(context)
    need(context, ['ssm:PutParameter'], arn(parameterResource(name)))
    const tags = tagsOf(properties, context)
    return created(putParameter(state, context.now, { ...wanted(properties, name), tags, overwrite: true }))
  },
  remove(name, _properties, context) {
    const { state, arn } = stateOf(context)
    need(context, ['ssm:DeleteParameter'], arn(parameterResource(name)))
    delete state.parameters[name]
  },
  read(name, properties, context) {
    const parameter = stateOf(context).state.parameters[name]
    return parameter && { ...properties, Type: parameter.type, Value: parameter.value }
  },
}

function wanted(properties: Properties, name: string): Omit<NewParameter, 'overwrite'> {
  const type = requireProperty(properties, 'Type')
  if (type !== 'String' && type !== 'StringList') {
    // "AWS CloudFormation doesn't support creating a SecureString parameter type."
    throw new AwsError('ValidationException', `${type} is not a supported parameter type`)
  }
  return {
    name,
    type,
    value: requireProperty(properties, 'Value'),
    ...(properties.Description === undefined ? {} : { description: String(properties.Description) }),
    ...(properties.AllowedPattern === undefined ? {} : { allowedPattern: String(properties.AllowedPattern) }),
    ...(properties.Tier === 'Advanced' ? { tier: 'Advanced' as const } : {}),
  }
}

function created({ name, type, value }: { name: string; type: string; value: string }): Created {
  return { physicalId: name, attributes: { Type: type, Value: value } }
}

function stateOf(context: HandlerContext) {
  const { state, arn } = context.world.context<SsmState>('ssm', context)
  return { state, arn }
}
