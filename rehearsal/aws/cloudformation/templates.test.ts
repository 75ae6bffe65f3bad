/** Every template of cloudformation/ creates, takes a changed parameter, and goes away again. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DeleteStackCommand } from '@aws-sdk/client-cloudformation'
import { expect, test } from 'vitest'
import type { CloudFormationState, Stack } from './state.ts'
import { deployed, eventTexts, openStackTest, planned, type StackTest } from './testing.ts'

const folder = join(import.meta.dirname, '../../../cloudformation')
const system = 'fargate'
const environment = 'dev'
const path = (name: string) => `/${system}/${environment}/${name}`

interface Case {
  name: string
  parameters: Record<string, string>
  change: Record<string, string>
  /** Deletes what protects itself. */
  beforeDelete?: Record<string, string>
}

/** In the order of needs; each deployed with the execution role that the first one makes. */
const cases: Case[] = [
  { name: 'network', parameters: { FlowLogs: 'yes' }, change: { InterfaceEndpoints: 'yes', NatGateways: 'zonal' } },
  { name: 'security', parameters: { VpcId: path('network/vpc-id') }, change: { ContainerPort: '8080' } },
  { name: 'artifacts', parameters: { ImageRepository: 'fargate/backend' }, change: { NoncurrentDays: '30' } },
  {
    name: 'data-sql',
    parameters: {
      DataSubnetIds: path('network/data-subnet-ids'),
      DatabaseGroupId: path('security/database-group-id'),
      KeyArn: path('security/key-arn'),
      DeletionProtection: 'false',
    },
    change: { BackupRetentionDays: '14' },
  },
  {
    name: 'ingress',
    parameters: {
      VpcId: path('network/vpc-id'),
      PublicSubnetIds: path('network/public-subnet-ids'),
      LoadBalancerGroupId: path('security/alb-group-id'),
    },
    change: { HealthCheckIntervalSeconds: '15' },
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
    change: { OriginReadTimeoutSeconds: '30' },
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

test('every template creates, updates and deletes under the execution role that bootstrap-oidc makes', async () => {
  await using account = await openStackTest()
  const role = await deployed(account, { ...input('bootstrap-oidc', bootstrap), ChangeSetType: 'CREATE' })
  expect(role.StackStatus).toBe('CREATE_COMPLETE')

  for (const { name, parameters } of cases) {
    const stack = await deployed(account, { ...input(name, parameters), ChangeSetType: 'CREATE', RoleARN: roleArn })
    expect(`${name} ${stack.StackStatus} ${await failures(account, name)}`).toBe(`${name} CREATE_COMPLETE `)
    const again = await planned(account, { ...input(name, parameters), RoleARN: roleArn })
    expect(`${name} ${again.StatusReason}`).toMatch(/didn't contain changes/)
  }
  for (const { name, parameters, change } of cases) {
    const stack = await deployed(account, { ...input(name, { ...parameters, ...change }), RoleARN: roleArn })
    expect(`${name} ${stack.StackStatus} ${await failures(account, name)}`).toBe(`${name} UPDATE_COMPLETE `)
  }
  for (const { name } of cases.toReversed()) {
    expect(`${name} ${await deleted(account, name)} ${await failures(account, name)}`).toBe(`${name} DELETE_COMPLETE `)
  }
  expect(await deleted(account, 'bootstrap-oidc')).toBe('DELETE_COMPLETE')
}, 60_000)

async function failures(account: StackTest, name: string): Promise<string> {
  return (await eventTexts(account, latest(account, name)?.id ?? ''))
    .filter((text) => text.includes('FAILED'))
    .join('\n')
}

function latest(account: StackTest, name: string): Stack | undefined {
  const { stacks } = account.world.state<CloudFormationState>('cloudformation', account)
  return Object.values(stacks).findLast((stack) => stack.name === `${system}-${environment}-${name}`)
}
