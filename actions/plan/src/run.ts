import { configLocation } from '#core/action/configuration.ts'
import type { ActionHost } from '#core/action/host.ts'
import { openSession } from '#core/aws/open-session.ts'
import type { AwsSession } from '#core/aws/session.ts'
import { type Environment, environmentOf, loadSystem } from '#core/config/load.ts'
import { FairwayError, userError } from '#core/errors.ts'
import { type GitHubClient, gitHubClient } from '#core/github/client.ts'
import { baseRelease } from '#core/plan/base-release.ts'
import type { EnvironmentPlan, Plan } from '#core/plan/model.ts'
import { type Manifest, parseManifest } from '#core/release/manifest.ts'
import type { Inputs } from './inputs.ts'
import { isFork } from './pull-request.ts'

export interface Planned {
  plan: Plan
  /** What a person has to correct: a role that can't be assumed, a missing permission, a refused template. */
  errors: Error[]
}

/** Each environment may be another account: one session for each, all at once. */
export async function run(host: ActionHost, inputs: Inputs): Promise<Planned> {
  const location = configLocation(host, inputs)
  const system = await loadSystem(location)
  const manifest = parseManifest(inputs.manifest, system.system)
  const base = inputs['base-manifest']
  const given = base === undefined ? undefined : parseManifest(base, system.system)
  const names = environmentNames(inputs, system.pipeline)
  const environments = await Promise.all(names.map((name) => environmentOf(system, name)))
  const token = inputs['github-token']
  const github = token === undefined ? undefined : await gitHubClient(host, token)
  const errors: Error[] = []
  const plans = await Promise.all(
    environments.map((environment) => planOne({ host, inputs, environment, manifest, given, github, errors })),
  )
  return { plan: { release: manifest.id, commit: manifest.commit, environments: plans }, errors }
}

interface One {
  host: ActionHost
  inputs: Inputs
  environment: Environment
  manifest: Manifest
  given: Manifest | undefined
  github: GitHubClient | undefined
  errors: Error[]
}

async function planOne({ host, inputs, environment, manifest, given, github, errors }: One): Promise<EnvironmentPlan> {
  const location = configLocation(host, inputs)
  const { base, neverDeployed, notes } = await baseRelease({ github, environment: environment.name, given })
  const access = await reach(host, inputs, environment)
  // Loaded only now: it brings the clients of every service, and whose account it is can be asked before.
  const { planEnvironment } = await import('#core/plan/environment-plan.ts')
  const common = { host, location, environment, manifest, base, neverDeployed, askDatabases: inputs.databases, errors }
  if (access.session === undefined) {
    if (access.error) errors.push(access.error)
    return await planEnvironment({ ...common, session: undefined, notes: [access.note, ...notes] })
  }
  return await planEnvironment({ ...common, session: access.session, notes })
}

type Access = { session: AwsSession } | { session: undefined; note: string; error?: Error }

/** GitHub gives pull requests of forks no identity token, so there is nothing to try. */
async function reach(host: ActionHost, inputs: Inputs, environment: Environment): Promise<Access> {
  const only = 'only what the repository and the ledger show'
  if (host.idToken === undefined && isFork(host)) {
    return { session: undefined, note: `no credentials, since this is a fork’s pull request: ${only}` }
  }
  try {
    const session = await openSession(host, {
      region: inputs.region ?? environment.region,
      role: inputs.role ?? environment.roles.plan,
      account: environment.account,
    })
    return { session }
  } catch (thrown) {
    if (!(thrown instanceof FairwayError)) throw thrown
    if (thrown.code === 'no-credentials') return { session: undefined, note: `no credentials: ${only}` }
    return { session: undefined, note: `the account could not be read: ${only}. ${thrown.message}`, error: thrown }
  }
}

function environmentNames(inputs: Inputs, pipeline: readonly string[]): readonly string[] {
  const { environment, environments } = inputs
  const asked = environment === undefined ? environments : [...environments, environment]
  if (inputs.role !== undefined && asked.length !== 1) {
    throw userError({
      code: 'invalid-input',
      message: 'the input "role" is for a plan of one environment',
      cure: 'Name one `environment`, or leave `role` out: each environment has its own plan role.',
    })
  }
  return asked.length === 0 ? pipeline : [...new Set(asked)]
}
