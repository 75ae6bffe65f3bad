/**
 * The stage of a rehearsal: the simulated accounts and the simulated GitHub in one virtual time, the repository that
 * is deployed, and what every step of a workflow gets to reach them.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Environment, loadEnvironment, loadSystem } from '#core/config/load.ts'
import { FairwayError } from '#core/errors.ts'
import { answerHttp } from '#rehearsal/aws/elbv2/http.ts'
import { type Aws, startAws } from '#rehearsal/aws/index.ts'
import type { OnCall } from '#rehearsal/aws/kernel/dispatch.ts'
import { Conductor } from '#rehearsal/clock/conductor.ts'
import { VirtualClock } from '#rehearsal/clock/virtual-clock.ts'
import { Faults } from '#rehearsal/faults/faults.ts'
import { type RunningGitHub, startGitHub } from '#rehearsal/github/server.ts'
import { startHttpProxy } from '#rehearsal/http-proxy.ts'
import type { StageOptions } from '../options.ts'
import { bootstrapAccount } from './bootstrap.ts'
import { databaseFaults } from './database-faults.ts'
import { type RehearsedRepository, readRepository } from './repository.ts'

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
  /** Rejects when everybody waits for what never comes. */
  stuck: Promise<never>
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
  const directory = options.state ?? (await mkdtemp(join(tmpdir(), 'fairway-rehearsal-')))
  await mkdir(directory, { recursive: true })
  const repository = await readRepository({
    directory: options.directory,
    toolkit: options.toolkit,
    store: join(directory, 'repository'),
  })
  const location = { workspace: repository.workspace, directory: options.configDirectory }
  const { system, pipeline } = await loadSystem(location)
  const environments = await Promise.all(pipeline.map((name) => loadEnvironment(location, name)))

  const clock = new VirtualClock(start)
  const stuck = Promise.withResolvers<never>()
  // Whoever waits for a run races with it; before and after a run nobody does.
  stuck.promise.catch(() => undefined)
  const conductor = await Conductor.start(clock, (reason) => stuck.reject(stuckError(reason)))
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
    ...(await saved(directory, 'github.json', options.state)),
  })
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
    ...(await saved(directory, 'account.json', options.state)),
  })
  for (const environment of environments) {
    await bootstrapAccount({
      world: aws.world,
      clock,
      toolkit: options.toolkit,
      environment,
      repository: { ...rehearsedRepository, name: system },
    })
  }
  const proxy = await startHttpProxy(aws.world, answerHttp)
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
    stuck: stuck.promise,
    env: {
      AWS_ENDPOINT_URL: aws.url,
      HTTP_PROXY: proxy.url,
      HTTPS_PROXY: proxy.url,
      NO_PROXY: '127.0.0.1,localhost',
    },
    async save() {
      if (options.state === undefined) return
      await writeFile(join(directory, 'account.json'), aws.world.save())
      await writeFile(join(directory, 'github.json'), github.save())
    },
    async close() {
      await proxy.close()
      await aws.close()
      await github.close()
      await conductor.close()
      if (options.state === undefined) await rm(directory, { recursive: true, force: true })
    },
    killRunner: () => Promise.resolve(),
  }
  return stage
}

async function saved(directory: string, name: string, state: string | undefined): Promise<{ state?: string }> {
  if (state === undefined) return {}
  try {
    return { state: await readFile(join(directory, name), 'utf8') }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

function stuckError(reason: string): FairwayError {
  return new FairwayError({
    fault: 'fairway',
    code: 'rehearsal-stuck',
    message: `the rehearsal stands still: ${reason}`,
  })
}
