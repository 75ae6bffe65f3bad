/** Rehearsals inside the test's process: the stage is real, the actions are child processes, time is virtual. */
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Performance, type PerformOptions, perform } from '../cli/rehearse/perform.ts'
import { collectResult, type RehearsalResult } from '../cli/rehearse/result.ts'
import { type OpenStageOptions, openStage, type Stage } from '../cli/rehearse/stage.ts'
import { Story } from '../cli/rehearse/story.ts'

export const toolkit = resolve(import.meta.dirname, '..')

/** A copy of the default system that a test may change. */
export async function defaultSystem(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'fairway-system-'))
  await cp(join(toolkit, 'environments'), join(directory, 'environments'), { recursive: true })
  await cp(join(toolkit, 'migrations'), join(directory, 'migrations'), { recursive: true })
  await cp(join(toolkit, 'environments', 'workflows'), join(directory, '.github', 'workflows'), { recursive: true })
  return directory
}

export async function edit(path: string, change: (text: string) => string): Promise<void> {
  const before = await readFile(path, 'utf8')
  const after = change(before)
  if (after === before) throw new Error(`nothing changed in ${path}`)
  await writeFile(path, after)
}

/** podinfo 6.11.0, another version of the default system's image. */
export const otherImage =
  'ghcr.io/stefanprodan/podinfo:6.11.0@sha256:5b789251f4b35f4ac6319c48b57eb6d29356d67471404c5fd3733db2eb8c11cf'
const image = /^ {2}backend: ghcr\.io\S+$/m

export async function releaseOtherImage(directory: string): Promise<void> {
  await edit(join(directory, 'environments', 'system.yml'), (text) => text.replace(image, `  backend: ${otherImage}`))
}

export type StageChoice = Partial<Omit<OpenStageOptions, 'toolkit'>> & { directory: string }

export async function stageOf(choice: StageChoice): Promise<Stage> {
  return await openStage({
    toolkit,
    configDirectory: 'environments',
    faults: [],
    seed: '1',
    state: undefined,
    speed: undefined,
    ...choice,
  })
}

export interface Rehearsed extends Performance {
  result: RehearsalResult
  story: Story
}

const silent = { onEvent() {}, onTimeline() {}, ask: () => Promise.resolve(''), close() {} }

export async function deploy(
  stage: Stage,
  choice: { until?: string; inputs?: PerformOptions['inputs'] } = {},
): Promise<Rehearsed> {
  return await performed(stage, {
    workflow: '.github/workflows/deploy.yml',
    event: {
      name: choice.inputs ? 'workflow_dispatch' : 'push',
      ref: 'refs/heads/main',
      actor: 'somebody',
      payload: {},
    },
    vars: choice.until ? { FAIRWAY_UNTIL: choice.until } : {},
    ...(choice.inputs && { inputs: choice.inputs }),
  })
}

export async function rollBack(stage: Stage, environment: string, release = ''): Promise<Rehearsed> {
  return await performed(stage, {
    workflow: '.github/workflows/rollback.yml',
    event: { name: 'workflow_dispatch', ref: 'refs/heads/main', actor: 'somebody', payload: {} },
    inputs: { environment, release, reason: 'a test' },
  })
}

export async function performed(
  stage: Stage,
  options: Pick<PerformOptions, 'workflow' | 'event'> & Partial<Pick<PerformOptions, 'inputs' | 'vars'>>,
): Promise<Rehearsed> {
  const story = new Story(stage.environments.map(({ name }) => name))
  const reviewers = { kind: 'approve', afterMinutes: 5 } as const
  const performance = await perform({ stage, toolkit, story, view: silent, reviewers, ...options })
  const result = collectResult({ stage, story, seed: '1', runId: performance.runId, realSeconds: 0 })
  return { ...performance, result, story }
}

/** How often an operation was called with success since `from`. */
export function effective(stage: Stage, operation: string, from = 0): number {
  return stage.aws.calls.slice(from).filter((call) => call.operation === operation && call.status === 200).length
}

export async function temporaryState(): Promise<string> {
  return await mkdtemp(join(tmpdir(), 'fairway-state-'))
}

/** A state to start from that shares its databases with `base`; for runs that leave the schema alone. */
export async function branchState(base: string): Promise<string> {
  const state = await temporaryState()
  for (const name of ['account.json', 'github.json', 'repository'])
    await cp(join(base, name), join(state, name), { recursive: true })
  await mkdir(join(base, 'databases'), { recursive: true })
  await symlink(join(base, 'databases'), join(state, 'databases'))
  return state
}

export async function discard(...folders: string[]): Promise<void> {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
}
