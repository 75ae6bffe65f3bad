import {
  CreateChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  ListChangeSetsCommand,
} from '@aws-sdk/client-cloudformation'
import { expect, test } from 'vitest'
import { deployStack } from './deploy-stack.ts'
import { describeStack } from './describe-stack.ts'
import { restoreStack } from './restore.ts'
import { openStory, type Story, target } from './testing.ts'

const oneParameter = (value: string) => `
Parameters:
  Name: { Type: String, Default: /shop/dev/greeting }
Resources:
  Greeting:
    Type: AWS::SSM::Parameter
    Properties: { Name: !Ref Name, Type: String, Value: ${value} }
Outputs:
  Said: { Value: !GetAtt Greeting.Value }
`

const withLogs = `
Resources:
  Greeting:
    Type: AWS::SSM::Parameter
    Properties: { Name: /shop/dev/greeting, Type: String, Value: hello }
  Log:
    Type: AWS::Logs::LogGroup
    Properties: { LogGroupName: /shop/dev/notes }
`

async function statusOf({ context }: Story): Promise<string | undefined> {
  return (await describeStack(context.cloudFormation, 'shop-dev-notes'))?.StackStatus
}

test('creates, finds nothing to do, updates; the unchanged run needs at most 12 calls and executes nothing', async () => {
  await using story = await openStory()

  const created = await deployStack(story.context, target(oneParameter('hello')))
  const before = story.operations().length
  const again = await deployStack(story.nextRun(), target(oneParameter('hello')))
  const used = story.operations().slice(before)
  const updated = await deployStack(story.nextRun(), target(oneParameter('hi')))

  expect(created.result).toMatchObject({ outcome: 'succeeded', detail: 'created; 1 resource added' })
  expect(created.outputs).toEqual({ Said: 'hello' })
  expect(again.result.outcome).toBe('unchanged')
  expect(used).not.toContain('ExecuteChangeSet')
  expect(used.length).toBeLessThanOrEqual(12)
  expect(updated.result).toMatchObject({ outcome: 'succeeded', detail: '1 resource changed' })
  expect(updated.outputs).toEqual({ Said: 'hi' })
  expect(story.context.report.lines.join('\n')).toMatch(/notes: CREATE_COMPLETE +Greeting/)
})

test('names the resource that failed first, its line and reason, and leaves no stack behind a failed creation', async () => {
  await using story = await openStory()
  await deployStack(story.context, target(oneParameter('hello'), { stackName: 'shop-dev-other' }))
  const clash = oneParameter('hello').replace('Greeting:', 'Second:').replace('Greeting.Value', 'Second.Value')

  const { result } = await deployStack(story.context, target(clash))

  expect(result.outcome).toBe('rolled-back')
  expect(result.dossier?.reason).toMatch(
    /^Second \(AWS::SSM::Parameter, cloudformation\/notes\.yml:5\): CREATE_FAILED: /,
  )
  expect(result.location).toEqual({ file: 'cloudformation/notes.yml', line: 5 })
  expect(await statusOf(story)).toBeUndefined()
})

test('a failed update is rolled back by CloudFormation and says so', async () => {
  await using story = await openStory({
    faults: [{ environment: 'dev', name: 'stack-failure', options: { resource: 'Log' } }],
  })
  await deployStack(story.context, target(oneParameter('hello')))

  const { result } = await deployStack(story.context, target(withLogs))

  expect(result).toMatchObject({ outcome: 'rolled-back', location: { line: 6 } })
  expect(result.dossier?.reason).toMatch(/^Log \(AWS::Logs::LogGroup/)
  expect(await statusOf(story)).toBe('UPDATE_ROLLBACK_COMPLETE')
})

test('what holds data is not deleted unless it is allowed; a refusal leaves no change set', async () => {
  await using story = await openStory()
  await deployStack(story.context, target(withLogs))
  const less = oneParameter('hello')

  const refused = await deployStack(story.nextRun(), target(less))
  const { Summaries } = await story.context.cloudFormation.send(
    new ListChangeSetsCommand({ StackName: 'shop-dev-notes' }),
  )
  const allowed = await deployStack(story.nextRun(), target(less, { allowReplacement: ['Log'] }))

  expect(refused.result).toMatchObject({ outcome: 'failed', detail: 'refused: would lose data' })
  expect(refused.result.dossier?.nextStep).toContain('allowReplacement: [Log]')
  expect(Summaries?.filter(({ ExecutionStatus }) => ExecutionStatus !== 'EXECUTE_COMPLETE') ?? []).toEqual([])
  expect(allowed.result.outcome).toBe('succeeded')
})

test.each([
  [
    'a parameter in SSM that is not there',
    'Parameters: { Vpc: { Type: AWS::SSM::Parameter::Value<String>, Default: /nope } }\n',
    4,
  ],
  ['a circle', '', 4],
])('%s is refused with its line, and nothing stays in REVIEW_IN_PROGRESS', async (_, head, line) => {
  await using story = await openStory()
  const circle = head ? '!Ref Vpc' : '!Ref Greeting'
  const body = `${head || '# a resource that needs itself\n'}Resources:\n  Handle: { Type: AWS::CloudFormation::WaitConditionHandle }\n  Greeting: { Type: AWS::SSM::Parameter, Properties: { Type: String, Value: ${circle} } }\n`

  const ended = await deployStack(story.context, target(body)).then(
    ({ result }) => ({ location: result.location, text: result.dossier?.reason }),
    (error) => ({ location: error.location, text: error.message }),
  )

  expect(ended.text).toMatch(head ? /nope/ : /Greeting/)
  expect(ended.location).toMatchObject({ file: 'cloudformation/notes.yml', ...(head ? {} : { line }) })
  expect(await statusOf(story)).toBeUndefined()
})

test('waits for the operation of somebody else, then plans on what it left', async () => {
  await using story = await openStory()
  const { cloudFormation } = story.context
  await cloudFormation.send(
    new CreateChangeSetCommand({
      StackName: 'shop-dev-notes',
      ChangeSetName: 'theirs',
      ChangeSetType: 'CREATE',
      TemplateBody: oneParameter('hello'),
      Tags: [
        { Key: 'Environment', Value: 'dev' },
        { Key: 'Component', Value: 'notes' },
      ],
    }),
  )
  await story.account.advance(5)
  await cloudFormation.send(new ExecuteChangeSetCommand({ ChangeSetName: 'theirs', StackName: 'shop-dev-notes' }))
  expect(await statusOf(story)).toBe('CREATE_IN_PROGRESS')

  const { result } = await deployStack(story.context, target(oneParameter('hello')))

  expect(result.outcome).toBe('unchanged')
})

test('killed at any call and run again, it converges and executes once', async () => {
  await using measured = await openStory()
  await deployStack(measured.context, target(oneParameter('hello')))
  const calls = measured.operations().length
  const ends: unknown[] = []

  for (let at = 1; at <= calls; at++) {
    await using story = await openStory()
    await deployStack(killedAt(story.context, at), target(oneParameter('hello'))).catch(() => undefined)
    const { result } = await deployStack(story.nextRun(), target(oneParameter('hello')))
    const { Stacks } = await story.context.cloudFormation.send(new DescribeStacksCommand({}))
    const executed = story.account.calls.filter(
      ({ operation, status }) => operation === 'ExecuteChangeSet' && status === 200,
    )
    ends.push({
      green: /succeeded|unchanged/.test(result.outcome),
      stacks: Stacks?.map((stack) => stack.StackStatus),
      executed: executed.length,
    })
  }

  expect(ends).toEqual(Array.from({ length: calls }, () => ({ green: true, stacks: ['CREATE_COMPLETE'], executed: 1 })))
})

/** After the call of that number has arrived, nothing more is sent: the process is gone. */
function killedAt(context: Story['context'], at: number): Story['context'] {
  let count = 0
  const dead = () => Promise.reject(new Error('killed'))
  const send = async (command: never) => {
    if (count >= at) return await dead()
    const answer = await context.cloudFormation.send(command)
    count += 1
    return count >= at ? await dead() : answer
  }
  return { ...context, cloudFormation: { send } as never }
}

test('a rollback puts the template and parameters before back; a stack of this job is left in place', async () => {
  await using story = await openStory()
  await deployStack(story.context, target(oneParameter('hello')))
  const [created] = await story.context.journal.entries()
  const later = story.nextRun()
  await deployStack(later, target(oneParameter('hi')))
  const [updated] = await later.journal.entries()
  if (!created || !updated) throw new Error('the journal is empty')

  const back = await restoreStack(later, updated)
  const twice = await restoreStack(later, updated)
  const left = await restoreStack(later, created)

  expect(updated.outcome).toBe('succeeded')
  expect(back).toMatchObject({ outcome: 'succeeded' })
  expect(twice).toMatchObject({ outcome: 'unchanged' })
  expect(left).toMatchObject({ outcome: 'unchanged', detail: expect.stringContaining('left in place') })
  const stack = await describeStack(story.context.cloudFormation, 'shop-dev-notes')
  expect(stack?.Outputs?.[0]?.OutputValue).toBe('hello')
})

test('a job that is cancelled while it plans leaves neither change set nor stack', async () => {
  await using story = await openStory()
  story.cancel()

  const { result } = await deployStack(story.context, target(oneParameter('hello')))

  expect(result.outcome).toBe('stopped')
  expect(await statusOf(story)).toBeUndefined()
})

test('a job that is cancelled while it executes cancels the update, and the next run goes on from there', async () => {
  await using story = await openStory()
  await deployStack(story.context, target(oneParameter('hello')))
  const cancelled = story.nextRun()
  const report = {
    ...cancelled.report,
    info: (line: string) => (line.includes('UPDATE_IN_PROGRESS') ? story.cancel() : undefined),
  }

  const { result } = await deployStack({ ...cancelled, report }, target(oneParameter('hi')))

  expect(result.outcome).toBe('stopped')
  expect(result.dossier?.reason).toContain('rolling it back')
  expect(story.operations()).toContain('CancelUpdateStack')
})

test('a role that may not execute is told so, and nothing of the plan stays', async () => {
  await using story = await openStory()
  const statements = [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action: 'cloudformation:ExecuteChangeSet', Resource: '*' },
  ]
  const { CloudFormationClient } = await import('@aws-sdk/client-cloudformation')
  const cloudFormation = new CloudFormationClient(story.account.roleConfig('test-dev-narrow', statements, 'dev'))

  const refused = deployStack({ ...story.context, cloudFormation }, target(oneParameter('hello')))

  await expect(refused).rejects.toMatchObject({
    code: 'access-denied',
    message: expect.stringContaining('ExecuteChangeSet'),
  })
  expect(await statusOf(story)).toBeUndefined()
})

test('going back to a template that was there before makes its change set afresh', async () => {
  await using story = await openStory()
  for (const value of ['a', 'b', 'a', 'b']) {
    const { result } = await deployStack(story.context, target(oneParameter(value)))

    expect(result.outcome).toBe('succeeded')
  }
})

test('a template over 51,200 bytes goes through the bucket', async () => {
  await using story = await openStory()
  const { CreateBucketCommand, S3Client } = await import('@aws-sdk/client-s3')
  await new S3Client(story.account.config).send(
    new CreateBucketCommand({
      Bucket: 'shop-dev-artifacts',
      CreateBucketConfiguration: { LocationConstraint: 'us-west-1' },
    }),
  )
  const large = `${oneParameter('hello')}\n# ${'x'.repeat(52_000)}\n`

  const { result } = await deployStack(story.context, target(large))

  expect(result.outcome).toBe('succeeded')
  expect(story.operations()).toContain('PutObject')
})
