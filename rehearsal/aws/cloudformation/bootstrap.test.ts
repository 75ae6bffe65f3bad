/** Whom the roles of bootstrap-oidc trust, evaluated on the policies that the template makes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { evaluateTrust } from '../iam/evaluate.ts'
import type { IamState, Role } from '../iam/state.ts'
import { deployed, openStackTest } from './testing.ts'

const parameters = {
  System: 'fargate',
  Environment: 'prod',
  GitHubOwner: 'example-org',
  GitHubOwnerId: '1001',
  GitHubRepository: 'fargate',
  GitHubRepositoryId: '2002',
}

async function rolesWith(more: Record<string, string> = {}): Promise<Record<string, Role>> {
  await using account = await openStackTest()
  const all = Object.entries({ ...parameters, ...more })
  const stack = await deployed(account, {
    StackName: 'fargate-prod-bootstrap-oidc',
    ChangeSetType: 'CREATE',
    TemplateBody: readFileSync(join(import.meta.dirname, '../../../cloudformation/bootstrap-oidc.yml'), 'utf8'),
    Parameters: all.map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
  })
  expect(stack.StackStatus).toBe('CREATE_COMPLETE')
  return account.world.state<IamState>('iam', account).roles
}

const plain = await rolesWith()
const bound = await rolesWith({
  JobWorkflowRef: 'example-org/fairway/.github/workflows/deploy-environment.yml@refs/tags/v1*',
})

const provider = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com'

function decide(roles: Record<string, Role>, role: string, claims: Record<string, string>): string {
  const entries = Object.entries(claims).map(([name, value]) => [`token.actions.githubusercontent.com:${name}`, value])
  const trust = roles[`fargate-prod-${role}`]?.trust ?? { Statement: [] }
  const action = 'sts:AssumeRoleWithWebIdentity'
  return evaluateTrust({ trust, principal: { Federated: provider }, action, context: Object.fromEntries(entries) })
}

const old = 'repo:example-org/fargate:'
const numbered = 'repo:example-org@1001/fargate@2002:'
const right = { aud: 'sts.amazonaws.com', repository_id: '2002' }

test.each<[role: 'plan' | 'deploy', what: string, claims: Record<string, string>, decision: 'allow' | 'implicit-deny']>(
  [
    ['deploy', 'its environment, old form', { ...right, sub: `${old}environment:prod` }, 'allow'],
    ['deploy', 'its environment, form with numbers', { ...right, sub: `${numbered}environment:prod` }, 'allow'],
    ['deploy', 'another environment', { ...right, sub: `${old}environment:dev` }, 'implicit-deny'],
    [
      'deploy',
      'an environment whose name begins alike',
      { ...right, sub: `${old}environment:production` },
      'implicit-deny',
    ],
    ['deploy', 'the main branch without environment', { ...right, sub: `${old}ref:refs/heads/main` }, 'implicit-deny'],
    ['deploy', 'a pull request', { ...right, sub: `${numbered}pull_request` }, 'implicit-deny'],
    ['deploy', 'a tag', { ...right, sub: `${old}ref:refs/tags/v1` }, 'implicit-deny'],
    ['deploy', 'a fork', { ...right, sub: 'repo:someone/fargate:environment:prod' }, 'implicit-deny'],
    [
      'deploy',
      'a fork that says our name',
      { ...right, repository_id: '9', sub: `${old}environment:prod` },
      'implicit-deny',
    ],
    [
      'deploy',
      'another owner number',
      { ...right, sub: 'repo:example-org@9/fargate@2002:environment:prod' },
      'implicit-deny',
    ],
    ['deploy', 'a token without repository_id', { aud: right.aud, sub: `${old}environment:prod` }, 'implicit-deny'],
    [
      'deploy',
      'another audience',
      { ...right, aud: 'https://github.com/example-org', sub: `${old}environment:prod` },
      'implicit-deny',
    ],
    [
      'deploy',
      'a renamed repository',
      { ...right, sub: 'repo:example-org@1001/renamed@2002:environment:prod' },
      'implicit-deny',
    ],
    ['plan', 'a pull request, old form', { ...right, sub: `${old}pull_request` }, 'allow'],
    ['plan', 'a pull request, form with numbers', { ...right, sub: `${numbered}pull_request` }, 'allow'],
    ['plan', 'the main branch', { ...right, sub: `${old}ref:refs/heads/main` }, 'allow'],
    ['plan', 'its environment', { ...right, sub: `${numbered}environment:prod` }, 'allow'],
    ['plan', 'another branch', { ...right, sub: `${old}ref:refs/heads/topic` }, 'implicit-deny'],
    ['plan', 'another environment', { ...right, sub: `${old}environment:dev` }, 'implicit-deny'],
    ['plan', 'a fork', { ...right, repository_id: '9', sub: 'repo:someone/fargate:pull_request' }, 'implicit-deny'],
  ],
)('%s for %s', (role, _what, claims, decision) => {
  expect(decide(plain, role, claims)).toBe(decision)
})

test.each<[ref: string, decision: string]>([
  ['example-org/fairway/.github/workflows/deploy-environment.yml@refs/tags/v1.2.0', 'allow'],
  ['example-org/fargate/.github/workflows/mine.yml@refs/heads/main', 'implicit-deny'],
])('where one workflow alone may deploy, %s', (job_workflow_ref, decision) => {
  expect(decide(bound, 'deploy', { ...right, sub: `${old}environment:prod`, job_workflow_ref })).toBe(decision)
})

test('nobody else than CloudFormation may use the execution role', () => {
  const trust = plain['fargate-prod-cloudformation']?.trust ?? { Statement: [] }
  const ask = (Service: string) =>
    evaluateTrust({ trust, principal: { Service }, action: 'sts:AssumeRole', context: {} })

  expect(ask('cloudformation.amazonaws.com')).toBe('allow')
  expect(ask('lambda.amazonaws.com')).toBe('implicit-deny')
  expect(decide(plain, 'cloudformation', { ...right, sub: `${old}environment:prod` })).toBe('implicit-deny')
})

/** "IAM and AWS STS quotas": all inline policies of a role together; white space does not count. */
test('the inline policies of each role stay within IAM’s 10,240 characters', () => {
  const sizes = Object.values(plain).map((role) => [role.name, JSON.stringify(Object.values(role.inline)).length])

  for (const [name, size] of sizes) expect(`${name} ${Number(size) <= 10_240 ? 'fits' : size}`).toBe(`${name} fits`)
})
