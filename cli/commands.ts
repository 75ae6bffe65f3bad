/** The commands, each a paragraph: open the stage, perform, tell. */
import { mkdir, open, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { userError } from '#core/errors.ts'
import type { ReviewPolicy } from '#rehearsal/runner/run.ts'
import { Interrupted, onInterrupt } from './interrupt.ts'
import type { Command, StageOptions, ViewOptions } from './options.ts'
import { type PerformOptions, perform } from './rehearse/perform.ts'
import { collectResult, type RehearsalResult } from './rehearse/result.ts'
import { openStage, type Stage } from './rehearse/stage.ts'
import { Story } from './rehearse/story.ts'
import { renderReport } from './report/report.ts'
import { liveView } from './view/live.ts'
import { plainView, silentView, type View } from './view/plain.ts'
import { printSummary } from './view/summary.ts'

type Of<Name extends Command['name']> = Extract<Command, { name: Name }>

/** Answers the exit code. */
export async function rehearse(command: Of<'rehearse'>, toolkit: string): Promise<number> {
  return await onStage(command, toolkit, async (stage, view) => {
    requireEnvironment(stage, command.until || undefined)
    return {
      workflow: workflowOf(stage, 'deploy'),
      event: command.liftHold
        ? { name: 'workflow_dispatch', ref: 'refs/heads/main', actor: 'you', payload: {} }
        : {
            name: 'push',
            ref: 'refs/heads/main',
            actor: 'you',
            payload: { head_commit: { message: 'The files as they are now' } },
          },
      ...(command.liftHold && { inputs: { 'lift-hold': true } }),
      vars: command.until ? { FAIRWAY_UNTIL: command.until } : {},
      reviewers: reviewers(command.interactive, view),
    }
  })
}

export async function rollback(command: Of<'rollback'>, toolkit: string): Promise<number> {
  return await onStage(command, toolkit, async (stage, view) => {
    requireEnvironment(stage, command.environment)
    return {
      workflow: workflowOf(stage, 'rollback'),
      event: { name: 'workflow_dispatch', ref: 'refs/heads/main', actor: 'you', payload: {} },
      inputs: { environment: command.environment, release: command.release, reason: command.reason },
      reviewers: reviewers(command.interactive, view),
    }
  })
}

export async function plan(command: Of<'plan'>, toolkit: string): Promise<number> {
  return await onStage(
    command,
    toolkit,
    async (stage, view) => {
      const { number, ref } = pullRequest(stage, command.pullRequest)
      return {
        workflow: workflowOf(stage, 'plan'),
        event: {
          name: 'pull_request',
          ref: `refs/pull/${number}/merge`,
          actor: 'you',
          payload: pullRequestPayload(stage, number, ref, command.pullRequest === undefined ? 'opened' : 'synchronize'),
        },
        reviewers: reviewers(false, view),
      }
    },
    (stage, view) => {
      if (view.json) return
      for (const comment of stage.github.state.comments) process.stdout.write(`\n${comment.body}\n`)
    },
  )
}

type Performed = Pick<PerformOptions, 'workflow' | 'event' | 'reviewers'> &
  Partial<Pick<PerformOptions, 'inputs' | 'vars'>>

async function onStage(
  command: { stage: StageOptions; view: ViewOptions },
  toolkit: string,
  prepare: (stage: Stage, view: View) => Promise<Performed>,
  tell: (stage: Stage, view: ViewOptions) => void = () => undefined,
): Promise<number> {
  const realStart = performance.now()
  const stage = await openStage({ ...command.stage, toolkit })
  const done = onInterrupt((interruption) => stage.end(interruption))
  try {
    await requireWritable(reportPathOf(command))
    const story = new Story(stage.environments.map(({ name }) => name))
    const view = chooseView(stage, story, command.view)
    const performed = await perform({ stage, toolkit, story, view, ...(await prepare(stage, view)) })
    const realSeconds = (performance.now() - realStart) / 1000
    const result = collectResult({ stage, story, seed: command.stage.seed, runId: performed.runId, realSeconds })
    await stage.save()
    tell(stage, command.view)
    await publish({ stage, story, result, command })
    return result.conclusion === 'success' ? 0 : 1
  } catch (error) {
    // As after a runner that was lost: what the accounts have become is kept, and the next run goes on from there.
    if (error instanceof Interrupted) await stage.save()
    throw error
  } finally {
    done()
    await stage.close()
  }
}

function reportPathOf({ stage, view }: { stage: StageOptions; view: ViewOptions }): string {
  return view.report ?? join(stage.state ?? resolve('.rehearsal'), 'report.html')
}

/** Before the run: after it, nobody could read what became of it. */
async function requireWritable(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await (await open(path, 'a')).close()
  } catch (cause) {
    throw userError({
      code: 'unwritable-report',
      message: `the report cannot be written to ${path}: ${(cause as Error).message}`,
      cure: 'Name another file with --report.',
      cause,
    })
  }
}

async function publish(options: {
  stage: Stage
  story: Story
  result: RehearsalResult
  command: { stage: StageOptions; view: ViewOptions }
}): Promise<void> {
  const { stage, story, result, command } = options
  const folder = command.stage.state ?? resolve('.rehearsal')
  const reportPath = reportPathOf(command)
  await mkdir(dirname(reportPath), { recursive: true })
  await writeFile(reportPath, renderReport({ result, story }))
  await record(stage, folder)
  if (command.view.json) process.stdout.write(`${JSON.stringify({ ...result, report: reportPath }, null, 2)}\n`)
  else printSummary({ result, story, reportPath, statePath: command.stage.state }, process.stdout)
}

/** Every request of the rehearsal, for those who check them against the services' own descriptions. */
async function record(stage: Stage, folder: string): Promise<void> {
  const lines = (calls: readonly unknown[]) => calls.map((call) => `${JSON.stringify(call)}\n`).join('')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'aws-requests.jsonl'), lines(stage.aws.calls))
  await writeFile(join(folder, 'github-requests.jsonl'), lines(stage.github.calls))
}

function chooseView(stage: Stage, story: Story, options: ViewOptions): View {
  const streams = { input: process.stdin, output: process.stdout }
  if (options.json) return silentView({ ...streams, output: process.stderr })
  const terminal = process.stdout.isTTY && process.env.TERM !== 'dumb'
  if (terminal && !options.verbose) return liveView(story, { ...streams, now: () => stage.clock.now() })
  return plainView(story, streams, options.verbose)
}

function reviewers(interactive: boolean, view: View): ReviewPolicy {
  if (!interactive) return { kind: 'approve', afterMinutes: 5 }
  return {
    kind: 'ask',
    async ask({ environment }) {
      const answer = await view.ask(`Deploy to ${environment}? [y/N] `)
      return /^y(es)?$/i.test(answer.trim()) ? 'approved' : 'rejected'
    },
  }
}

function workflowOf(stage: Stage, kind: 'deploy' | 'plan' | 'rollback'): string {
  const path = stage.repository.workflows[kind]
  if (path !== undefined) return path
  throw userError({
    code: 'no-workflow',
    message: `no workflow here calls ${stage.repository.fairway}/.github/workflows/${kind}.yml`,
    cure: `Copy environments/workflows/${kind}.yml of Fairway to .github/workflows/.`,
  })
}

function requireEnvironment(stage: Stage, name: string | undefined): void {
  const names = stage.environments.map((environment) => environment.name)
  if (name === undefined || names.includes(name)) return
  throw userError({
    code: 'unknown-environment',
    message: `there is no environment "${name}" in the pipeline; legal are ${names.join(', ')}`,
  })
}

function pullRequest(stage: Stage, wanted: number | undefined): { number: number; ref: string } {
  const { github, repository } = stage
  if (wanted === undefined) {
    const base = github.commits.resolve('main') ?? repository.sha
    const ref = `change-${repository.sha.slice(0, 7)}`
    const opened = github.openPullRequest({
      title: 'The files as they are now',
      author: 'you',
      head: { ref, sha: repository.sha },
      base: { ref: 'main', sha: base },
    })
    return { number: opened.number, ref }
  }
  const pull = github.state.issues.find((issue) => issue.number === wanted)?.pull
  if (!pull)
    throw userError({ code: 'unknown-pull-request', message: `the simulated GitHub has no pull request ${wanted}` })
  pull.head.sha = repository.sha
  return { number: wanted, ref: pull.head.ref }
}

function pullRequestPayload(stage: Stage, number: number, ref: string, action: string) {
  const repo = { full_name: stage.github.fullName, fork: false }
  return {
    action,
    number,
    pull_request: {
      number,
      title: 'The files as they are now',
      head: { ref, sha: stage.repository.sha, repo },
      base: { ref: 'main', repo },
    },
    repository: repo,
  }
}
