import {
  CreateStackCommand,
  DescribeStackResourceCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateStackCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation'
import { expect, test } from 'vitest'
import { created, idsOf, network, openStackTest, StackName, settled } from './testing.ts'

test('what a stack is made of can be read back', async () => {
  await using account = await openStackTest()
  const TemplateBody = `Description: A network\nParameters: {Size: {Type: Number, Default: 2}}\n${network()}`
  const { StackId } = await created(account, TemplateBody)
  const { client } = account

  const template = await client.send(new GetTemplateCommand({ StackName, TemplateStage: 'Original' }))
  const summary = await client.send(new GetTemplateSummaryCommand({ StackName }))
  const valid = await client.send(new ValidateTemplateCommand({ TemplateBody }))
  const stacks = await client.send(new ListStacksCommand({ StackStatusFilter: ['CREATE_COMPLETE'] }))
  const resource = await client.send(new DescribeStackResourceCommand({ StackName, LogicalResourceId: 'Vpc' }))
  const resources = await client.send(new ListStackResourcesCommand({ StackName }))

  expect(template.TemplateBody).toBe(TemplateBody)
  expect(summary).toMatchObject({ Description: 'A network', ResourceTypes: expect.arrayContaining(['AWS::EC2::VPC']) })
  expect(valid.Parameters).toMatchObject([{ ParameterKey: 'Size', DefaultValue: '2', NoEcho: false }])
  expect(stacks.StackSummaries).toMatchObject([{ StackId, TemplateDescription: 'A network' }])
  expect(resource.StackResourceDetail).toMatchObject({
    ResourceType: 'AWS::EC2::VPC',
    ResourceStatus: 'CREATE_COMPLETE',
  })
  expect(resources.StackResourceSummaries).toHaveLength(3)
})

test('stacks can be made and changed without change sets', async () => {
  await using account = await openStackTest()
  const { client } = account

  await client.send(new CreateStackCommand({ StackName, TemplateBody: network(), ClientRequestToken: 'once' }))
  const again = client.send(new CreateStackCommand({ StackName, TemplateBody: network() }))
  await expect(again).rejects.toMatchObject({ name: 'AlreadyExistsException' })
  const first = await settled(account, StackName)
  const same = client.send(new UpdateStackCommand({ StackName, TemplateBody: network() }))
  await expect(same).rejects.toThrow('No updates are to be performed.')
  await client.send(new UpdateStackCommand({ StackName, TemplateBody: network({ gateway: false }) }))

  expect(first.StackStatus).toBe('CREATE_COMPLETE')
  expect((await settled(account, StackName)).StackStatus).toBe('UPDATE_COMPLETE')
  expect(idsOf(account, 'igw-')).toEqual([])
})
