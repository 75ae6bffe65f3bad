import { expect, test } from 'vitest'
import type { HandlerContext, Properties } from '../../kernel/types.ts'
import type { EcsState } from '../state.ts'
import { openStory, withBreaker } from '../test-story.ts'
import { testImage } from '../testing.ts'

type Story = Awaited<ReturnType<typeof openStory>>

/** What CloudFormation does for one resource: act, then ask every 5 s until it is stable. */
function stack({ account }: Story) {
  const context = (): HandlerContext => ({
    account: account.account,
    region: account.region,
    world: account.world,
    now: account.clock.now(),
    stackName: 'app-dev-compute',
    logicalId: 'Thing',
    tags: { Environment: 'dev', Owner: 'platform' },
    caller: { account: account.account, arn: 'arn:aws:iam::111122223333:user/admin', administrator: true },
  })
  const handler = (type: string) => {
    const found = account.world.handler(type)
    if (found === undefined) throw new Error(`no handler for ${type}`)
    return found
  }
  async function stable(type: string, physicalId: string, properties: Properties): Promise<unknown> {
    for (let asked = 0; asked < 400; asked += 1) {
      const answer = handler(type).stabilized?.(physicalId, properties, context()) ?? 'ready'
      if (answer !== 'pending') return answer
      await account.advance(5)
    }
    return 'still pending'
  }
  return { context, handler, stable }
}

function serviceProperties(story: Story, changes: Properties = {}): Properties {
  return {
    Cluster: 'test',
    ServiceName: 'web',
    LaunchType: 'FARGATE',
    TaskDefinition: story.made.taskDefinitionArn,
    DesiredCount: '2',
    HealthCheckGracePeriodSeconds: '30',
    NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'], AssignPublicIp: 'DISABLED' } },
    DeploymentConfiguration: {
      MinimumHealthyPercent: '50',
      MaximumPercent: '200',
      DeploymentCircuitBreaker: { Enable: 'true', Rollback: true },
    },
    ...changes,
  }
}

test('a service is stable when its first deployment has succeeded', async () => {
  await using story = await openStory()
  const { handler, context, stable } = stack(story)
  const properties = serviceProperties(story)

  const { physicalId, attributes } = await handler('AWS::ECS::Service').create(properties, context())
  const early = handler('AWS::ECS::Service').stabilized?.(physicalId, properties, context())

  expect(early).toBe('pending')
  expect(await stable('AWS::ECS::Service', physicalId, properties)).toBe('ready')
  expect(attributes).toEqual({ Name: 'web', ServiceArn: physicalId })
  const web = story.account.world.state<EcsState>('ecs', story.account).services['test/web']
  expect(web).toMatchObject({
    desiredCount: 2,
    tags: [
      { key: 'Environment', value: 'dev' },
      { key: 'Owner', value: 'platform' },
    ],
    deploymentConfiguration: { minimumHealthyPercent: 50, ...withBreaker },
  })
})

test('a rollout that rolls back fails the resource', async () => {
  await using story = await openStory()
  const { handler, context, stable } = stack(story)
  const before = serviceProperties(story)
  const { physicalId } = await handler('AWS::ECS::Service').create(before, context())
  await stable('AWS::ECS::Service', physicalId, before)
  const missing = await story.register('111122223333.dkr.ecr.us-west-1.amazonaws.com/app:v9')
  const after = { ...before, TaskDefinition: missing }

  await handler('AWS::ECS::Service').update(physicalId, after, before, context())

  const failed = "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'."
  expect(await stable('AWS::ECS::Service', physicalId, after)).toEqual({ failed })
})

test('an update that leaves TaskDefinition alone leaves the revision that a deployer put in place', async () => {
  await using story = await openStory()
  const { handler, context, stable } = stack(story)
  const before = serviceProperties(story)
  const { physicalId } = await handler('AWS::ECS::Service').create(before, context())
  await stable('AWS::ECS::Service', physicalId, before)
  const deployed = await story.register(testImage(2))
  await story.update({ service: 'web', taskDefinition: deployed })
  await story.account.advance(300)
  const after = { ...before, DesiredCount: '3' }

  await handler('AWS::ECS::Service').update(physicalId, after, before, context())

  expect(await stable('AWS::ECS::Service', physicalId, after)).toBe('ready')
  const web = story.account.world.state<EcsState>('ecs', story.account).services['test/web']
  expect(web).toMatchObject({ desiredCount: 3, workload: { taskDefinition: deployed } })
})

test('a task definition takes the types of the API, and a change registers a new revision', async () => {
  await using story = await openStory()
  const { handler, context } = stack(story)
  const properties = {
    Family: 'typed',
    RequiresCompatibilities: ['FARGATE'],
    NetworkMode: 'awsvpc',
    Cpu: 256,
    Memory: '512',
    ContainerDefinitions: [
      {
        Name: 'app',
        Image: testImage(1),
        ReadonlyRootFilesystem: 'true',
        PortMappings: [{ ContainerPort: '8000' }],
        Environment: [{ Name: 'PORT', Value: 8000 }],
        DockerLabels: { 'Team.Name': 'A' },
      },
    ],
  }

  const { physicalId } = await handler('AWS::ECS::TaskDefinition').create(properties, context())
  const changed = { ...properties, Memory: '1024' }
  const next = await handler('AWS::ECS::TaskDefinition').update(physicalId, changed, properties, context())

  const [first] = story.account.world.state<EcsState>('ecs', story.account).taskDefinitions.typed ?? []
  expect(first?.definition).toMatchObject({ cpu: '256', memory: '512' })
  expect(first?.definition.containerDefinitions[0]).toMatchObject({
    readonlyRootFilesystem: true,
    portMappings: [{ containerPort: 8000 }],
    environment: [{ name: 'PORT', value: '8000' }],
    dockerLabels: { 'Team.Name': 'A' },
  })
  expect(next.physicalId).toMatch(/typed:2$/)
})

test('a removed service drains and is gone', async () => {
  await using story = await openStory()
  const { handler, context, stable } = stack(story)
  const properties = serviceProperties(story)
  const { physicalId } = await handler('AWS::ECS::Service').create(properties, context())
  await stable('AWS::ECS::Service', physicalId, properties)

  await handler('AWS::ECS::Service').remove(physicalId, properties, context())
  await story.account.advance(120)

  const { services } = story.account.world.state<EcsState>('ecs', story.account)
  expect(services['test/web']?.status).toBe('INACTIVE')
})
