/** What a rehearsal came to, read from the ledger and the story, for the summary, JSON and the report. */
import type { Stage } from './stage.ts'
import { isIdle, type PhaseStory, type Story } from './story.ts'

export interface EnvironmentResult {
  name: string
  account: string
  region: string
  /** `not-reached` where the run ended before it; else the ledger's word. */
  outcome: string
  verified: boolean
  /** What the run brought, or tried to bring. */
  release: string | undefined
  /** The image digests that the service runs now, by the account's own word. */
  running: string[]
  /** Virtual seconds from the environment's first job to the end of its last. */
  seconds: number
  waitedSeconds: number
}

export interface Problem {
  phase: string
  job: string
  step: string | undefined
  message: string
  file: string | undefined
  line: number | undefined
}

export interface RehearsalResult {
  system: string
  conclusion: string
  release: string | undefined
  commit: string
  seed: string
  environments: EnvironmentResult[]
  problems: Problem[]
  virtualSeconds: number
  realSeconds: number
  awsCalls: number
  githubCalls: number
}

export function collectResult(options: {
  stage: Stage
  story: Story
  seed: string
  runId: number
  realSeconds: number
}): RehearsalResult {
  const { stage, story, seed, runId, realSeconds } = options
  const phases = story.phases.filter((phase) => !isIdle(phase))
  return {
    system: stage.system,
    conclusion: story.conclusion ?? 'failure',
    release: releaseOf(story),
    commit: stage.repository.sha,
    seed,
    environments: stage.environments.map(({ name, account, region }) => {
      const phase = phases.find((candidate) => candidate.environment && candidate.name === name)
      const entry = ledgerOf(stage, name, runId)
      return {
        name,
        account,
        region,
        outcome: entry?.outcome ?? (phase ? unrecorded(phase) : 'not-reached'),
        verified: entry?.verified ?? false,
        release: entry?.release,
        running: runningDigests(stage, account, region),
        seconds: phase ? secondsOf(phase) : 0,
        waitedSeconds: phase?.approval
          ? ((phase.approval.decidedAt ?? stage.clock.now()) - phase.approval.since) / 1000
          : 0,
      }
    }),
    problems: phases.flatMap(problemsOf),
    virtualSeconds: ((story.completedAt ?? stage.clock.now()) - story.startedAt) / 1000,
    realSeconds,
    awsCalls: stage.aws.calls.length,
    githubCalls: stage.github.calls.length,
  }
}

interface Entry {
  release: string
  outcome: string
  verified: boolean
}

/** The newest entry that this run wrote. */
function ledgerOf(stage: Stage, environment: string, runId: number): Entry | undefined {
  const deployments = stage.github.state.deployments.filter((deployment) => deployment.environment === environment)
  const payloads = deployments.map(
    ({ payload }) => (typeof payload === 'string' ? JSON.parse(payload) : payload) as Entry & { runUrl?: string },
  )
  return payloads.reverse().find((payload) => payload?.runUrl?.endsWith(`/${runId}`))
}

function releaseOf(story: Story): string | undefined {
  for (const phase of story.phases)
    for (const job of phase.jobs)
      if (job.outputs.id ?? job.outputs.release) return job.outputs.id ?? job.outputs.release
  return undefined
}

/** Preflight or a person said no, and nothing was changed; or the run ended before it could write to the ledger. */
function unrecorded(phase: PhaseStory): string {
  if (phase.approval?.decision === 'rejected') return 'rejected'
  return phase.jobs.some((job) => job.name === 'preflight' && job.state === 'failure') ? 'refused' : 'failed'
}

interface Task {
  lastStatus: string
  containers?: { imageDigest?: string }[]
}

function runningDigests(stage: Stage, account: string, region: string): string[] {
  const state = stage.aws.world.state<{ tasks?: Record<string, Task> }>('ecs', { account, region })
  const running = Object.values(state.tasks ?? {}).filter((task) => task.lastStatus === 'RUNNING')
  const digests = running.flatMap((task) => (task.containers ?? []).flatMap(({ imageDigest }) => imageDigest ?? []))
  return [...new Set(digests)]
}

function secondsOf(phase: PhaseStory): number {
  const starts = phase.jobs.flatMap(({ startedAt }) => startedAt ?? [])
  const ends = phase.jobs.flatMap(({ completedAt }) => completedAt ?? [])
  return starts.length === 0 || ends.length === 0 ? 0 : (Math.max(...ends) - Math.min(...starts)) / 1000
}

function problemsOf(phase: PhaseStory): Problem[] {
  return phase.jobs.flatMap((job) => {
    const said = job.annotations.filter(({ level }) => level === 'error')
    // A step that died says nothing in an annotation; that it failed is a problem all the same.
    // One about the whole job, as that the runner was lost, speaks for its steps too.
    const silent = job.steps.filter(
      ({ name, conclusion }) =>
        conclusion === 'failure' && !said.some(({ step }) => step === undefined || step === name),
    )
    return [
      ...said.map(({ message, file, line, step }) => ({ phase: phase.name, job: job.name, step, message, file, line })),
      ...silent.map(({ name }) => ({
        phase: phase.name,
        job: job.name,
        step: name,
        message: 'the step failed without an annotation; its last lines:',
        file: undefined,
        line: undefined,
      })),
    ]
  })
}
