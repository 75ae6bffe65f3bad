/** Amazon SNS: topics as stacks make them. No call of its own is known yet; nothing is delivered. */
import { alreadyExists, nameOf, need } from '../kernel/handlers.ts'
import type { ResourceHandler, Room } from '../kernel/types.ts'

interface SnsState {
  /** By ARN. */
  topics: Record<string, { name: string; subscriptions: { protocol: string; endpoint: string }[] }>
}

function subscriptionsOf(given: unknown): { protocol: string; endpoint: string }[] {
  const list = Array.isArray(given) ? (given as { Protocol: string; Endpoint: string }[]) : []
  return list.map(({ Protocol, Endpoint }) => ({ protocol: Protocol, endpoint: Endpoint }))
}

const topic: ResourceHandler = {
  type: 'AWS::SNS::Topic',
  create(properties, context) {
    const name = nameOf(properties.TopicName, context, 256)
    const arn = `arn:aws:sns:${context.region}:${context.account}:${name}`
    const { topics } = context.world.state<SnsState>('sns', context)
    if (topics[arn]) throw alreadyExists('AWS::SNS::Topic', name)
    const tagged = Object.keys(context.tags).length > 0 ? ['sns:TagResource'] : []
    const subscribed = properties.Subscription === undefined ? [] : ['sns:Subscribe']
    need(context, ['sns:CreateTopic', ...tagged, ...subscribed], arn)
    topics[arn] = { name, subscriptions: subscriptionsOf(properties.Subscription) }
    return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } }
  },
  update(arn, properties, _before, context) {
    need(context, ['sns:SetTopicAttributes'], arn)
    const found = context.world.state<SnsState>('sns', context).topics[arn]
    if (found) found.subscriptions = subscriptionsOf(properties.Subscription)
    return { physicalId: arn, attributes: { TopicArn: arn, TopicName: found?.name ?? '' } }
  },
  remove(arn, _properties, context) {
    need(context, ['sns:DeleteTopic'], arn)
    delete context.world.state<SnsState>('sns', context).topics[arn]
  },
}

export const sns: Room<SnsState> = {
  service: 'sns',
  scope: 'regional',
  protocol: { kind: 'query', version: '2010-03-31', namespace: 'http://sns.amazonaws.com/doc/2010-03-31/' },
  empty: () => ({ topics: {} }),
  operations: {},
  resources: [topic],
}
