import { ListChangeSetsCommand, ListStacksCommand } from '@aws-sdk/client-cloudformation'
import { expect, test } from 'vitest'
import { createSession } from '../aws/session.ts'
import { stackContext } from '../cloudformation/context.ts'
import { deployStack } from '../cloudformation/deploy-stack.ts'
import { openStory, target } from '../cloudformation/testing.ts'
import { inOrder } from '../rollout/in-order.ts'
import { planStack } from './stack-plan.ts'

const withLogs = `
Resources:
  Greeting:
    Type: AWS::SSM::Parameter
    Properties: { Name: /shop/dev/greeting, Type: String, Value: hello }
  Log:
    Type: AWS::Logs::LogGroup
    Properties: { LogGroupName: /shop/dev/notes }
`
const renamed = withLogs.replace('/shop/dev/notes', '/shop/dev/renamed').replace('hello', 'hi')

test('a stack that is not there is planned from its template, and AWS is left as it was', async () => {
  await using story = await openStory()

  const plan = await planStack(story.context, target(withLogs))

  expect(plan).toMatchObject({ change: 'create', summary: 'will be created: up to 2 resources', warnings: [] })
  expect(plan.details).toContain('+ 1 × AWS::Logs::LogGroup')
  const { StackSummaries } = await story.context.cloudFormation.send(new ListStacksCommand({}))
  expect(StackSummaries ?? []).toEqual([])
})

test('changes, what they replace, and what the deployment will refuse; the change set is gone again', async () => {
  await using story = await openStory()
  await deployStack(story.context, target(withLogs))

  const same = await planStack(story.nextRun(), target(withLogs))
  const refused = await planStack(story.nextRun(), target(renamed))
  const allowed = await planStack(story.nextRun(), target(renamed, { allowReplacement: ['Log'] }))

  expect(same.change).toBe('none')
  expect(refused).toMatchObject({ change: 'update', summary: '2 resources: 1 changed, 1 replaced' })
  expect(refused.warnings).toEqual([
    expect.stringMatching(/^replaces Log .*: it holds data; the deployment will refuse it$/),
  ])
  expect(allowed.warnings).toEqual([expect.stringMatching(/allowed by allowReplacement$/)])
  expect(refused.details).toContain('    LogGroupName: /shop/dev/notes → /shop/dev/renamed (replaces)')
  const { Summaries } = await story.context.cloudFormation.send(
    new ListChangeSetsCommand({ StackName: 'shop-dev-notes' }),
  )
  expect(Summaries?.filter(({ ExecutionStatus }) => ExecutionStatus === 'AVAILABLE')).toEqual([])
})

test('a template too large to send, by a role that may not upload it, is compared by name and says so', async () => {
  await using story = await openStory()
  await deployStack(story.context, target(withLogs))
  const { credentials } = story.account.roleConfig('test-dev-plan', [
    { Effect: 'Allow', Action: 'cloudformation:*', Resource: '*' },
  ])
  const session = createSession({
    region: 'us-west-1',
    clock: story.context.clock,
    credentials: async () => credentials,
  })
  const host = { ...story.context, github: { runId: 7, runAttempt: 1 } as never }
  const large = `${withLogs.replace('Log:', 'Logs:')}\n# ${'x'.repeat(52_000)}\n`

  const plan = await planStack(stackContext(host, session), target(large))

  expect(plan).toMatchObject({ change: 'unknown', warnings: ['removes Log (AWS::Logs::LogGroup)'] })
  expect(plan.details).toContain('+ Logs (AWS::Logs::LogGroup)')
  expect(plan.details[0]).toMatch(/^AWS could not plan it: AWS denied putting/)
})

test('twenty stacks are planned in at most 2.5 times the time of one, with at most 12 calls for each', async () => {
  await using story = await openStory({ parallel: true })
  const targets = Array.from({ length: 20 }, (_, index) =>
    target(withLogs.replaceAll('/dev/', `/dev${index}/`), { component: `s${index}`, stackName: `shop-dev-s${index}` }),
  )
  await Promise.all(targets.map((one) => deployStack(story.context, one)))
  // The calls before have used up what the rate limiter lets through at once.
  await story.context.clock.sleep(10_000)
  const [first] = targets
  if (!first) throw new Error('there are no targets')

  const single = await timed(async () => await planStack(story.nextRun(), first))
  await story.context.clock.sleep(10_000)
  const before = story.operations().length
  const context = story.nextRun()
  const all = await timed(
    async () =>
      await inOrder({
        items: targets.map((value) => ({ id: value.component, needs: [], value })),
        parallel: 20,
        good: () => true,
        run: async ({ value }) => await planStack(context, value),
      }),
  )

  expect(all.seconds).toBeLessThanOrEqual(single.seconds * 2.5)
  expect(story.operations().length - before).toBeLessThanOrEqual(20 * 12)
  expect(all.value.map((ran) => ran.state === 'ran' && ran.result.change)).toEqual(targets.map(() => 'none'))

  async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
    const start = story.context.clock.now()
    const value = await work()
    return { value, seconds: (story.context.clock.now() - start) / 1000 }
  }
})
