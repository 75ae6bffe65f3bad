import { StopServiceDeploymentCommand } from '@aws-sdk/client-ecs'
import { expect, test } from 'vitest'
import { answerHttp } from '../elbv2/http.ts'
import { openTestAccount } from '../kernel/testing.ts'
import type { EcsState } from './state.ts'
import { openStory, withBreaker } from './test-story.ts'
import { createTestService, testImage } from './testing.ts'

test('a good rolling deployment replaces the tasks one for one and is successful only when the old ones are gone', async () => {
  await using story = await openStory({ deregistrationDelaySeconds: 60 })

  const arn = await story.deploy(2)
  await story.account.advance(55)
  const middle = await story.service()
  await story.untilOver(arn)

  expect(middle.deployments?.map((each) => [each.status, each.rolloutState])).toEqual([
    ['PRIMARY', 'IN_PROGRESS'],
    ['ACTIVE', 'COMPLETED'],
  ])
  expect(middle.runningCount).toBe(4)
  const end = await story.rollout(arn)
  expect(end).toMatchObject({ status: 'SUCCESSFUL', targetServiceRevision: { runningTaskCount: 2 } })
  expect(end.sourceServiceRevisions?.[0]?.runningTaskCount).toBe(0)
  const after = await story.service()
  expect(after).toMatchObject({ runningCount: 2, pendingCount: 0, currentServiceDeployment: arn })
  expect(after.deployments).toHaveLength(1)
  expect(after.events?.[0]?.message).toBe('(service backend) has reached a steady state.')
  expect(await story.runningImages()).toEqual([testImage(2), testImage(2)])
  expect(await answerBody(story)).toContain(testImage(2).split('@')[1])
})

test('visitors are served throughout a rolling deployment', async () => {
  await using story = await openStory()

  const arn = await story.deploy(2)
  const statuses = new Set<number | undefined>()
  for (let step = 0; step < 60; step += 1) {
    statuses.add(answerHttp(story.account.world, story.made.hostname, '/')?.status)
    await story.account.advance(3)
  }

  expect([...statuses]).toEqual([200])
  expect((await story.rollout(arn)).status).toBe('SUCCESSFUL')
})

test('all at once stops the old tasks before the new ones serve', async () => {
  const deploymentConfiguration = { minimumHealthyPercent: 0, maximumPercent: 100 }
  await using story = await openStory({ deploymentConfiguration })

  const arn = await story.deploy(2)
  await story.account.advance(5)

  expect((await story.tasks('STOPPED')).map((task) => task.stopCode)).toEqual(
    Array(2).fill('ServiceSchedulerInitiated'),
  )
  expect(answerHttp(story.account.world, story.made.hostname, '/')?.status).toBe(503)
  await story.untilOver(arn)
  expect((await story.rollout(arn)).status).toBe('SUCCESSFUL')
})

test('only a new desired count starts no deployment', async () => {
  await using story = await openStory()
  const before = (await story.service()).currentServiceDeployment

  await story.update({ desiredCount: 4 })
  await story.account.advance(120)
  const grown = await story.service()
  await story.update({ desiredCount: 1 })
  await story.account.advance(120)

  expect(grown).toMatchObject({ runningCount: 4, currentServiceDeployment: before })
  expect(await story.service()).toMatchObject({ runningCount: 1, currentServiceDeployment: before })
  expect((await story.service()).deployments).toHaveLength(1)
})

test('only a new deployment configuration starts no deployment, a forced one does', async () => {
  await using story = await openStory()
  const before = (await story.service()).currentServiceDeployment

  await story.update({ deploymentConfiguration: withBreaker })
  const configured = await story.service()
  await story.update({ forceNewDeployment: true })

  expect(configured.currentServiceDeployment).toBe(before)
  expect(configured.deploymentConfiguration).toMatchObject({ ...withBreaker, maximumPercent: 200 })
  expect((await story.service()).currentServiceDeployment).not.toBe(before)
})

test('a newer deployment supersedes the one under way', async () => {
  await using story = await openStory()

  const first = await story.deploy(2)
  await story.account.advance(35)
  const second = await story.deploy(3)
  await story.untilOver(second)

  expect(await story.rollout(first)).toMatchObject({ status: 'STOPPED' })
  expect(await story.rollout(second)).toMatchObject({ status: 'SUCCESSFUL' })
  expect((await story.rollout(second)).sourceServiceRevisions).toHaveLength(2)
  expect(await story.runningImages()).toEqual([testImage(3), testImage(3)])
})

test('stopping a deployment rolls it back, without any breaker', async () => {
  await using story = await openStory()
  const stable = (await story.service()).currentServiceRevisions?.[0]?.arn

  const arn = await story.deploy(2)
  await story.account.advance(40)
  await story.client.send(new StopServiceDeploymentCommand({ serviceDeploymentArn: arn, stopType: 'ROLLBACK' }))
  const requested = await story.rollout(arn)
  await story.untilOver(arn)

  expect(requested.status).toBe('ROLLBACK_REQUESTED')
  expect(await story.rollout(arn)).toMatchObject({
    status: 'ROLLBACK_SUCCESSFUL',
    rollback: { serviceRevisionArn: stable },
  })
  expect(await story.service()).toMatchObject({ taskDefinition: story.made.taskDefinitionArn, runningCount: 2 })
  const again = story.client.send(new StopServiceDeploymentCommand({ serviceDeploymentArn: arn }))
  await expect(again).rejects.toThrow(expect.objectContaining({ name: 'ConflictException' }))
})

test('two services roll out side by side', async () => {
  await using story = await openStory()
  const { world } = story.account
  await createTestService(world, story.account, { service: 'worker', loadBalancer: false, desiredCount: 1 })
  const other = { cluster: 'test', service: 'worker', forceNewDeployment: true }

  const arn = await story.deploy(2)
  await story.update(other)
  await story.untilOver(arn)
  await story.account.advance(120)

  expect((await story.rollout(arn)).status).toBe('SUCCESSFUL')
  const services = Object.values(world.state<EcsState>('ecs', story.account).services)
  expect(services.map((service) => service.steady)).toEqual([true, true])
})

test('the same seed gives the same run', async () => {
  const run = async () => {
    await using story = await openStory()
    await story.untilOver(await story.deploy(2))
    return story.account.world.save()
  }

  const [one, other] = [await run(), await run()]

  expect(one).toBe(other)
})

test('an account that is saved in the middle of a rollout goes on where it was', async () => {
  await using story = await openStory()
  const arn = await story.deploy(2)
  await story.account.advance(35)

  const state = story.account.world.save()
  await using again = await openTestAccount({ rooms: story.rooms, state })
  await again.advance(300)
  await story.account.advance(300)

  expect((await story.rollout(arn)).status).toBe('SUCCESSFUL')
  expect(again.world.state<EcsState>('ecs', again)).toEqual(story.account.world.state<EcsState>('ecs', story.account))
})

test('nothing is planned once all services are steady', async () => {
  await using story = await openStory()

  await story.untilOver(await story.deploy(2))
  await story.account.advance(600)

  expect(story.account.world.nextAt()).toBeUndefined()
})

async function answerBody(story: Awaited<ReturnType<typeof openStory>>): Promise<string> {
  return answerHttp(story.account.world, story.made.hostname, '/')?.body ?? ''
}
