/**
 * The default system deployed to simulated accounts, and the job around an action, for tests of whole actions.
 * Nothing that ships imports this.
 */
import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ActionHost } from '#core/action/host.ts'
import type { Clock } from '#core/clock.ts'
import { type GitHubClient, gitHubClient } from '#core/github/client.ts'
import { writeLedger } from '#core/github/ledger.ts'
import { configuredParts } from '#core/release/configured-parts.ts'
import { createRelease } from '#core/release/create.ts'
import { type Manifest, sealManifest } from '#core/release/manifest.ts'
import { memoryReporter } from '#core/report/reporter.ts'
import { memoryJournal } from '#core/rollout/journal.ts'
import { type Aws, startAws } from '#rehearsal/aws/index.ts'
import { VirtualClock } from '#rehearsal/clock/virtual-clock.ts'
import { Faults } from '#rehearsal/faults/faults.ts'
import { person } from '#rehearsal/github/credentials.ts'
import { type RunningGitHub, startGitHub } from '#rehearsal/github/server.ts'
import { main as deployStacks } from './main.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const repository = { owner: 'example-org', name: 'fargate', id: 2002, ownerId: 1001 }
const accounts: Record<string, string> = { dev: '111122223333', qa: '222233334444' }
const region = 'us-west-1'

export interface Job {
  /** The job's GitHub environment, for its identity token. */
  environment?: string
  /** False: a job that gets no identity token, as of a fork's pull request. */
  idToken?: boolean
  pullRequest?: { number: number; fork: boolean }
  token?: string
}

export interface TestHost extends ActionHost {
  report: ReturnType<typeof memoryReporter> & ActionHost['report']
  outputs: Record<string, string>
  summary: string[]
  red: boolean
}

export interface TestSystem extends AsyncDisposable {
  workspace: string
  aws: Aws
  github: RunningGitHub
  /** As a person of the repository. */
  client: GitHubClient
  host(inputs: Record<string, string>, job?: Job): TestHost
  release(images?: Manifest['images']): Promise<Manifest>
  /** Bootstraps the environment's account as its administrator. */
  bootstrap(environment: string): Promise<void>
  deploy(environment: string, manifest: Manifest): Promise<TestHost>
  record(environment: string, manifest: Manifest): Promise<void>
}

/** Sets AWS_* for the process; use one system at a time. */
export async function openSystem(): Promise<TestSystem> {
  const workspace = await mkdtemp(join(tmpdir(), 'fairway-'))
  for (const folder of ['environments', 'cloudformation', 'migrations']) {
    await cp(join(root, folder), join(workspace, folder), { recursive: true })
  }
  const virtual = new VirtualClock(Date.now())
  const github = await startGitHub({
    clock: virtual,
    repository: { ...repository, createdAt: '2026-09-01T00:00:00Z' } as never,
    environments: [],
    seed: 1,
  })
  const aws = await startAws({ clock: virtual, faults: new Faults(), seed: 1, jwks: () => github.jwks().keys })
  process.env.AWS_ENDPOINT_URL = aws.url
  const clock: Clock = {
    now: () => virtual.now(),
    sleep: async (milliseconds) => await virtual.advance(milliseconds),
  }
  const personToken = github.credentials.issuePersonToken('octocat')

  function host(inputs: Record<string, string>, job: Job = {}): TestHost {
    const outputs: Record<string, string> = {}
    const summary: string[] = []
    const event = job.pullRequest
      ? {
          pull_request: {
            number: job.pullRequest.number,
            head: { repo: { full_name: job.pullRequest.fork ? 'someone/fargate' : 'example-org/fargate' } },
          },
        }
      : {}
    const eventName = job.pullRequest ? 'pull_request' : 'push'
    const made: TestHost = {
      outputs,
      summary,
      red: false,
      input: (name) => inputs[name] ?? '',
      setOutput: (name, value) => void Object.assign(outputs, { [name]: value }),
      summarize: async (markdown) => void summary.push(markdown),
      fail: () => void Object.assign(made, { red: true }),
      mask: () => undefined,
      idToken:
        job.idToken === false
          ? undefined
          : async (audience) => github.identityToken(subject(job.environment, eventName), audience),
      report: memoryReporter(),
      clock,
      signal: new AbortController().signal,
      journal: memoryJournal(),
      github: {
        ...{
          repository: 'example-org/fargate',
          sha: 'a'.repeat(40),
          ref: 'refs/heads/main',
          actor: 'octocat',
          eventName,
        },
        ...{ runId: 9, runAttempt: 1, serverUrl: 'https://github.com', apiUrl: github.url, event },
      },
      workspace,
      // The templates come with the toolkit; a test may change its copy of them.
      toolkit: workspace,
    }
    return made
  }

  const author = person('octocat')
  github.commits.remember({ sha: 'a'.repeat(40), ref: 'refs/heads/main', message: 'Start', author, at: virtual.now() })
  const client = await gitHubClient(host({}), personToken)
  return {
    workspace,
    aws,
    github,
    client,
    host,
    async release(images) {
      const { role: _, asked, pipeline, ...parts } = await configuredParts({ workspace, directory: 'environments' }, {})
      const access = { ecrSession: () => Promise.reject(new Error('no image of ECR is released here')) }
      const all = { ...parts, asked, pipeline, role: undefined, bundles: {}, sites: {} }
      const { id: __, ...content } = await createRelease({ workspace, toolkit: workspace }, all, 'a'.repeat(40), access)
      return sealManifest({ ...content, images: { ...content.images, ...images } })
    },
    async bootstrap(environment) {
      const { accessKeyId, secretAccessKey } = aws.administrator(accounts[environment] ?? '', region)
      Object.assign(process.env, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey })
      const parameters = `System=fargate,Environment=${environment},GitHubOwner=example-org,GitHubRepository=fargate,GitHubOwnerId=1001,GitHubRepositoryId=2002`
      const job = host(
        plainInputs({
          name: `fargate-${environment}-bootstrap-oidc`,
          template: 'cloudformation/bootstrap-oidc.yml',
          capabilities: 'CAPABILITY_NAMED_IAM',
          'parameter-overrides': parameters,
          region,
        }),
        { idToken: false },
      )
      await deployStacks(job)
      for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) delete process.env[name]
      if (job.red) throw new Error(job.report.lines.join('\n'))
    },
    async deploy(environment, manifest) {
      const job = host(plainInputs({ environment, manifest: JSON.stringify(manifest) }), { environment })
      await deployStacks(job)
      return job
    },
    async record(environment, manifest) {
      await writeLedger(client, {
        ...{ environment, production: false, task: 'deploy', manifest, outcome: 'succeeded', verified: true },
        ...{
          previous: null,
          rollbackOf: null,
          url: undefined,
          runUrl: 'https://github.com/run',
          by: 'octocat',
          description: '',
        },
      })
    },
    async [Symbol.asyncDispose]() {
      delete process.env.AWS_ENDPOINT_URL
      await Promise.all([aws.close(), github.close()])
    },
  }
}

/** With the defaults of deploy-stacks' action.yml. */
export function plainInputs(given: Record<string, string>): Record<string, string> {
  return {
    'config-directory': 'environments',
    capabilities: 'CAPABILITY_IAM',
    'timeout-in-minutes': '60',
    'no-execute-changeset': 'false',
    'no-fail-on-empty-changeset': 'true',
    ...given,
  }
}

function subject(environment: string | undefined, eventName: string) {
  const sha = 'a'.repeat(40)
  const file = 'example-org/fargate/.github/workflows/deploy.yml@refs/heads/main'
  return {
    ...(environment !== undefined && { environment }),
    ...{
      ref: 'refs/heads/main',
      sha,
      actor: person('octocat'),
      workflow: 'Deploy',
      workflowRef: file,
      workflowSha: sha,
    },
    ...{
      jobWorkflowRef: file,
      jobWorkflowSha: sha,
      runId: 9,
      runNumber: 1,
      runAttempt: 1,
      eventName,
      headRef: '',
      baseRef: '',
    },
  }
}
