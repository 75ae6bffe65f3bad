import { getOctokit } from '@actions/github'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { VirtualClock } from '../clock/virtual-clock.ts'
import { person } from './credentials.ts'
import type { TokenSubject } from './oidc.ts'
import { subjectOf } from './oidc.ts'
import type { Permissions } from './permissions.ts'
import { type RunningGitHub, startGitHub } from './server.ts'
import type { JobRecord, RunRecord } from './state.ts'

const repository = { owner: 'example-org', name: 'fargate', ownerId: 1001, id: 2002, createdAt: '2026-08-01T00:00:00Z' }
const sha = 'a'.repeat(40)
const place = { owner: repository.owner, repo: repository.name }
let clock: VirtualClock
let github: RunningGitHub

beforeEach(async () => {
  clock = new VirtualClock(Date.parse('2026-11-20T12:00:00Z'))
  github = await startGitHub({
    clock,
    repository,
    environments: [{ name: 'prod', reviewers: 2, waitMinutes: 10, branches: ['main'] }, { name: 'dev' }],
    seed: 1,
    variables: { COLOR: 'blue' },
  })
  github.commits.remember({
    sha,
    ref: 'refs/heads/main',
    message: 'first',
    author: person('developer'),
    at: clock.now(),
  })
})
afterEach(() => github.close())

const run: RunRecord = {
  id: 9,
  number: 1,
  attempt: 1,
  name: 'Deploy',
  title: 'first',
  path: '.github/workflows/deploy.yml',
  workflowId: 5,
  event: 'push',
  ref: 'refs/heads/main',
  sha,
  actor: person('developer'),
  status: 'in_progress',
  conclusion: null,
  createdAt: 0,
  startedAt: 0,
  updatedAt: 0,
}
const job: JobRecord = {
  id: 70,
  runId: 9,
  attempt: 1,
  name: 'deploy',
  status: 'in_progress',
  conclusion: null,
  createdAt: 0,
  startedAt: 0,
  completedAt: null,
  labels: [],
  steps: [],
}
const subject: TokenSubject = {
  ref: 'refs/heads/main',
  sha,
  actor: person('developer'),
  workflow: 'Deploy',
  workflowRef: 'w',
  workflowSha: sha,
  jobWorkflowRef: 'j',
  jobWorkflowSha: sha,
  runId: 9,
  runNumber: 1,
  runAttempt: 1,
  eventName: 'push',
  headRef: '',
  baseRef: '',
}

function octokit(permissions: Permissions) {
  return getOctokit(github.credentialsFor(job, permissions, subject).token, { baseUrl: github.url }).rest
}

describe('deployments', () => {
  async function deploy(environment: string, more: object = {}) {
    const { data } = await octokit({ deployments: 'write' }).repos.createDeployment({
      ...place,
      ref: sha,
      environment,
      auto_merge: false,
      required_contexts: [],
      payload: { release: 'r1' },
      ...more,
    })
    if (!('id' in data)) throw new Error(data.message)
    return data
  }

  test('are listed newest first, filtered, with their payload', async () => {
    await deploy('dev')
    await deploy('prod', { task: 'rollback', payload: '{"text":true}' })
    const last = await deploy('dev', { payload: { release: 'r2' } })
    const rest = octokit({ deployments: 'read' })

    const dev = await rest.repos.listDeployments({ ...place, environment: 'dev' })
    const rollbacks = await rest.repos.listDeployments({ ...place, task: 'rollback' })

    expect(dev.data.map(({ id, payload }) => [id, payload])).toEqual([
      [last.id, { release: 'r2' }],
      [last.id - 2, { release: 'r1' }],
    ])
    expect(rollbacks.data.map(({ payload }) => payload)).toEqual(['{"text":true}'])
  })

  test('a success makes earlier successes of the environment inactive, unless production', async () => {
    const rest = octokit({ deployments: 'write' }).repos
    const [first, second] = [await deploy('dev'), await deploy('dev')]
    const [prodFirst, prodSecond] = [
      await deploy('prod', { production_environment: true }),
      await deploy('prod', { production_environment: true }),
    ]

    for (const { id } of [first, second, prodFirst, prodSecond]) {
      await rest.createDeploymentStatus({
        ...place,
        deployment_id: id,
        state: 'success',
        log_url: 'http://log',
        description: 'done',
      })
    }

    const states = await Promise.all(
      [first, second, prodFirst].map(async ({ id }) =>
        (await rest.listDeploymentStatuses({ ...place, deployment_id: id })).data.map(({ state }) => state),
      ),
    )
    expect(states).toEqual([['inactive', 'success'], ['success'], ['success']])
  })

  test.each([
    ['a description over 140 characters', { description: 'x'.repeat(141) }, 'Validation Failed'],
    ['an unknown ref', { ref: 'nowhere' }, 'No ref found for: nowhere'],
    ['a merge', { auto_merge: true }, 'the simulated GitHub does not merge: send auto_merge: false'],
  ])('%s is refused', async (_, more, message) => {
    await expect(deploy('dev', more)).rejects.toThrow(message)
  })
})

describe('tokens', () => {
  test('a call without the permission is 403, after the job 401', async () => {
    const rest = octokit({ deployments: 'read' })
    const request = { ...place, ref: sha, auto_merge: false, required_contexts: [] }

    await expect(rest.repos.createDeployment(request)).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration'),
    })
    await expect(rest.actions.listRepoVariables(place)).rejects.toMatchObject({ status: 403 })
    github.credentials.revokeJob(job.id)
    await expect(rest.repos.listDeployments(place)).rejects.toMatchObject({ status: 401 })
  })

  test('an unknown route names itself', async () => {
    const rest = octokit({ contents: 'write' })

    await expect(rest.repos.listReleases(place)).rejects.toMatchObject({
      status: 501,
      message: expect.stringContaining('the simulated GitHub does not know GET /repos/example-org/fargate/releases'),
    })
  })

  test.each([
    ['2026-08-01T00:00:00Z', { environment: 'prod' }, 'repo:example-org@1001/fargate@2002:environment:prod'],
    ['2026-07-01T00:00:00Z', { environment: 'eu:prod' }, 'repo:example-org/fargate:environment:eu%3Aprod'],
    ['2026-07-01T00:00:00Z', {}, 'repo:example-org/fargate:ref:refs/heads/main'],
    ['2026-08-01T00:00:00Z', { eventName: 'pull_request' }, 'repo:example-org@1001/fargate@2002:pull_request'],
  ])('the subject of a repository made %s for %j', (createdAt, more, expected) => {
    expect(subjectOf({ ...repository, createdAt }, { ...subject, ...more })).toBe(expected)
  })

  test('an identity token needs id-token: write and the bearer of its job', async () => {
    const { oidc } = github.credentialsFor(job, { 'id-token': 'write' }, subject)

    const good = await fetch(oidc?.url ?? '', { headers: { authorization: `Bearer ${oidc?.token}` } })
    const bad = await fetch(oidc?.url ?? '', { headers: { authorization: 'Bearer other' } })

    const [, payload = ''] = ((await good.json()) as { value: string }).value.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
    expect(claims).toMatchObject({
      aud: 'https://github.com/example-org',
      iat: clock.now() / 1000,
      exp: clock.now() / 1000 + 300,
    })
    expect(bad.status).toBe(401)
    expect(github.credentialsFor(job, { contents: 'write' }, subject).oidc).toBeUndefined()
  })
})

test('comments: pages, the limit of a body, update in place', async () => {
  const { number } = github.openPullRequest({
    title: 'change',
    author: 'developer',
    head: { ref: 'change', sha: 'b'.repeat(40) },
    base: { ref: 'main', sha },
  })
  const client = getOctokit(github.credentialsFor(job, { 'pull-requests': 'write' }, subject).token, {
    baseUrl: github.url,
  })
  const issue = { ...place, issue_number: number }
  for (let count = 0; count < 120; count++)
    await client.rest.issues.createComment({ ...issue, body: `comment ${count}` })

  const all = await client.paginate(client.rest.issues.listComments, { ...issue, per_page: 50 })
  await client.rest.issues.updateComment({ ...place, comment_id: all[119]?.id ?? 0, body: 'sticky' })
  const tooLong = client.rest.issues.createComment({ ...issue, body: 'x'.repeat(65_537) })

  await expect(tooLong).rejects.toMatchObject({ status: 422 })
  expect(all).toHaveLength(120)
  expect(github.state.comments.at(-1)).toMatchObject({ body: 'sticky', author: { login: 'github-actions[bot]' } })
  const opened = await client.rest.pulls.get({ ...place, pull_number: number })
  expect(opened.data.head.sha).toBe('b'.repeat(40))
  const drift = github.openIssue({ title: 'drift', author: person('developer') })
  await expect(
    client.rest.issues.createComment({ ...place, issue_number: drift.number, body: 'x' }),
  ).rejects.toMatchObject({ status: 403 })
})

test('environments with their protection rules; runs, waiting and cancelled', async () => {
  github.state.runs.push(run, { ...run, id: 10, status: 'waiting' })
  const rest = octokit({ actions: 'write' })
  const cancelled: string[] = []
  github.attachRunner(10, { cancel: (by) => cancelled.push(by.login) })
  github.gates.open({ runId: 10, jobId: 71, environment: 'prod' })

  const { data: environments } = await rest.repos.getAllEnvironments(place)
  const waiting = await rest.actions.listWorkflowRunsForRepo({ ...place, status: 'waiting', branch: 'main' })
  const pending = await rest.actions.getPendingDeploymentsForRun({ ...place, run_id: 10 })
  await rest.actions.cancelWorkflowRun({ ...place, run_id: 10 })

  expect(
    environments.environments?.map(({ name, protection_rules }) => [name, protection_rules?.map(({ type }) => type)]),
  ).toEqual([
    ['prod', ['wait_timer', 'required_reviewers', 'branch_policy']],
    ['dev', []],
  ])
  expect(waiting.data.workflow_runs.map(({ id }) => id)).toEqual([10])
  expect(pending.data.map(({ environment }) => environment.name)).toEqual(['prod'])
  expect(cancelled).toEqual(['github-actions[bot]'])
})

test('commits are compared by what their branch pointed at before', async () => {
  const [second, other] = ['d'.repeat(40), 'e'.repeat(40)]
  const author = person('developer')
  github.commits.remember({ sha: second, ref: 'refs/heads/main', message: 'second', author, at: 1 })
  github.commits.remember({ sha: other, ref: 'refs/heads/other', message: 'other', author, at: 2, parent: sha })
  const { repos } = octokit({ contents: 'read' })

  const compared = await Promise.all(
    [`${sha}...main`, `main...${sha}`, 'main...other', 'main...main'].map(async (basehead) => {
      const { data } = await repos.compareCommitsWithBasehead({ ...place, basehead })
      return [data.status, data.ahead_by, data.behind_by]
    }),
  )

  expect(compared).toEqual([
    ['ahead', 1, 0],
    ['behind', 0, 1],
    ['diverged', 1, 1],
    ['identical', 0, 0],
  ])
})

test('a dispatch reaches the rehearsal', async () => {
  const dispatches: unknown[] = []
  github.onDispatch = (dispatch) => dispatches.push(dispatch)

  await octokit({ actions: 'write' }).actions.createWorkflowDispatch({
    ...place,
    workflow_id: 'rollback.yml',
    ref: 'main',
    inputs: { environment: 'prod' },
  })

  expect(dispatches).toMatchObject([{ workflow: 'rollback.yml', ref: 'main', inputs: { environment: 'prod' } }])
})

test('calls are recorded without their token, and the state survives', async () => {
  await octokit({ deployments: 'write' }).repos.createDeployment({
    ...place,
    ref: 'main',
    environment: 'dev',
    auto_merge: false,
    required_contexts: [],
  })

  const again = await startGitHub({
    clock,
    repository,
    environments: [{ name: 'dev', reviewers: 1 }],
    seed: 1,
    state: github.save(),
  })

  expect(github.calls).toMatchObject([{ method: 'POST', path: '/repos/example-org/fargate/deployments', status: 201 }])
  expect(JSON.stringify(github.calls)).not.toContain('ghs_')
  expect(again.state.deployments).toEqual(github.state.deployments)
  expect(again.environment('dev')).toMatchObject({ id: github.environment('dev')?.id, reviewers: 1 })
  expect(again.environment('prod')).toMatchObject({ reviewers: 2 })
  await again.close()
})
