/** One release on a fresh stage, by the rehearsal's own runner or by act. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Fault } from '#rehearsal/faults/faults.ts'
import { person } from '#rehearsal/github/credentials.ts'
import type { GitHub } from '#rehearsal/github/github.ts'
import type { TokenSubject } from '#rehearsal/github/oidc.ts'
import type { RunRecord } from '#rehearsal/github/state.ts'
import { startRun } from '#rehearsal/runner/start.ts'
import { openStage, type Stage } from '../../../cli/rehearse/stage.ts'
import { lastLines, run } from '../lib/command.ts'
import { goTool, root } from '../lib/tools.ts'
import { startIdentityServer } from './identity.ts'
import { outputOf, readActLog } from './log.ts'
import { callerPath, makePortableRepository } from './repository.ts'
import { callsByRole, type Trace } from './trace.ts'

export interface Scenario {
  faults: Fault[]
  /** How the last job that runs has to end. */
  ends: 'success' | 'failure'
}

const actor = 'you'
const ref = 'refs/heads/main'
const payload = { head_commit: { message: 'The files as they are now' } }
const calledWorkflow = { deploy: 'deploy-environment', preflight: 'deploy-environment', release: 'deploy' } as Record<
  string,
  string
>

export function onOwnRunner({ faults }: Scenario): Promise<Trace> {
  return onStage(faults, async (stage) => {
    const workflow = await startRun({
      github: stage.github as GitHub,
      conductor: stage.conductor,
      node: process.execPath,
      workspace: stage.repository.workspace,
      workflowPath: workflowOf(stage),
      event: { name: 'push', ref, actor, payload, sha: stage.repository.sha },
      commits: stage.repository.commits,
      repositories: { [stage.repository.fairway]: root },
      env: stage.env,
    })
    const { jobs } = await Promise.race([workflow.completed, stage.ended])
    return jobs.map((job) => ({
      name: job.name.split(' / ').slice(-2).join(' / '),
      conclusion: job.conclusion,
      steps: job.steps
        .filter(({ conclusion }) => conclusion !== 'skipped')
        .map(({ name, outcome }) => ({ name: name.replace(/^Run /, ''), conclusion: outcome })),
    }))
  })
}

export function onAct({ faults }: Scenario): Promise<Trace> {
  return onStage(faults, async (stage) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'fairway-act-'))
    const record = runRecord(stage)
    const identity = await startIdentityServer(
      () => stage.github,
      (job, environment) => tokenSubject(stage, record, job, environment),
    )
    try {
      const directory = path.join(folder, 'repository')
      record.sha = await makePortableRepository({
        toolkit: root,
        system: stage.repository.workspace,
        workflow: workflowOf(stage),
        directory,
        identityUrl: identity.url,
      })
      const { head_commit: head } = payload
      stage.github.commits.remember({
        sha: record.sha,
        ref,
        message: head.message,
        author: record.actor,
        at: stage.clock.now(),
      })
      await writeFile(path.join(folder, 'event.json'), JSON.stringify({ ...payload, ref }))
      const ended = await Promise.race([act(stage, record, folder), stage.ended])
      const jobs = readActLog(ended.stdout)
      if (jobs.length === 0) throw new Error(`act ran no job: ${lastLines(ended.stderr, 10)}`)
      if (process.env.FAIRWAY_ACT_LOG) await writeFile(process.env.FAIRWAY_ACT_LOG, outputOf(ended.stdout))
      return jobs
    } finally {
      await identity.close()
      await rm(folder, { recursive: true, force: true })
    }
  })
}

async function act(stage: Stage, record: RunRecord, folder: string) {
  const { github, conductor } = stage
  // One token for all jobs: act has no other. It holds what the jobs of a deployment hold together.
  const permissions = { contents: 'read', deployments: 'write', actions: 'write' } as const
  const token = github.credentials.issueJobToken({ jobId: 0, runId: record.id, attempt: 1, permissions })
  const env = {
    ...stage.env,
    ...conductor.environment(),
    GITHUB_API_URL: github.url,
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_REPOSITORY: github.fullName,
    GITHUB_RUN_ID: String(record.id),
    GITHUB_RUN_ATTEMPT: '1',
  }
  const options = [
    ...['--workflows', callerPath, '--json', '--platform', 'ubuntu-latest=-self-hosted'],
    ...['--no-cache-server', '--action-offline-mode', '--action-cache-path', path.join(folder, 'work')],
    ...['--eventpath', path.join(folder, 'event.json'), '--actor', actor, '--secret', `GITHUB_TOKEN=${token}`],
    ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ]
  return run(await goTool('act'), ['push', ...options], {
    cwd: path.join(folder, 'repository'),
    env: {
      ...nothingInherited(),
      PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`,
      HOME: path.join(folder, 'home'),
    },
    timeoutSeconds: 600,
  })
}

/** act hands its own environment to the steps, where a real runner's steps see none of the developer's. */
function nothingInherited(): Record<string, undefined> {
  return Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]))
}

async function onStage(faults: Fault[], work: (stage: Stage) => Promise<Trace['jobs']>): Promise<Trace> {
  const stage = await openStage({
    toolkit: root,
    directory: root,
    configDirectory: 'environments',
    faults,
    seed: '1',
    state: undefined,
    speed: undefined,
  })
  try {
    const jobs = await work(stage)
    return { jobs, calls: callsByRole(stage.aws.calls), left: leftBehind(stage) }
  } finally {
    await stage.close()
  }
}

function leftBehind(stage: Stage): Trace['left'] {
  return Object.fromEntries(
    stage.environments.map(({ name, account, region }) => {
      const deployments = stage.github.state.deployments.filter((deployment) => deployment.environment === name)
      const ledger = deployments.map(({ task, statuses }) => `${task} ${statuses.map(({ state }) => state).join(' ')}`)
      const { tasks = {} } = stage.aws.world.state<{ tasks?: Record<string, Task> }>('ecs', { account, region })
      const running = Object.values(tasks).filter(({ lastStatus }) => lastStatus === 'RUNNING')
      const digests = running.flatMap(({ containers = [] }) =>
        containers.map(({ imageDigest }) => `runs ${imageDigest}`),
      )
      return [name, [...ledger, ...digests]]
    }),
  )
}

interface Task {
  lastStatus: string
  containers?: { imageDigest?: string }[]
}

function workflowOf({ repository }: Stage): string {
  if (repository.workflows.deploy === undefined)
    throw new Error('the default system has no workflow that calls deploy.yml')
  return repository.workflows.deploy
}

/** The run as the rehearsal's own runner would enter it, so that the actions find it over the API. */
function runRecord({ github, clock, repository }: Stage): RunRecord {
  const now = clock.now()
  const record: RunRecord = {
    id: github.nextId('run'),
    number: 1,
    attempt: 1,
    name: 'Deploy',
    title: payload.head_commit.message,
    path: callerPath,
    workflowId: github.nextId('workflow'),
    event: 'push',
    ref,
    sha: repository.sha,
    actor: person(actor),
    status: 'in_progress',
    conclusion: null,
    createdAt: now,
    startedAt: now,
    updatedAt: now,
  }
  github.state.runs.push(record)
  return record
}

function tokenSubject(stage: Stage, record: RunRecord, job: string, environment: string | undefined): TokenSubject {
  const called = `${stage.repository.fairway}/.github/workflows/${calledWorkflow[job] ?? job}.yml@refs/tags/v1`
  return {
    ...(environment === undefined ? {} : { environment }),
    ref,
    sha: record.sha,
    actor: record.actor,
    workflow: record.name,
    workflowRef: `${stage.github.fullName}/${workflowOf(stage)}@${ref}`,
    workflowSha: record.sha,
    jobWorkflowRef: called,
    jobWorkflowSha: record.sha,
    runId: record.id,
    runNumber: record.number,
    runAttempt: record.attempt,
    eventName: 'push',
    headRef: '',
    baseRef: '',
  }
}
