import {
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  ExecuteChangeSetCommand,
  ListChangeSetsCommand,
  RollbackStackCommand,
} from '@aws-sdk/client-cloudformation'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import type { Ec2State } from '../ec2/state.ts'
import {
  clientFor,
  created,
  deployed,
  described,
  eventTexts,
  idsOf,
  network,
  openStackTest,
  planned,
  StackName,
  settled,
  Tags,
} from './testing.ts'

test('a stack creates its resources in order, and shows that it did', async () => {
  await using account = await openStackTest()

  const stack = await created(account)

  expect(stack).toMatchObject({ StackStatus: 'CREATE_COMPLETE', Outputs: [{ OutputKey: 'VpcId' }] })
  const events = await eventTexts(account, StackName)
  expect(events.slice(0, 2)).toEqual([
    `${StackName} REVIEW_IN_PROGRESS User Initiated`,
    `${StackName} CREATE_IN_PROGRESS User Initiated`,
  ])
  expect(events.indexOf('Vpc CREATE_COMPLETE')).toBeLessThan(events.indexOf('Subnet CREATE_IN_PROGRESS'))
  expect(events.indexOf('Gateway CREATE_IN_PROGRESS')).toBeLessThan(events.indexOf('Vpc CREATE_COMPLETE'))
  expect(events.at(-1)).toBe(`${StackName} CREATE_COMPLETE`)
  expect(account.timelineEntries.at(-1)).toMatchObject({ environment: 'dev', kind: 'stack', text: 'CREATE_COMPLETE' })
})

test('the same template again has no changes, and says so in the words that tools compare', async () => {
  await using account = await openStackTest()
  await created(account)

  const set = await planned(account, { StackName, TemplateBody: network() })

  expect(set).toMatchObject({
    Status: 'FAILED',
    ExecutionStatus: 'UNAVAILABLE',
    StatusReason:
      "The submitted information didn't contain changes. Submit different information to create a change set.",
  })
})

test('a change that replaces is announced, makes the new one first, and deletes the old one last', async () => {
  await using account = await openStackTest()
  await created(account)
  const [before] = idsOf(account, 'vpc-')
  const wanted = { StackName, TemplateBody: network({ cidr: '10.1.0.0/16', subnet: '10.1.0.0/24' }) }

  const set = await planned(account, wanted)
  const stack = await deployed(account, wanted)

  const changes = set.Changes?.map((change) => change.ResourceChange)
  expect(changes).toMatchObject([
    { LogicalResourceId: 'Subnet', Action: 'Modify', Replacement: 'True', PolicyAction: 'ReplaceAndDelete' },
    { LogicalResourceId: 'Vpc', Action: 'Modify', Replacement: 'True', PhysicalResourceId: before },
  ])
  expect(changes?.[1]?.Details?.[0]?.Target).toMatchObject({
    Path: '/Properties/CidrBlock',
    BeforeValue: '10.0.0.0/16',
    AfterValue: '10.1.0.0/16',
    RequiresRecreation: 'Always',
  })
  expect(changes?.[0]?.Details?.[0]).toMatchObject({ Evaluation: 'Dynamic', CausingEntity: 'Vpc' })
  expect(stack.StackStatus).toBe('UPDATE_COMPLETE')
  expect(idsOf(account, 'vpc-')).toHaveLength(1)
  expect(idsOf(account, 'vpc-')).not.toContain(before)
})

test('a resource that fails takes the whole creation back', async () => {
  await using account = await openStackTest()

  const stack = await created(account, network({ subnet: '10.9.0.0/24', gateway: false }))

  expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE')
  const events = await eventTexts(account, StackName)
  expect(events).toContainEqual(
    expect.stringMatching(
      /^Subnet CREATE_FAILED Resource handler returned message: "The CIDR '10.9.0.0\/24' is invalid/,
    ),
  )
  expect(events).toContain(
    `${StackName} ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Subnet]. Rollback requested by user.`,
  )
  expect(idsOf(account, '')).toEqual([])
  await expect(planned(account, { StackName, TemplateBody: network() })).rejects.toThrow(
    /is in ROLLBACK_COMPLETE state and can not be updated/,
  )
})

test('a failing update puts everything back, and what ran beside it is cancelled', async () => {
  await using account = await openStackTest()
  await created(account, network({ gateway: false }))
  const before = idsOf(account, '')

  const endpoint = '  Slow: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: !Ref Vpc, ServiceName: s3}}'
  const late =
    '  Late: {Type: AWS::EC2::Subnet, DependsOn: Gateway, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.9.0.0/24}}'
  const TemplateBody = network().replace('Outputs:', `${endpoint}\n${late}\nOutputs:`)
  const stack = await deployed(account, { StackName, TemplateBody })

  expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE')
  expect(idsOf(account, '')).toEqual(before)
  const events = await eventTexts(account, StackName)
  expect(events).toContain('Slow CREATE_FAILED Resource creation cancelled')
  expect(events).toContain(
    `${StackName} UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Late, Slow]. Rollback requested by user.`,
  )
})

test('the fault stack-failure strikes the last changed resource, once per operation', async () => {
  await using account = await openStackTest({ faults: [{ environment: 'dev', name: 'stack-failure', options: {} }] })

  const stack = await created(account)

  expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE')
  const failed = (await eventTexts(account, StackName)).filter((text) => / CREATE_FAILED Resource handler/.test(text))
  expect(failed).toEqual([expect.stringMatching(/^Subnet CREATE_FAILED .*An internal failure/)])
})

test('a change set may be executed so that a rollback deletes what is marked Retain too', async () => {
  await using account = await openStackTest({ faults: [{ environment: 'dev', name: 'stack-failure', options: {} }] })
  const set = await planned(account, {
    StackName,
    TemplateBody: network({ policy: 'Retain' }),
    Tags,
    ChangeSetType: 'CREATE',
  })

  await account.client.send(
    new ExecuteChangeSetCommand({ ChangeSetName: set.ChangeSetId, StackName, RetainExceptOnCreate: true }),
  )
  const stack = await settled(account, StackName)

  expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE')
  expect(idsOf(account, '')).toEqual([])
})

test('a stack left under review takes another creation, and goes away without a trace', async () => {
  await using account = await openStackTest()
  await planned(account, { StackName, TemplateBody: network(), ChangeSetType: 'CREATE' })
  expect((await described(account, StackName)).StackStatus).toBe('REVIEW_IN_PROGRESS')
  const other = await planned(account, { StackName: 'other', TemplateBody: network(), ChangeSetType: 'CREATE' })
  await account.client.send(new DeleteStackCommand({ StackName: 'other' }))
  expect((await settled(account, other.StackId ?? '')).StackStatus).toBe('DELETE_COMPLETE')

  await expect(planned(account, { StackName, TemplateBody: network() })).rejects.toThrow(
    /REVIEW_IN_PROGRESS state and can not/,
  )
  const stack = await created(account)

  expect(stack.StackStatus).toBe('CREATE_COMPLETE')
  const { Summaries } = await account.client.send(new ListChangeSetsCommand({ StackName }))
  expect(Summaries?.map((set) => set.ExecutionStatus)).toEqual(['EXECUTE_COMPLETE'])
})

test('deleting leaves what is to be retained', async () => {
  await using account = await openStackTest()
  const { StackId } = await created(account, network({ policy: 'Retain' }))

  await account.client.send(new DeleteStackCommand({ StackName }))
  const stack = await settled(account, StackId ?? '')

  expect(stack.StackStatus).toBe('DELETE_COMPLETE')
  expect(idsOf(account, '')).toEqual(idsOf(account, 'vpc-'))
  expect(await eventTexts(account, StackId ?? '')).toContain('Vpc DELETE_SKIPPED')
  await expect(described(account, StackName)).rejects.toThrow(`Stack with id ${StackName} does not exist`)
})

test('what cannot be deleted fails the deletion, and may then be retained', async () => {
  await using account = await openStackTest()
  await created(account)
  const { resources } = account.world.state<Ec2State>('ec2', account)
  const vpc = idsOf(account, 'vpc-')[0] ?? ''
  resources.other = { type: 'AWS::EC2::Instance', id: 'i-1', properties: {}, tags: {}, uses: [vpc] }

  await account.client.send(new DeleteStackCommand({ StackName }))
  const stack = await settled(account, StackName)
  const again = new DeleteStackCommand({ StackName, RetainResources: ['Vpc'] })
  await account.client.send(again)

  expect(stack).toMatchObject({
    StackStatus: 'DELETE_FAILED',
    StackStatusReason: expect.stringContaining('The following resource(s) failed to delete: [Vpc].'),
  })
  expect((await settled(account, stack.StackId ?? '')).StackStatus).toBe('DELETE_COMPLETE')
})

test('a rollback that fails waits for a person, who continues it', async () => {
  await using account = await openStackTest()
  const statements = [{ Effect: 'Allow', Action: '*', Resource: '*' }]
  const client = clientFor(account.roleConfig('changing', statements))
  const test = { ...account, client }
  await created(test, network({ gateway: false }))
  const late =
    '  Late: {Type: AWS::EC2::Subnet, DependsOn: [Vpc, Gateway], Properties: {VpcId: !Ref Vpc, CidrBlock: 10.9.0.0/24}}'
  const TemplateBody = network()
    .replace('{CidrBlock: 10.0.0.0/16}', '{CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}')
    .replace('Outputs:', `${late}\nOutputs:`)
  const set = await planned(test, { StackName, TemplateBody })
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName: set.ChangeSetId, DisableRollback: false }))
  await account.advance(3)
  account.roleConfig('changing', [...statements, { Effect: 'Deny', Action: 'ec2:ModifyVpcAttribute', Resource: '*' }])

  const failed = await settled(test, StackName)
  account.roleConfig('changing', statements)
  const later = clientFor(account.roleConfig('changing', statements))
  await later.send(new ContinueUpdateRollbackCommand({ StackName }))

  expect(failed).toMatchObject({
    StackStatus: 'UPDATE_ROLLBACK_FAILED',
    StackStatusReason: 'The following resource(s) failed to update: [Vpc].',
  })
  expect((await settled(test, StackName)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE')
  const vpc = idsOf(account, 'vpc-')[0] ?? ''
  expect(account.world.state<Ec2State>('ec2', account).resources[vpc]?.properties).toEqual({ CidrBlock: '10.0.0.0/16' })
})

test('a failure that is to be left as it is can be rolled back later', async () => {
  await using account = await openStackTest()
  await created(account, network({ gateway: false }))
  const before = idsOf(account, '')
  const set = await planned(account, { StackName, TemplateBody: network({ subnet: '10.9.0.0/24' }) })
  await account.client.send(new ExecuteChangeSetCommand({ ChangeSetName: set.ChangeSetId, DisableRollback: true }))

  const failed = await settled(account, StackName)
  await account.client.send(new RollbackStackCommand({ StackName }))

  expect(failed.StackStatus).toBe('UPDATE_FAILED')
  expect((await settled(account, StackName)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE')
  expect(idsOf(account, '')).toEqual(before)
})

test('a nested stack is made and deleted with its parent, and its outputs are attributes', async () => {
  await using account = await openStackTest()
  const s3 = new S3Client({ ...account.config, forcePathStyle: true })
  await s3.send(new CreateBucketCommand({ Bucket: 'templates' }))
  await s3.send(new PutObjectCommand({ Bucket: 'templates', Key: 'network.yml', Body: network() }))
  const TemplateBody = `
Resources:
  Network: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: https://templates.s3.us-west-1.amazonaws.com/network.yml}}
Outputs: {Vpc: {Value: !GetAtt Network.Outputs.VpcId}}
`

  const stack = await created(account, TemplateBody)
  await account.client.send(new DeleteStackCommand({ StackName }))

  expect(stack.Outputs?.[0]?.OutputValue).toMatch(/^vpc-/)
  expect((await settled(account, stack.StackId ?? '')).StackStatus).toBe('DELETE_COMPLETE')
  expect(idsOf(account, '')).toEqual([])
})

test('a stack in the middle of its creation survives being saved', async () => {
  const first = await openStackTest()
  const set = await planned(first, { StackName, TemplateBody: network(), ChangeSetType: 'CREATE' })
  await first.client.send(new ExecuteChangeSetCommand({ ChangeSetName: set.ChangeSetId }))
  await first.advance(3)
  const state = first.world.save()
  await first.close()

  await using second = await openStackTest({ state })

  expect((await settled(second, StackName)).StackStatus).toBe('CREATE_COMPLETE')
  const { StackResources } = await second.client.send(new DescribeStackResourcesCommand({ StackName }))
  expect(StackResources?.map((resource) => resource.ResourceStatus)).toEqual(Array(3).fill('CREATE_COMPLETE'))
})
