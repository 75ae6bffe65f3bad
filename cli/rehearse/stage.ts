/**
 * The stage of a rehearsal: the simulated accounts and the simulated GitHub in one virtual time, the repository that
 * is deployed, and what every step of a workflow gets to reach them.
 */
import { rmSync } from 'node:fs'
import { mkdtemp, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Environment, loadEnvironment, loadSystem } from '#core/config/load.ts'
import { FairwayError, userError } from '#core/errors.ts'
import { answerHttp } from '#rehearsal/aws/elbv2/http.ts'
import { type Aws, startAws } from '#rehearsal/aws/index.ts'
import type { OnCall } from '#rehearsal/aws/kernel/dispatch.ts'
import { Conductor } from '#rehearsal/clock/conductor.ts'
import { VirtualClock } from '#rehearsal/clock/virtual-clock.ts'
import { type Fault, Faults } from '#rehearsal/faults/faults.ts'
import { type RunningGitHub, startGitHub } from '#rehearsal/github/server.ts'
import { startHttpProxy } from '#rehearsal/http-proxy.ts'
import type { StageOptions } from '../options.ts'
import { bootstrapAccount } from './bootstrap.ts'
import { databaseFaults } from './database-faults.ts'
import { type RehearsedRepository, readRepository } from './repository.ts'
import { openStateFolder } from './state-folder.ts'

export interface Stage {
  aws: Aws
  github: RunningGitHub
  clock: VirtualClock
  conductor: Conductor
  faults: Faults
  repository: RehearsedRepository
  system: string
  /** In the order of the pipeline. */
  environments: Environment[]
  /** Where state and the report go. */
  directory: string
  /** Rejects when everybody waits for what never comes, and after `end`. */
  ended: Promise<never>
  /** Ends the run under way with this error. */
  end(reason: Error): void
  /** For every step's process. */
  env: Record<string, string>
  /** Loses the machine of the run under way, set by whoever performs one. */
  killRunner: () => Promise<void>
  /** Keeps the accounts, GitHub and time for the next run, where `--state` asked for it. */
  save(): Promise<void>
  close(): Promise<void>
}

/** A Monday morning; where a rehearsal starts unless its state says otherwise. */
const start = Date.parse('2026-11-02T09:00:00Z')

export const rehearsedRepository = {
  owner: 'example-org',
  ownerId: 1001,
  id: 2002,
  createdAt: '2026-10-01T00:00:00Z',
}

export interface OpenStageOptions extends StageOptions {
  /** The root of this Fairway. */
  toolkit: string
  onCall?: OnCall
}

export async function openStage(options: OpenStageOptions): Promise<Stage> {
  await requireFolder(options.directory)
  // Read from where they lie, so that a mistake in them is told before anything is written anywhere.
  const source = { workspace: options.directory, directory: options.configDirectory }
  const { system, pipeline } = await loadSystem(source)
  const environments = await Promise.all(pipeline.map((name) => loadEnvironment(source, name)))
  requireFaultPlaces(options.faults, pipeline)
  const opened: (() => Promise<void> | void)[] = []
  const close = async () => {
    for (const shut of opened.splice(0).reverse()) await shut()
  }
  try {
    return await open(options, { system, environments, opened, close })
  } catch (error) {
    await close()
    throw error
  }
}

interface Opening {
  system: string
  environments: Environment[]
  /** What to call, last first, to end what has been opened so far. */
  opened: (() => Promise<void> | void)[]
  close(): Promise<void>
}

async function open(options: OpenStageOptions, { system, environments, opened, close }: Opening): Promise<Stage> {
  const folder = options.state === undefined ? undefined : await openStateFolder(options.state, system)
  if (folder) opened.push(folder.release)
  const directory = options.state ?? (await mkdtemp(join(tmpdir(), 'fairway-rehearsal-')))
  if (!folder) opened.push(temporary(directory))
  const repository = await readRepository({
    directory: options.directory,
    toolkit: options.toolkit,
    store: join(directory, 'repository'),
  })

  const clock = new VirtualClock(start)
  const ended = Promise.withResolvers<never>()
  // Whoever waits for a run races with it; before and after a run nobody does.
  ended.promise.catch(() => undefined)
  const conductor = await Conductor.start(clock, (reason) => ended.reject(stuckError(reason)))
  opened.push(() => conductor.close())
  conductor.pace = options.speed
  const faults = new Faults(options.faults)
  const github = await startGitHub({
    clock,
    repository: { ...rehearsedRepository, name: system },
    environments: environments.map(({ name, gates }) => ({
      name,
      reviewers: gates.approval ? 1 : 0,
      waitMinutes: gates.waitMinutes,
    })),
    seed: options.seed,
    ...(folder?.saved && { state: folder.saved.github }),
  })
  opened.push(() => github.close())
  const onCall = async (...[call, phase, struck]: Parameters<OnCall>): Promise<'drop' | undefined> => {
    if (struck === 'killed-runner') {
      await stage.killRunner()
      return 'drop'
    }
    return (await options.onCall?.(call, phase, struck)) ?? undefined
  }
  const aws = await startAws({
    clock,
    faults,
    seed: options.seed,
    jwks: () => github.jwks().keys,
    directory: join(directory, 'databases'),
    environmentOf: (account) => environments.find((environment) => environment.account === account)?.name,
    onCall,
    onDatabase: databaseFaults({ faults, environments, workspace: repository.workspace }),
    ...(folder?.saved && { state: folder.saved.account }),
  })
  opened.push(() => aws.close())
  const { toolkit } = options
  for (const environment of environments) {
    const account = { world: aws.world, clock, toolkit, environment }
    await faults.spare(() => bootstrapAccount({ ...account, repository: { ...rehearsedRepository, name: system } }))
  }
  const proxy = await startHttpProxy(aws.world, answerHttp)
  opened.push(() => proxy.close())
  const stage: Stage = {
    aws,
    github,
    clock,
    conductor,
    faults,
    repository,
    system,
    environments,
    directory,
    ended: ended.promise,
    end: (reason) => ended.reject(reason),
    env: {
      AWS_ENDPOINT_URL: aws.url,
      HTTP_PROXY: proxy.url,
      HTTPS_PROXY: proxy.url,
      NO_PROXY: '127.0.0.1,localhost',
    },
    async save() {
      await folder?.save({ account: aws.world.save(), github: github.save() })
    },
    close,
    killRunner: () => Promise.resolve(),
  }
  return stage
}

/** Deletes the folder, also where the program ends without a close. */
function temporary(directory: string): () => void {
  const remove = () => {
    process.off('exit', remove)
    rmSync(directory, { recursive: true, force: true })
  }
  process.once('exit', remove)
  return remove
}

async function requireFolder(path: string): Promise<void> {
  const there = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
    return undefined
  })
  if (there?.isDirectory()) return
  throw userError({
    code: 'no-such-folder',
    message: there ? `${path} is not a folder` : `the folder ${path} does not exist`,
    cure: 'Name a folder with environments/system.yml and .github/workflows, or none for the system that comes with Fairway.',
  })
}

function requireFaultPlaces(faults: readonly Fault[], pipeline: readonly string[]): void {
  const stray = faults.find(({ environment }) => environment !== '*' && !pipeline.includes(environment))
  if (!stray) return
  throw userError({
    code: 'unknown-environment',
    message: `--fail ${stray.environment}:${stray.name}: there is no environment "${stray.environment}" in the pipeline; legal are ${pipeline.join(', ')} and *`,
  })
}

function stuckError(reason: string): FairwayError {
  return new FairwayError({
    fault: 'fairway',
    code: 'rehearsal-stuck',
    message: `the rehearsal stands still: ${reason}`,
  })
}
