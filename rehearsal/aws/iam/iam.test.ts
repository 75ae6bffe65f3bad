import { expect, test } from 'vitest'
import { createResource, handlerContext, openTestAccount } from '../kernel/testing.ts'
import type { IamState } from './state.ts'

const trust = {
  Statement: { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
}
const boundary = 'arn:aws:iam::111122223333:policy/boundary'

function role(more: object = {}) {
  return { RoleName: 'fargate-dev-task', AssumeRolePolicyDocument: trust, ...more }
}

test.each([
  ['without its boundary', {}, 'AccessDeniedException'],
  ['within its boundary', { PermissionsBoundary: boundary }, undefined],
])('a stack makes a role %s', async (_case, more, code) => {
  await using account = await openTestAccount({ rooms: [] })
  const statement = { Effect: 'Allow', Action: '*', Resource: '*' }
  const PolicyDocument = { Statement: [statement] }
  await createResource(account, 'AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'boundary', PolicyDocument })
  const Condition = { StringEquals: { 'iam:PermissionsBoundary': boundary } }
  account.roleConfig('cloudformation', [{ ...statement, Action: 'iam:*', Condition }])
  const roleArn = 'arn:aws:iam::111122223333:role/cloudformation'
  const caller = { account: account.account, arn: 'arn:aws:sts::111122223333:assumed-role/cloudformation/x', roleArn }

  const made = createResource(account, 'AWS::IAM::Role', role(more), { caller })

  if (code === undefined) await expect(made).resolves.toMatchObject({ physicalId: 'fargate-dev-task' })
  else await expect(made).rejects.toMatchObject({ code })
})

test.each([
  [
    'an AWS policy that is not known here',
    { ManagedPolicyArns: ['arn:aws:iam::aws:policy/NoSuchAccess'] },
    'NoSuchEntity',
  ],
  [
    'a trust policy without principal',
    { AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Action: '*' } } },
    'MalformedPolicyDocument',
  ],
  [
    'an unknown operator',
    { Policies: [inline({ Condition: { StringResembles: { a: 'b' } } })] },
    'MalformedPolicyDocument',
  ],
  ['policies over 10,240 characters', { Policies: [inline({ Sid: 'x'.repeat(10_240) })] }, 'LimitExceeded'],
])('a role with %s is refused', async (_case, more, code) => {
  await using account = await openTestAccount({ rooms: [] })

  await expect(createResource(account, 'AWS::IAM::Role', role(more))).rejects.toMatchObject({ code })
})

function inline(more: object) {
  return {
    PolicyName: 'p',
    PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*', ...more }] },
  }
}

test('an update of a role keeps what other resources attached to it', async () => {
  await using account = await openTestAccount({ rooms: [] })
  const before = role({ Policies: [inline({})] })
  const { physicalId } = await createResource(account, 'AWS::IAM::Role', before)
  await createResource(account, 'AWS::IAM::Policy', { ...inline({}), PolicyName: 'foreign', Roles: [physicalId] })

  await account.world.handler('AWS::IAM::Role')?.update(physicalId, role(), before, handlerContext(account))

  const { roles } = account.world.state<IamState>('iam', account)
  expect(Object.keys(roles[physicalId]?.inline ?? {})).toEqual(['foreign'])
})
