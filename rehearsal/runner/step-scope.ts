/** What a step's expressions see, and the environment of its processes. */
import { delimiter, dirname, join } from 'node:path'
import { hashFilesIn, workflowRef } from './contexts.ts'
import type { Scope, Value } from './expressions.ts'
import type { JobRun, Machine } from './job-run.ts'
import type { StepRun } from './step-run.ts'

const systems: Partial<Record<NodeJS.Platform, string>> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }
const architectures: Partial<Record<NodeJS.Architecture, string>> = {
  x64: 'X64',
  arm64: 'ARM64',
  ia32: 'X86',
  arm: 'ARM',
}

const runnerName = 'GitHub Actions 1'

export function machineOf(job: JobRun): Machine {
  if (!job.machine) throw new Error(`job ${job.identity.name} has no machine yet`)
  return job.machine
}

export function stepScope(job: JobRun, step: Pick<StepRun, 'frame' | 'env'>): Scope {
  const machine = machineOf(job)
  const { frame } = step
  return {
    contexts: {
      ...jobContexts(job),
      steps: frame.steps as unknown as Record<string, Value>,
      env: { ...job.env, ...step.env },
      ...frame.contexts,
      github: {
        ...(job.scope.contexts.github as Record<string, Value>),
        ...(frame.contexts.github as Record<string, Value> | undefined),
        token: job.token,
        job: job.job.id,
        workspace: machine.workspace,
        event_path: machine.eventFile,
        action_status: frame.status(),
      },
    },
    functions: { hashFiles: hashFilesIn(machine.workspace) },
  }
}

/** Contexts of a job that has its machine, beside those of single steps. */
export function jobContexts(job: JobRun): Record<string, Value> {
  const { workflow } = job.frame.plan
  return {
    ...job.scope.contexts,
    vars: job.vars,
    secrets: job.secrets,
    env: job.env,
    steps: job.steps as unknown as Record<string, Value>,
    job: {
      status: job.status,
      check_run_id: job.record.id,
      workflow_ref: workflowRef(job.run, workflow),
      workflow_sha: workflow.source.sha,
      workflow_repository: workflow.source.repository,
      workflow_file_path: workflow.path,
    },
    runner: runnerContext(machineOf(job)),
  }
}

function runnerContext(machine: Machine): Record<string, Value> {
  return {
    name: runnerName,
    os: systems[process.platform] ?? process.platform,
    arch: architectures[process.arch] ?? process.arch,
    temp: machine.temp,
    tool_cache: machine.toolCache,
    environment: 'github-hosted',
    debug: '',
  }
}

/** GitHub documentation, "Variables reference": default environment variables. */
export function processEnvironment(step: StepRun, more: Record<string, string>): Record<string, string> {
  const { job } = step
  const { run } = job
  const machine = machineOf(job)
  const runner = runnerContext(machine)
  const github = step.scope().contexts.github as Record<string, Value>
  return {
    // Of this machine a step sees where programs are, and no more; time zone and language are those of GitHub's runners.
    HOME: machine.home,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    ...run.settings.env,
    ...job.env,
    ...step.env,
    PATH: [
      ...job.paths.toReversed(),
      dirname(run.settings.node),
      step.env.PATH ?? job.env.PATH ?? process.env.PATH ?? '',
    ].join(delimiter),
    CI: job.env.CI ?? 'true',
    GITHUB_ACTIONS: 'true',
    ...Object.fromEntries(githubVariables.map((name) => [`GITHUB_${name.toUpperCase()}`, asText(github[name])])),
    RUNNER_NAME: runnerName,
    RUNNER_OS: asText(runner.os),
    RUNNER_ARCH: asText(runner.arch),
    RUNNER_TEMP: machine.temp,
    RUNNER_TOOL_CACHE: machine.toolCache,
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_WORKSPACE: join(machine.workspace, '..'),
    ...(job.oidc ? { ACTIONS_ID_TOKEN_REQUEST_URL: job.oidc.url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: job.oidc.token } : {}),
    ...more,
  }
}

const githubVariables = [
  'actor',
  'actor_id',
  'api_url',
  'base_ref',
  'event_name',
  'event_path',
  'graphql_url',
  'head_ref',
  'job',
  'ref',
  'ref_name',
  'ref_protected',
  'ref_type',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'retention_days',
  'run_attempt',
  'run_id',
  'run_number',
  'server_url',
  'sha',
  'triggering_actor',
  'workflow',
  'workflow_ref',
  'workflow_sha',
  'workspace',
]

function asText(value: Value | undefined): string {
  return value === undefined || value === null ? '' : String(value)
}
