/** Every template of cloudformation/ creates, takes a changed parameter, and goes away again. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DeleteStackCommand, ExecuteChangeSetCommand } from '@aws-sdk/client-cloudformation'
import { expect, test } from 'vitest'
import type { Ec2State } from '../ec2/state.ts'
import { makeAccessKey } from '../kernel/credentials.ts'
import type { CloudFormationState, Stack } from './state.ts'
import { clientFor, deployed, eventTexts, openStackTest, planned, type StackTest } from './testing.ts'

const folder = join(import.meta.dirname, '../../../cloudformation')
const system = 'fargate'
const environment = 'dev'
const path = (name: string) => `/${system}/${environment}/${name}`

interface Case {
  name: string
  parameters: Record<string, string>
  change: Record<string, string>
}

/** In the order of needs. The changes also take the other branch of the larger conditions. */
const cases: Case[] = [
  { name: 'network', parameters: { FlowLogs: 'yes' }, change: { InterfaceEndpoints: 'yes', NatGateways: 'zonal' } },
  { name: 'security', parameters: { VpcId: path('network/vpc-id') }, change: { ContainerPort: '8080' } },
  { name: 'artifacts', parameters: { ImageRepository: 'backend' }, change: { NoncurrentDays: '30' } },
  {
    name: 'data-sql',
    parameters: {
      DataSubnetIds: path('network/data-subnet-ids'),
      DatabaseGroupId: path('security/database-group-id'),
      KeyArn: path('security/key-arn'),
      DeletionProtection: 'false',
    },
    change: { Engine: 'aurora-postgresql', ParameterGroupFamily: 'aurora-postgresql17', Reader: 'yes' },
  },
  {
    name: 'ingress',
    parameters: {
      VpcId: path('network/vpc-id'),
      PublicSubnetIds: path('network/public-subnet-ids'),
      LoadBalancerGroupId: path('security/alb-group-id'),
    },
    change: { CertificateArn: 'arn:aws:acm:us-west-1:111122223333:certificate/1', HealthCheckIntervalSeconds: '15' },
  },
  {
    name: 'observability',
    parameters: {
      LoadBalancerName: path('ingress/load-balancer-name'),
      TargetGroupName: path('ingress/target-group-name'),
      AlarmEmail: 'team@example.com',
    },
    change: { RollbackErrorsPerMinute: '10' },
  },
  {
    name: 'compute-ecs',
    parameters: {
      ApplicationSubnetIds: path('network/application-subnet-ids'),
      ApplicationGroupId: path('security/application-group-id'),
      TargetGroupArn: path('ingress/target-group-arn'),
      KeyArn: path('security/key-arn'),
      RollbackAlarm: path('observability/rollback-alarm'),
      DatabaseEndpoint: path('data/endpoint'),
      DatabasePort: path('data/port'),
      DatabaseName: path('data/database'),
      DatabaseSecretArn: path('data/secret-arn'),
      InitialImage: `public.ecr.aws/nginx/nginx@sha256:${'0123456789abcdef'.repeat(4)}`,
    },
    change: { MaxCount: '4', LogRetentionDays: '90' },
  },
  {
    name: 'edge',
    parameters: { LoadBalancerDns: path('ingress/load-balancer-dns'), WebBucket: 'yes' },
    change: { DomainName: 'www.example.com', CertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1' },
  },
]

function input(name: string, parameters: Record<string, string>) {
  const common = { System: system, Environment: environment, ...parameters }
  return {
    StackName: `${system}-${environment}-${name}`,
    TemplateBody: readFileSync(join(folder, `${name}.yml`), 'utf8'),
    Parameters: Object.entries(common).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    Tags: [
      { Key: 'Environment', Value: environment },
      { Key: 'Application', Value: system },
    ],
  }
}

const bootstrap = {
  GitHubOwner: 'example-org',
  GitHubOwnerId: '1001',
  GitHubRepository: 'fargate',
  GitHubRepositoryId: '2002',
}

async function deleted(account: StackTest, name: string): Promise<string | undefined> {
  const StackName = `${system}-${environment}-${name}`
  const RoleARN = name === 'bootstrap-oidc' ? undefined : roleArn
  await account.client.send(new DeleteStackCommand({ StackName, RoleARN }))
  await account.advance(3600)
  return latest(account, name)?.status
}

const roleArn = `arn:aws:iam::111122223333:role/${system}-${environment}-cloudformation`

/** A session of one of the roles for the whole test, as GitHub's token would give it for an hour. */
function actingAs(administrator: StackTest, role: 'plan' | 'deploy'): StackTest {
  const { world, account, region, url: endpoint } = administrator
  const key = makeAccessKey(world, `session of ${role}`, 'ASIA')
  const name = `${system}-${environment}-${role}`
  key.expiresAt = world.now() + 30 * 86_400_000
  key.caller = {
    account,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/test`,
    roleArn: `arn:aws:iam::${account}:role/${name}`,
    environment,
  }
  world.saved.keys[key.accessKeyId] = key
  const { accessKeyId, secretAccessKey, sessionToken = '' } = key
  return {
    ...administrator,
    client: clientFor({ endpoint, region, credentials: { accessKeyId, secretAccessKey, sessionToken } }),
  }
}

test('every template creates, updates and deletes with the roles that bootstrap-oidc makes', async () => {
  await using administrator = await openStackTest()
  const role = await deployed(administrator, { ...input('bootstrap-oidc', bootstrap), ChangeSetType: 'CREATE' })
  expect(role.StackStatus).toBe('CREATE_COMPLETE')
  const account = actingAs(administrator, 'deploy')
  const planner = actingAs(administrator, 'plan')

  for (const { name, parameters } of cases) {
    const stack = await deployed(account, { ...input(name, parameters), ChangeSetType: 'CREATE', RoleARN: roleArn })
    expect(`${name} ${stack.StackStatus} ${await failures(account, name)}`).toBe(`${name} CREATE_COMPLETE `)
    const again = await planned(planner, { ...input(name, parameters), RoleARN: roleArn })
    expect(`${name} ${again.StatusReason}`).toMatch(/didn't contain changes/)
  }
  for (const { name, parameters, change } of cases) {
    const stack = await deployed(account, { ...input(name, { ...parameters, ...change }), RoleARN: roleArn })
    expect(`${name} ${stack.StackStatus} ${await failures(account, name)}`).toBe(`${name} UPDATE_COMPLETE `)
  }
  const set = await planned(planner, { ...input('network', {}), RoleARN: roleArn })
  const execute = new ExecuteChangeSetCommand({ ChangeSetName: set.ChangeSetId })
  await expect(planner.client.send(execute)).rejects.toThrow(
    /not authorized to perform: cloudformation:ExecuteChangeSet/,
  )
  for (const { name } of cases.toReversed()) {
    expect(`${name} ${await deleted(account, name)} ${await failures(account, name)}`).toBe(`${name} DELETE_COMPLETE `)
  }
  expect(await deleted(administrator, 'bootstrap-oidc')).toBe('DELETE_COMPLETE')
}, 60_000)

test('a network over three zones needs a Region that has them', async () => {
  await using account = await openStackTest()
  const elsewhere = { ...account, client: clientFor({ ...account.config, region: 'us-west-2' }) }
  const wanted = {
    ...input('network', { AvailabilityZoneCount: '3', NatGateways: 'zonal', PermissionsBoundary: 'none' }),
  }

  const refused = await planned(account, { ...wanted, ChangeSetType: 'CREATE' })
  const stack = await deployed(elsewhere, { ...wanted, ChangeSetType: 'CREATE' })

  expect(refused.StatusReason).toBe('Template error: Fn::Select cannot select nonexistent value at index 2')
  expect(stack.StackStatus).toBe('CREATE_COMPLETE')
  const types = account.world.state<Ec2State>('ec2', { ...account, region: 'us-west-2' })
  expect(Object.values(types.resources).filter((resource) => resource.type === 'AWS::EC2::NatGateway')).toHaveLength(3)
})

async function failures(account: StackTest, name: string): Promise<string> {
  return (await eventTexts(account, latest(account, name)?.id ?? ''))
    .filter((text) => text.includes('FAILED'))
    .join('\n')
}

function latest(account: StackTest, name: string): Stack | undefined {
  const { stacks } = account.world.state<CloudFormationState>('cloudformation', account)
  return Object.values(stacks).findLast((stack) => stack.name === `${system}-${environment}-${name}`)
}
