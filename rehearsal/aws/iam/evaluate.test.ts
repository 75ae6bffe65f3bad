import { expect, test } from 'vitest'
import { evaluate, evaluateTrust, PolicyError } from './evaluate.ts'
import type { PolicyDocument, Statement } from './state.ts'

const service = 'arn:aws:ecs:us-west-1:111122223333:service/fargate-dev/backend'

function policy(...statements: Partial<Statement>[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements.map((one) => ({ Effect: 'Allow', Resource: '*', ...one })) }
}

function decide(identity: PolicyDocument[], more: Partial<Parameters<typeof evaluate>[0]> = {}) {
  return evaluate({ identity, action: 'ecs:UpdateService', resource: service, context: {}, ...more })
}

test.each<[string, PolicyDocument, string]>([
  ['the very action', policy({ Action: 'ecs:UpdateService' }), 'allow'],
  ['another case', policy({ Action: 'ECS:updateservice' }), 'allow'],
  ['wildcards', policy({ Action: ['s3:*', 'ecs:Update?ervice'] }), 'allow'],
  ['another action', policy({ Action: 'ecs:DescribeServices' }), 'implicit-deny'],
  ['a denial beside it', policy({ Action: '*' }, { Effect: 'Deny', Action: 'ecs:Update*' }), 'explicit-deny'],
  ['all but others', policy({ NotAction: 'iam:*' }), 'allow'],
  ['all but this', policy({ NotAction: 'ecs:*' }), 'implicit-deny'],
  ['its ARN', policy({ Action: '*', Resource: service }), 'allow'],
  [
    'an ARN with wildcards',
    policy({ Action: '*', Resource: 'arn:aws:ecs:*:111122223333:service/fargate-*/*' }),
    'allow',
  ],
  [
    'a wildcard that would have to reach over a colon',
    policy({ Action: '*', Resource: 'arn:aws:ecs:*:service/fargate-dev/backend' }),
    'implicit-deny',
  ],
  ['another account', policy({ Action: '*', Resource: service.replace('1111', '9999') }), 'implicit-deny'],
  ['all but this resource', policy({ Action: '*', NotResource: service }), 'implicit-deny'],
])('identity policy with %s', (_case, document, expected) => {
  expect(decide([document])).toBe(expected)
})

test('a call on * is not covered by a policy on ARNs', () => {
  const onArns = policy({ Action: '*', Resource: 'arn:aws:ecs:us-west-1:111122223333:*' })

  expect(decide([onArns], { resource: '*' })).toBe('implicit-deny')
})

test.each<[string, PolicyDocument, string]>([
  ['allows it too', policy({ Action: 'ecs:*' }), 'allow'],
  ['does not speak of it', policy({ Action: 's3:*' }), 'boundary-implicit-deny'],
  ['denies it', policy({ Action: '*' }, { Effect: 'Deny', Action: 'ecs:*' }), 'boundary-explicit-deny'],
])('a boundary that %s', (_case, boundary, expected) => {
  expect(decide([policy({ Action: '*' })], { boundary })).toBe(expected)
})

test.each<[string, Record<string, Record<string, unknown>>, boolean]>([
  ['StringEquals', { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-west-1'] } }, true],
  ['a key in another case', { StringEquals: { 'AWS:requestedregion': 'us-west-1' } }, true],
  ['StringEquals of an absent key', { StringEquals: { 'aws:absent': 'x' } }, false],
  ['StringEqualsIfExists of an absent key', { StringEqualsIfExists: { 'aws:absent': 'x' } }, true],
  ['StringNotEquals of an absent key', { StringNotEquals: { 'aws:absent': 'x' } }, true],
  [
    'StringNotEquals of one of several',
    { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-west-1'] } },
    false,
  ],
  ['StringEquals takes a star literally', { StringEquals: { 'aws:RequestedRegion': 'us-*' } }, false],
  ['StringLike', { StringLike: { 'aws:RequestedRegion': 'us-*' } }, true],
  ['StringEqualsIgnoreCase', { StringEqualsIgnoreCase: { 'aws:RequestedRegion': 'US-WEST-1' } }, true],
  ['ArnLike', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/deploy' } }, true],
  ['ArnNotLike', { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/deploy' } }, false],
  ['Bool', { Bool: { 'aws:SecureTransport': true } }, true],
  ['Null for an absent key', { Null: { 'aws:absent': 'true' } }, true],
  ['Null for a present key', { Null: { 'aws:RequestedRegion': true } }, false],
  ['NumericLessThanEquals', { NumericLessThanEquals: { 'test:size': '10' } }, true],
  ['DateGreaterThan', { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }, true],
  ['IpAddress', { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '127.0.0.0/8'] } }, true],
  ['NotIpAddress', { NotIpAddress: { 'aws:SourceIp': '127.0.0.1' } }, false],
  ['ForAnyValue', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['Owner'] } }, true],
  ['ForAllValues', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Owner'] } }, false],
  ['ForAllValues of an absent key', { 'ForAllValues:StringEquals': { 'aws:absent': ['x'] } }, true],
  ['ForAnyValue of an absent key', { 'ForAnyValue:StringEquals': { 'aws:absent': ['x'] } }, false],
  ['a policy variable', { StringEquals: { 'test:team': '${aws:PrincipalTag/Team}' } }, true],
  ['a variable without a value', { StringEquals: { 'test:team': '${aws:PrincipalTag/Absent}' } }, false],
  ['a variable with a default', { StringEquals: { 'test:team': "${aws:PrincipalTag/Absent, 'blue'}" } }, true],
  [
    'all of several operators',
    { StringEquals: { 'test:team': 'blue' }, Bool: { 'aws:SecureTransport': 'false' } },
    false,
  ],
])('condition: %s', (_case, Condition, allowed) => {
  const context = {
    'aws:RequestedRegion': 'us-west-1',
    'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/deploy',
    'aws:SecureTransport': 'true',
    'aws:CurrentTime': '2026-11-02T09:00:00Z',
    'aws:SourceIp': '127.0.0.1',
    'aws:TagKeys': ['Owner', 'CostCenter'],
    'aws:PrincipalTag/Team': 'blue',
    'test:team': 'blue',
    'test:size': '10',
  }

  const decision = decide([policy({ Action: '*', Condition })], { context })

  expect(decision).toBe(allowed ? 'allow' : 'implicit-deny')
})

test('a tag with a star does not widen a resource', () => {
  const document = policy({
    Action: '*',
    Resource: 'arn:aws:ecs:us-west-1:111122223333:service/${aws:PrincipalTag/Team}/*',
  })

  expect(decide([document], { context: { 'aws:PrincipalTag/Team': '*' } })).toBe('implicit-deny')
  expect(decide([document], { context: { 'aws:PrincipalTag/Team': 'fargate-dev' } })).toBe('allow')
})

test('an operator that IAM does not have is an error, not a pass', () => {
  const document = policy({ Action: '*', Condition: { StringResembles: { 'aws:RequestedRegion': 'us-west-1' } } })

  expect(() => decide([document])).toThrow(PolicyError)
})

const provider = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com'
const github = 'token.actions.githubusercontent.com'
const trust: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { [`${github}:aud`]: 'sts.amazonaws.com', [`${github}:repository_id`]: '2002' },
        StringLike: {
          [`${github}:sub`]: [
            'repo:example-org/fargate:environment:dev',
            'repo:example-org@1001/fargate@2002:environment:dev',
          ],
        },
      },
    },
  ],
}

test.each([
  ['the sub of an older repository', 'repo:example-org/fargate:environment:dev', '2002', 'allow'],
  ['the sub with ids', 'repo:example-org@1001/fargate@2002:environment:dev', '2002', 'allow'],
  ['another environment', 'repo:example-org@1001/fargate@2002:environment:prod', '2002', 'implicit-deny'],
  ['a pull request', 'repo:example-org/fargate:pull_request', '2002', 'implicit-deny'],
  ['a repository that took over the name', 'repo:example-org/fargate:environment:dev', '666', 'implicit-deny'],
])('trust policy: %s', (_case, sub, id, expected) => {
  const context = { [`${github}:sub`]: sub, [`${github}:aud`]: 'sts.amazonaws.com', [`${github}:repository_id`]: id }
  const ask = (principal: Parameters<typeof evaluateTrust>[0]['principal']) =>
    evaluateTrust({ trust, principal, action: 'sts:AssumeRoleWithWebIdentity', context })

  expect(ask({ Federated: provider })).toBe(expected)
  expect(ask({ Service: 'ecs-tasks.amazonaws.com' })).toBe('implicit-deny')
})

test.each([
  ['the account', 'arn:aws:iam::111122223333:root'],
  ['its number', '111122223333'],
  ['the role', 'arn:aws:iam::111122223333:role/deploy'],
  ['anyone', '*'],
])('trust policy that names %s', (_case, name) => {
  const document: PolicyDocument = {
    Statement: { Effect: 'Allow', Principal: { AWS: name }, Action: 'sts:AssumeRole' },
  }
  const principal = { AWS: 'arn:aws:iam::111122223333:role/deploy', account: '111122223333' }

  expect(evaluateTrust({ trust: document, principal, action: 'sts:AssumeRole', context: {} })).toBe('allow')
})
