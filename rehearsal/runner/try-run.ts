/** For the tests: a small repository, a GitHub and a clock, and one run of a workflow to its end. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Conductor } from '../clock/conductor.ts'
import { VirtualClock } from '../clock/virtual-clock.ts'
import type { EnvironmentDefinition } from '../github/github.ts'
import { type RunningGitHub, startGitHub } from '../github/server.ts'
import type { RunEvent } from './events.ts'
import { type RunResult, type StartOptions, startRun, type WorkflowRun } from './start.ts'

export const epoch = Date.parse('2026-11-20T12:00:00Z')
export const sha = 'c0ffee'.padEnd(40, '0')

export interface Place {
  clock: VirtualClock
  conductor: Conductor
  github: RunningGitHub
  workspace: string
  /** What the conductor says when nobody will ever wake up. */
  stuck: string[]
  close(): Promise<void>
}

/** Files by path; a workflow's path may leave out `.github/workflows/`. */
export async function openPlace(
  files: Record<string, string>,
  environments: EnvironmentDefinition[] = [],
): Promise<Place> {
  const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'rehearsal-repository-')))
  for (const [path, content] of Object.entries(files)) {
    const file = join(workspace, path.includes('/') ? path : `.github/workflows/${path}`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  const clock = new VirtualClock(epoch)
  const stuck: string[] = []
  const conductor = await Conductor.start(clock, (reason) => stuck.push(reason))
  const repository = {
    owner: 'example-org',
    name: 'fargate',
    ownerId: 1001,
    id: 2002,
    createdAt: '2026-08-01T00:00:00Z',
  }
  const github = await startGitHub({ clock, repository, environments, seed: 'tests' })
  return {
    clock,
    conductor,
    github,
    workspace,
    stuck,
    async close() {
      await github.close()
      await conductor.close()
      rmSync(workspace, { recursive: true, force: true })
    },
  }
}

interface Finished extends RunResult {
  events: RunEvent[]
  /** Log lines of all jobs, without groups. */
  log: string[]
  run: WorkflowRun
}

/** Starts `main.yml` by a push, unless told otherwise, and waits for its end; `meanwhile` may act on the run. */
export async function runHere(
  place: Place,
  options: Partial<StartOptions> = {},
  meanwhile?: Meanwhile,
): Promise<Finished> {
  return (await begin(place, options, meanwhile)).finished
}

type Meanwhile = (event: RunEvent, run: () => WorkflowRun) => void

export async function begin(
  place: Place,
  options: Partial<StartOptions> = {},
  meanwhile?: Meanwhile,
): Promise<{ finished: Promise<Finished> }> {
  const events: RunEvent[] = []
  let run: WorkflowRun | undefined
  function current(): WorkflowRun {
    if (!run) throw new Error('the run has not started')
    return run
  }
  run = await startRun({
    github: place.github,
    conductor: place.conductor,
    workspace: place.workspace,
    workflowPath: '.github/workflows/main.yml',
    node: process.execPath,
    event: { name: 'push', payload: {}, ref: 'refs/heads/main', sha, actor: 'developer' },
    ...options,
    onEvent(event) {
      events.push(event)
      meanwhile?.(event, current)
    },
  })
  return { finished: finish(run, events) }
}

async function finish(run: WorkflowRun, events: RunEvent[]): Promise<Finished> {
  const result = await run.completed
  const log = events.flatMap((event) => (event.kind === 'log' && !event.debug ? [event.line] : []))
  return { ...result, events, log, run }
}

/** A node24 action: action.yml and its script, under actions/<name>. */
export function nodeAction(name: string, script: string, yaml = ''): Record<string, string> {
  return {
    [`actions/${name}/action.yml`]: `name: ${name}\ndescription: of a test\nruns: { using: node24, main: index.js }\n${yaml}`,
    [`actions/${name}/index.js`]: script,
    [`actions/${name}/package.json`]: '{"type":"module"}',
  }
}

/** How every job ended, skipped ones too, by path. */
export function conclusions(run: Finished): Record<string, string> {
  return Object.fromEntries(
    run.events.flatMap((event) => (event.kind === 'job-completed' ? [[event.job.path, event.conclusion]] : [])),
  )
}

/** An action that sleeps, and says which signals it got. With `polite` it ends at SIGINT. */
export const sleeper = nodeAction(
  'sleep',
  `import { setTimeout } from 'node:timers/promises'
   process.on('SIGINT', () => { console.log('SIGINT at ' + new Date().toISOString()); if (process.env.INPUT_POLITE === 'true') process.exit(1) })
   process.on('SIGTERM', () => console.log('SIGTERM at ' + new Date().toISOString()))
   console.log('sleeping')
   await setTimeout(Number(process.env.INPUT_SECONDS) * 1000)
   console.log('slept')`,
  'inputs: { seconds: { description: s }, polite: { description: p, default: "false" } }\n',
)
