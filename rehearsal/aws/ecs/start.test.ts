import { expect, test } from 'vitest'
import { type EcrState, pushImage } from '../ecr/repositories.ts'
import type { IamState } from '../iam/state.ts'
import type { LogsState } from '../logs/streams.ts'
import { openStory } from './test-story.ts'

const registry = '111122223333.dkr.ecr.us-west-1.amazonaws.com'
const secret = 'arn:aws:secretsmanager:us-west-1:111122223333:secret:/test/token-AbCdEf'

type Story = Awaited<ReturnType<typeof openStory>>

/** Registers a revision that differs from the first as `changes` says, and why its tasks stop. */
async function stoppedReasons(story: Story, container: object): Promise<(string | undefined)[]> {
  const [first] = story.made.taskDefinition.containerDefinitions
  const input = { ...story.made.taskDefinition, containerDefinitions: [{ ...first, ...container }] }
  const output = await story.account.world.call('ecs', 'RegisterTaskDefinition', input, story.account)
  const { taskDefinitionArn } = (output?.taskDefinition ?? {}) as { taskDefinitionArn?: string }
  await story.update({ taskDefinition: taskDefinitionArn })
  await story.account.advance(45)
  return [...new Set((await story.tasks('STOPPED')).map((task) => task.stoppedReason))]
}

test.each([
  [
    'an image that ECR does not have',
    { image: `${registry}/app:v2` },
    /^CannotPullContainerError: .*app:v2: not found$/,
  ],
  [
    'a secret that does not exist',
    { secrets: [{ name: 'TOKEN', valueFrom: `${secret}:key::` }] },
    /^ResourceInitializationError: .* from asm: .*ResourceNotFoundException/,
  ],
  [
    'a parameter that does not exist',
    { secrets: [{ name: 'TOKEN', valueFrom: '/test/token' }] },
    /^ResourceInitializationError: .* from ssm: .*invalid ssm parameters: \/test\/token$/,
  ],
  [
    'a log group that does not exist',
    { logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/gone', 'awslogs-stream-prefix': 'a' } } },
    /^ResourceInitializationError: failed to validate logger args: .*log group does not exist/,
  ],
])('%s stops the task', async (_, container, reason) => {
  await using story = await openStory()

  expect(await stoppedReasons(story, container)).toEqual([expect.stringMatching(reason)])
})

test('a role without the right to log stops the task', async () => {
  await using story = await openStory()
  const role = story.account.world.state<IamState>('iam', story.account).roles['test-backend-execution']
  if (role === undefined) throw new Error('no role')
  role.inline = {}

  expect((await stoppedReasons(story, {}))[0]).toContain('not authorized to perform: logs:CreateLogStream')
})

test('an image that ECR has is pulled, and its digest shown', async () => {
  await using story = await openStory()
  const { world } = story.account
  const repository = { name: 'app', createdAt: 0, immutableTags: true, scanOnPush: false, images: [], tags: {} }
  world.state<EcrState>('ecr', story.account).repositories.app = repository
  const { digest } = pushImage(world, story.account, 'app', { tags: ['v2'] })

  await stoppedReasons(story, { image: `${registry}/app:v2` })

  const running = await story.tasks('RUNNING')
  expect(running.map((task) => task.containers?.[0]?.imageDigest)).toContain(digest)
})

test('what containers print is in their log stream', async () => {
  await using story = await openStory()
  const [task] = await story.tasks('RUNNING')

  await story.untilOver(await story.deploy(2))

  const { groups } = story.account.world.state<LogsState>('logs', story.account)
  const streams = groups[story.made.logGroup]?.streams ?? {}
  const id = task?.taskArn?.split('/').at(-1)
  expect(streams[`backend/backend/${id}`]?.events.map((event) => event.message)).toContain('received SIGTERM')
})
