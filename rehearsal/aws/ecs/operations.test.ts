import {
  ContinueServiceDeploymentCommand,
  CreateServiceCommand,
  DeregisterTaskDefinitionCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  ListTagsForResourceCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  TagResourceCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import { expect, test } from 'vitest'
import { openStory } from './test-story.ts'
import { setProgram, testImage } from './testing.ts'

const network = { awsvpcConfiguration: { subnets: ['subnet-1'] } }

test('a task definition gets the defaults of AWS and keeps fields that nobody knows', async () => {
  await using story = await openStory()
  const container = { name: 'app', image: testImage(1), portMappings: [{ containerPort: 80 }], novelty: { a: [] } }

  // The SDK drops fields that it does not know, so this goes past it.
  const output = await story.account.world.call(
    'ecs',
    'RegisterTaskDefinition',
    {
      family: 'defaults',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '1 vCPU',
      memory: '2 GB',
      containerDefinitions: [container],
      unheardOf: { b: '' },
      tags: [{ key: 'Owner', value: 'platform' }],
    },
    story.account,
  )

  expect(output?.taskDefinition).toMatchObject({
    revision: 1,
    status: 'ACTIVE',
    cpu: '1024',
    memory: '2048',
    volumes: [],
    placementConstraints: [],
    compatibilities: ['EC2', 'FARGATE'],
    requiresAttributes: expect.arrayContaining([{ name: 'ecs.capability.task-eni' }]),
    unheardOf: { b: '' },
    containerDefinitions: [
      {
        ...container,
        cpu: 0,
        essential: true,
        environment: [],
        mountPoints: [],
        volumesFrom: [],
        systemControls: [],
        portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
      },
    ],
  })
  const described = await story.client.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: 'defaults', include: ['TAGS'] }),
  )
  expect(described.tags).toEqual([{ key: 'Owner', value: 'platform' }])
})

test('revision numbers are never used again, and a family name means the newest active revision', async () => {
  await using story = await openStory()
  const second = await story.register(testImage(2))
  const third = await story.register(testImage(3))

  await story.client.send(new DeregisterTaskDefinitionCommand({ taskDefinition: third }))

  const newest = await story.client.send(new DescribeTaskDefinitionCommand({ taskDefinition: story.made.family }))
  expect(newest.taskDefinition?.taskDefinitionArn).toBe(second)
  const old = await story.client.send(new DescribeTaskDefinitionCommand({ taskDefinition: `${story.made.family}:3` }))
  expect(old.taskDefinition?.status).toBe('INACTIVE')
  expect(await story.register(testImage(4))).toMatch(/:4$/)
  const listed = await story.client.send(
    new ListTaskDefinitionsCommand({ familyPrefix: story.made.family, sort: 'DESC', maxResults: 2 }),
  )
  expect(listed.taskDefinitionArns?.map((arn) => arn.split(':').at(-1))).toEqual(['4', '2'])
  expect(listed.nextToken).toBeDefined()
})

test.each([
  ['no such cluster', { cluster: 'nowhere' }, 'ClusterNotFoundException'],
  ['no such service', { service: 'nobody' }, 'ServiceNotFoundException'],
  ['no such task definition', { taskDefinition: 'nothing:1' }, 'ClientException'],
  ['a negative count', { desiredCount: -1 }, 'InvalidParameterException'],
  [
    'limits that block every deployment',
    { deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } },
    'InvalidParameterException',
  ],
  [
    'a container that is not there',
    { loadBalancers: [{ targetGroupArn: 'arn', containerName: 'other', containerPort: 1 }] },
    'InvalidParameterException',
  ],
  [
    'a strategy that is not simulated',
    { deploymentConfiguration: { strategy: 'BLUE_GREEN' as const, bakeTimeInMinutes: 1 } },
    'UnsupportedFeatureException',
  ],
])('UpdateService refuses %s and changes nothing', async (_, changes, name) => {
  await using story = await openStory()
  const before = await story.service()

  const refused = story.client.send(new UpdateServiceCommand({ ...story.target, desiredCount: 5, ...changes }))

  await expect(refused).rejects.toThrow(expect.objectContaining({ name }))
  expect(await story.service()).toEqual(before)
})

test('a service that is there cannot be created again', async () => {
  await using story = await openStory()

  const again = story.client.send(
    new CreateServiceCommand({
      cluster: 'test',
      serviceName: 'backend',
      taskDefinition: story.made.family,
      desiredCount: 1,
      launchType: 'FARGATE',
      networkConfiguration: network,
    }),
  )

  await expect(again).rejects.toThrow('Creation of service was not idempotent.')
})

test('what is missing is listed as a failure, and too many at once are refused', async () => {
  await using story = await openStory()
  const services = ['backend', 'nobody']

  const some = await story.client.send(new DescribeServicesCommand({ cluster: 'test', services }))
  const many = story.client.send(new DescribeServicesCommand({ cluster: 'test', services: Array(11).fill('backend') }))
  const rollouts = story.client.send(
    new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: Array(21).fill('arn') }),
  )

  expect(some.services).toHaveLength(1)
  expect(some.failures).toEqual([{ arn: expect.stringMatching(/service\/test\/nobody$/), reason: 'MISSING' }])
  await expect(many).rejects.toThrow(expect.objectContaining({ name: 'InvalidParameterException' }))
  await expect(rollouts).rejects.toThrow(expect.objectContaining({ name: 'InvalidParameterException' }))
})

test('service deployments are listed newest first, filtered and in pages', async () => {
  await using story = await openStory()
  const first = await story.newest()
  await story.account.advance(60)
  const second = await story.deploy(2)
  const list = async (input: object) => {
    const output = await story.client.send(new ListServiceDeploymentsCommand({ ...story.target, ...input }))
    return { arns: output.serviceDeployments?.map((each) => each.serviceDeploymentArn), nextToken: output.nextToken }
  }

  expect((await list({})).arns).toEqual([second, first.serviceDeploymentArn])
  expect((await list({ status: ['SUCCESSFUL'] })).arns).toEqual([first.serviceDeploymentArn])
  expect((await list({ createdAt: { after: new Date(story.account.clock.now() - 30_000) } })).arns).toEqual([second])
  const page = await list({ maxResults: 1 })
  expect(page.arns).toEqual([second])
  expect((await list({ maxResults: 1, nextToken: page.nextToken })).arns).toEqual([first.serviceDeploymentArn])
})

test('a service revision names the digests and the target group that serve', async () => {
  await using story = await openStory()
  const arn = (await story.service()).currentServiceRevisions?.[0]?.arn ?? ''

  const output = await story.client.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: [arn] }))

  expect(output.serviceRevisions?.[0]).toMatchObject({
    taskDefinition: story.made.taskDefinitionArn,
    containerImages: [{ containerName: 'backend', imageDigest: testImage(1).split('@')[1] }],
    resolvedConfiguration: { loadBalancers: [{ targetGroupArn: story.made.targetGroupArn }] },
  })
})

test('there is no hook to continue', async () => {
  await using story = await openStory()
  const serviceDeploymentArn = (await story.newest()).serviceDeploymentArn

  const refused = story.client.send(new ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId: 'hook' }))

  await expect(refused).rejects.toThrow('not awaiting an action')
})

test('RunTask runs once per client token and ends with the exit code of its program', async () => {
  await using story = await openStory()
  setProgram(story.account.world, story.account, story.made.family, { exitCode: 3, seconds: 7, lines: ['no rows'] })
  const run = () =>
    story.client.send(
      new RunTaskCommand({
        cluster: 'test',
        taskDefinition: story.made.family,
        launchType: 'FARGATE',
        networkConfiguration: network,
        clientToken: 'once',
      }),
    )

  const taskArn = (await run()).tasks?.[0]?.taskArn ?? ''
  expect((await run()).tasks?.[0]?.taskArn).toBe(taskArn)
  await story.account.advance(90)

  const output = await story.client.send(new DescribeTasksCommand({ cluster: 'test', tasks: [taskArn] }))
  expect(output.tasks?.[0]).toMatchObject({
    lastStatus: 'STOPPED',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    group: `family:${story.made.family}`,
    containers: [{ exitCode: 3 }],
  })
})

test('tags are added to what there is', async () => {
  await using story = await openStory()
  const resourceArn = story.made.serviceArn

  await story.client.send(new TagResourceCommand({ resourceArn, tags: [{ key: 'Owner', value: 'platform' }] }))

  const output = await story.client.send(new ListTagsForResourceCommand({ resourceArn }))
  expect(output.tags).toEqual([
    { key: 'Environment', value: 'dev' },
    { key: 'Owner', value: 'platform' },
  ])
})

test('a new revision needs the right to pass its roles to tasks', async () => {
  await using story = await openStory()
  const role = story.made.taskDefinition.executionRoleArn
  const register = { Effect: 'Allow', Action: 'ecs:RegisterTaskDefinition', Resource: '*' }
  const pass = (service: string) => ({
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: role,
    Condition: { StringEquals: { 'iam:PassedToService': service } },
  })
  const registerAs = (name: string, statements: object[]) =>
    new ECSClient(story.account.roleConfig(name, statements)).send(
      new RegisterTaskDefinitionCommand(story.made.taskDefinition as never),
    )

  const refused = registerAs('elsewhere', [register, pass('ec2.amazonaws.com')])

  await expect(refused).rejects.toThrow(/iam:PassRole/)
  await expect(registerAs('right', [register, pass('ecs-tasks.amazonaws.com')])).resolves.toBeDefined()
})
