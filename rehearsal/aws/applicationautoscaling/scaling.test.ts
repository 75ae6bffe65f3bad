import { expect, test } from 'vitest'
import { openStory } from '../ecs/test-story.ts'
import type { HandlerContext } from '../kernel/types.ts'

test('a scalable target brings the service within its limits, and a policy finds the target by its Ref', async () => {
  await using story = await openStory({ desiredCount: 1 })
  const { world, account, region, clock } = story.account
  const caller = { account, arn: 'arn:aws:iam::111122223333:user/admin', administrator: true }
  const context: HandlerContext = {
    ...{ account, region, world, now: clock.now(), stackName: 's', logicalId: 'Target', tags: {}, caller },
  }
  const target = world.handler('AWS::ApplicationAutoScaling::ScalableTarget')
  const policy = world.handler('AWS::ApplicationAutoScaling::ScalingPolicy')
  const key = {
    ServiceNamespace: 'ecs',
    ScalableDimension: 'ecs:service:DesiredCount',
    ResourceId: 'service/test/backend',
  }

  const made = await target?.create({ ...key, MinCapacity: '2', MaxCapacity: '4' }, context)
  const configuration = { TargetTrackingScalingPolicyConfiguration: { TargetValue: 50 } }
  const properties = { PolicyName: 'cpu', PolicyType: 'TargetTrackingScaling', ScalingTargetId: made?.physicalId }
  await policy?.create({ ...properties, ...configuration }, context)

  expect(made?.physicalId).toBe('service/test/backend|ecs:service:DesiredCount|ecs')
  expect((await story.service()).desiredCount).toBe(2)
  const input = { ServiceNamespace: 'ecs', ResourceId: 'service/test/backend' }
  const described = await world.call('application-autoscaling', 'DescribeScalingPolicies', input, story.account)
  expect(described?.ScalingPolicies).toMatchObject([{ PolicyName: 'cpu', ...configuration }])
})

test('a service that does not exist cannot be scaled', async () => {
  await using story = await openStory()
  const key = {
    ServiceNamespace: 'ecs',
    ScalableDimension: 'ecs:service:DesiredCount',
    ResourceId: 'service/test/nobody',
  }

  const refused = story.account.world.call(
    'application-autoscaling',
    'RegisterScalableTarget',
    { ...key, MinCapacity: 1, MaxCapacity: 2 },
    story.account,
  )

  await expect(refused).rejects.toThrow("ECS service doesn't exist")
})
