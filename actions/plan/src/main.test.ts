import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSystem, type TestHost, type TestSystem } from '#actions/deploy-stacks/src/testing.ts'
import type { Manifest } from '#core/release/manifest.ts'
import type { IamState } from '#rehearsal/aws/iam/state.ts'
import { person } from '#rehearsal/github/credentials.ts'
import { main } from './main.ts'

let system: TestSystem
let proposed: Manifest

const digest = `sha256:${'b'.repeat(64)}`
const image = { reference: `ghcr.io/example/backend@${digest}`, digest, source: 'ghcr.io/example/backend:2' }

beforeAll(async () => {
  system = await openSystem()
  const first = await system.release()
  for (const environment of ['dev', 'qa']) {
    await system.bootstrap(environment)
    const job = await system.deploy(environment, first)
    if (job.red) throw new Error(job.report.lines.join('\n'))
    await system.record(environment, first)
  }
  await propose(system.workspace)
  proposed = await system.release({ backend: image })
}, 120_000)

afterAll(async () => await system[Symbol.asyncDispose]())

/** What a pull request changes: an alarm's threshold, a log group's name, and a migration. */
async function propose(workspace: string): Promise<void> {
  const template = join(workspace, 'cloudformation/observability.yml')
  const text = await readFile(template, 'utf8')
  await writeFile(
    template,
    text.replace(/^Resources:$/m, 'Resources:\n  Extra: { Type: AWS::CloudFormation::WaitConditionHandle }'),
  )
  await writeFile(join(workspace, 'migrations/0004_drop_author.sql'), 'alter table notes drop column author;\n')
}

function pullRequest(): number {
  const { number } = system.github.openPullRequest({
    title: 'Change three things',
    author: 'octocat',
    head: { ref: 'change', sha: 'c'.repeat(40) },
    base: { ref: 'main', sha: 'a'.repeat(40) },
  })
  return number
}

async function plan(
  manifest: Manifest,
  pull: { number: number; fork: boolean },
  more: Record<string, string> = {},
): Promise<TestHost> {
  const permissions = pull.fork
    ? { deployments: 'read' as const, 'pull-requests': 'read' as const }
    : { deployments: 'read' as const, 'pull-requests': 'write' as const }
  const token = system.github.credentials.issueJobToken({ jobId: pull.number, runId: 9, attempt: 1, permissions })
  const host = system.host(
    {
      manifest: JSON.stringify(manifest),
      environments: 'dev,qa',
      'config-directory': 'environments',
      comment: 'true',
      databases: 'false',
      'github-token': token,
      ...more,
    },
    { pullRequest: pull, idToken: !pull.fork },
  )
  await main(host)
  return host
}

function commentsOn(number: number) {
  return system.github.state.comments.filter((comment) => comment.issue === number)
}

test('an image, a template and a migration: one comment that says so for each environment, and a push updates it', async () => {
  const number = pullRequest()
  for (let i = 0; i < 120; i++) {
    system.github.state.comments.push({
      id: 5000 + i,
      issue: number,
      body: `<!-- fairway-plan -->${i === 3 ? '' : ' quoted'}`.replace('<', i === 3 ? '<' : '> <'),
      author: person('mallory'),
      createdAt: 0,
      updatedAt: 0,
    } as never)
  }
  const changes = system.aws.calls.length

  const host = await plan(proposed, { number, fork: false })
  const [comment, ...others] = commentsOn(number).filter(({ author }) => author.type === 'Bot')

  expect(host.red).toBe(false)
  expect(others).toEqual([])
  for (const environment of ['dev', 'qa']) {
    expect(comment?.body).toContain(`| ${environment} | \`observability\` | stack | 🟡 1 resource added |`)
    expect(comment?.body).toMatch(
      new RegExp(`\\| ${environment} \\| \`backend\` \\| ecs \\| 🟡 image [0-9a-f]{12} → b{12} \\|`),
    )
    expect(comment?.body).toContain(
      `| ${environment} | \`schema\` | migration | 🟡 1 migration to apply: 0004_drop_author |`,
    )
    expect(comment?.body).toContain(`| ${environment} | \`network\` | stack | ➖ no change |`)
    expect(comment?.body).toContain(`**${environment}** \`schema\` migrations/0004_drop_author.sql has DROP COLUMN`)
  }
  expect(host.outputs).toMatchObject({ changes: 'true', 'comment-url': expect.stringContaining(String(comment?.id)) })
  const sent = system.aws.calls.slice(changes).map(({ operation }) => operation)
  expect(sent).not.toContain('ExecuteChangeSet')
  expect(sent.filter((operation) => operation === 'CreateChangeSet').length).toBeGreaterThan(10)

  await appendFile(join(system.workspace, 'migrations/0004_drop_author.sql'), '-- again\n')
  await writeFile(join(system.workspace, 'migrations/0005_more.sql'), 'select 1;\n')
  const pushed = await system.release({ backend: image })
  await plan(pushed, { number, fork: false })
  const after = commentsOn(number).filter(({ author }) => author.type === 'Bot')

  expect(after.map(({ id }) => id)).toEqual([comment?.id])
  expect(after[0]?.body).toContain('2 migrations to apply: 0004_drop_author, 0005_more')
  expect(commentsOn(number)).toHaveLength(121)
  proposed = pushed
})

test('a fork’s pull request gets the comparison of the manifests, without credentials, in the summary', async () => {
  const number = pullRequest()

  const host = await plan(proposed, { number, fork: true })

  expect(host.red).toBe(false)
  expect(commentsOn(number)).toEqual([])
  const summary = host.summary.join('\n')
  expect(summary).toContain('no credentials, since this is a fork’s pull request')
  expect(summary).toContain('| dev | `observability` | stack | 🟡 template fairway:observability.yml changed |')
  expect(summary).toContain('| dev | `network` | stack | ➖ template as in release')
  expect(summary).toMatch(/\| dev \| `schema` \| migration \| 🟡 2 migrations to apply/)
  expect(host.report.lines.join('\n')).toContain('the token of a fork’s pull request may only read')
})

test('an environment whose account can’t be reached is said, and the step is red', async () => {
  const host = await plan(proposed, { number: pullRequest(), fork: false }, { environments: 'uat' })

  expect(host.red).toBe(true)
  expect(host.report.lines.join('\n')).toContain('role/fargate-uat-plan')
  expect(host.summary.join('\n')).toContain('the account could not be read')
})

test('a missing permission is said at its component, the others are planned, and the step is red', async () => {
  const { roles } = system.aws.world.state<IamState>('iam', { account: '111122223333', region: 'us-west-1' })
  const inline = roles['fargate-dev-plan']?.inline ?? {}
  const denied = { Effect: 'Deny', Action: 'ecs:DescribeServices', Resource: '*' }
  inline.denied = { Version: '2012-10-17', Statement: [denied] } as never

  const host = await plan(proposed, { number: pullRequest(), fork: false }, { environments: 'dev' })

  delete inline.denied
  expect(host.red).toBe(true)
  expect(host.report.lines.join('\n')).toMatch(/error: AWS denied .*ecs:DescribeServices/)
  expect(host.summary.join('\n')).toMatch(/\| dev \| `backend` \| ecs \| ❔ AWS denied/)
  expect(host.summary.join('\n')).toContain('| dev | `network` | stack | ➖ no change |')
})
