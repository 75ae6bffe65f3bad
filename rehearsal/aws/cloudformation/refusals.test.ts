import {
  CancelUpdateStackCommand,
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeEventsCommand,
  DescribeStackResourceDriftsCommand,
  DetectStackDriftCommand,
  ExecuteChangeSetCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation'
import { expect, test } from 'vitest'
import type { Ec2State } from '../ec2/state.ts'
import {
  clientFor,
  created,
  described,
  eventTexts,
  idsOf,
  network,
  openStackTest,
  planned,
  StackName,
  settled,
} from './testing.ts'

test('a busy stack refuses, a cancelled update goes back', async () => {
  await using account = await openStackTest()
  await created(account)
  const TemplateBody = network({ cidr: '10.1.0.0/16', subnet: '10.1.0.0/24' })
  const set = await planned(account, { StackName, TemplateBody })
  const other = await planned(account, { StackName, TemplateBody })
  await account.client.send(new ExecuteChangeSetCommand({ ChangeSetName: set.ChangeSetId, DisableRollback: false }))

  await expect(planned(account, { StackName, TemplateBody })).rejects.toThrow(
    /is in UPDATE_IN_PROGRESS state and can not be updated/,
  )
  await expect(
    account.client.send(new ExecuteChangeSetCommand({ ChangeSetName: other.ChangeSetId })),
  ).rejects.toMatchObject({ name: 'ChangeSetNotFoundException' })
  await account.advance(2)
  await account.client.send(new CancelUpdateStackCommand({ StackName }))

  expect((await settled(account, StackName)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE')
  expect(idsOf(account, 'vpc-')).toHaveLength(1)
})

test('protection, missing capabilities, an unknown type and a template too large are refused at once', async () => {
  await using account = await openStackTest()
  await created(account)
  await account.client.send(new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: true }))
  const role = '{Resources: {R: {Type: AWS::IAM::Role, Properties: {RoleName: r, AssumeRolePolicyDocument: {}}}}}'
  const create = (TemplateBody: string, Capabilities: [] | ['CAPABILITY_IAM']) =>
    account.client.send(
      new CreateChangeSetCommand({
        StackName: 'x',
        ChangeSetName: 'c',
        ChangeSetType: 'CREATE',
        TemplateBody,
        Capabilities,
      }),
    )

  await expect(account.client.send(new DeleteStackCommand({ StackName }))).rejects.toThrow(
    /TerminationProtection is enabled/,
  )
  await expect(create(role, ['CAPABILITY_IAM'])).rejects.toMatchObject({
    name: 'InsufficientCapabilitiesException',
    message: 'Requires capabilities : [CAPABILITY_NAMED_IAM]',
  })
  await expect(create('Resources: {A: {Type: AWS::Nope::Thing}}', [])).rejects.toThrow(
    'Unrecognized resource types: [AWS::Nope::Thing]',
  )
  await expect(create(`${network()}#${'x'.repeat(51_200)}`, [])).rejects.toThrow(/less than or equal to 51200/)
  await expect(described(account, 'x')).rejects.toThrow(/does not exist/)
})

test('a property that the type does not have fails the change set and is named', async () => {
  await using account = await openStackTest()
  const TemplateBody = 'Resources: {Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlok: 10.0.0.0/16}}}'

  const set = await planned(account, { StackName, TemplateBody, ChangeSetType: 'CREATE' })
  const { OperationEvents } = await account.client.send(
    new DescribeEventsCommand({ ChangeSetName: set.ChangeSetId, Filters: { FailedEvents: true } }),
  )

  expect(set).toMatchObject({
    Status: 'FAILED',
    StatusReason: expect.stringContaining('EarlyValidation::PropertyValidation'),
  })
  expect(OperationEvents).toMatchObject([
    { EventType: 'VALIDATION_ERROR', LogicalResourceId: 'Vpc', ValidationPath: '/Resources/Vpc/Properties/CidrBlok' },
  ])
})

test('without the permission the resource fails, and names the action', async () => {
  await using account = await openStackTest()
  const client = clientFor(
    account.roleConfig('narrow', [
      { Effect: 'Allow', Action: ['cloudformation:*', 'ec2:*Vpc', 'ec2:CreateTags'], Resource: '*' },
    ]),
  )

  await created({ ...account, client })

  const events = await eventTexts(account, StackName)
  expect(events).toContainEqual(
    expect.stringMatching(
      /^Gateway CREATE_FAILED .*not authorized to perform: ec2:CreateInternetGateway.*HandlerErrorCode: AccessDenied/,
    ),
  )
})

test('a resource that somebody changed has drifted', async () => {
  await using account = await openStackTest()
  await created(account)
  const vpc = idsOf(account, 'vpc-')[0] ?? ''
  const live = account.world.state<Ec2State>('ec2', account).resources[vpc]
  if (live) live.properties = { CidrBlock: '10.7.0.0/16' }

  await account.client.send(new DetectStackDriftCommand({ StackName }))
  await account.advance(10)
  const StackResourceDriftStatusFilters: ['MODIFIED'] = ['MODIFIED']
  const drifts = await account.client.send(
    new DescribeStackResourceDriftsCommand({ StackName, StackResourceDriftStatusFilters }),
  )

  expect((await described(account, StackName)).DriftInformation?.StackDriftStatus).toBe('DRIFTED')
  expect(drifts.StackResourceDrifts).toMatchObject([
    {
      LogicalResourceId: 'Vpc',
      PropertyDifferences: [{ PropertyPath: '/CidrBlock', ExpectedValue: '10.0.0.0/16', ActualValue: '10.7.0.0/16' }],
    },
  ])
})
