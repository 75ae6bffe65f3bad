/** The plan of one environment: every component compared with what is there. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ActionHost } from '../action/host.ts'
import { explainAwsError } from '../aws/access-error.ts'
import type { AwsSession } from '../aws/session.ts'
import { configuredStacks, stackTarget } from '../cloudformation/configured-stacks.ts'
import { stackContext } from '../cloudformation/context.ts'
import type { Component, MigrationComponent } from '../config/components.ts'
import { resolveContract } from '../config/contract.ts'
import type { ConfigLocation, Environment } from '../config/load.ts'
import type { MigrationPlan } from '../database/plan-migrations.ts'
import { ecsContext } from '../ecs/context.ts'
import { asError, FairwayError } from '../errors.ts'
import type { Manifest } from '../release/manifest.ts'
import { inOrder } from '../rollout/in-order.ts'
import { planCdn } from './cdn-plan.ts'
import { planEcs } from './ecs-plan.ts'
import { type Against, againstRelease, migrationPlan } from './migration-plan.ts'
import { type ComponentPlan, type EnvironmentPlan, unknown } from './model.ts'
import { type Base, planEcsOffline, planStackOffline } from './offline-plan.ts'
import { planStack } from './stack-plan.ts'

export interface EnvironmentPlanInput {
  host: ActionHost
  location: ConfigLocation
  environment: Environment
  manifest: Manifest
  /** Undefined: no credentials, so only what the repository and the ledger show. */
  session: AwsSession | undefined
  /** The release that the environment runs, as far as is known. */
  base: Base | undefined
  /** True where it is known that nothing was ever deployed there. */
  neverDeployed: boolean
  /** Ask each database for its table of migrations, instead of the ledger. */
  askDatabases: boolean
  notes: string[]
  /** Gets what a person has to correct. */
  errors: Error[]
}

export async function planEnvironment(input: EnvironmentPlanInput): Promise<EnvironmentPlan> {
  const { environment, manifest, session, notes } = input
  const planners = await plannersOf(input)
  const ids = Object.keys(environment.components)
  const items = ids.filter((id) => planners.has(id)).map((id) => ({ id, needs: [], value: planners.get(id) }))
  const ran = await inOrder({
    items,
    run: async ({ value }) => await value?.(),
    good: () => true,
    // Most of a plan's time is waiting; the rate limiter bounds the calls.
    parallel: 20,
  })
  const plans = new Map<string, ComponentPlan>()
  for (const one of ran) {
    if (one.state === 'ran' && one.result) plans.set(one.id, one.result)
    if (one.state === 'threw') plans.set(one.id, failedPlan(input, one.id, one.error))
  }
  const othersChange = [...plans.values()].some(({ change }) => change !== 'none')
  for (const [id, component] of Object.entries(environment.components)) {
    if (component.type === 'cdn') plans.set(id, planCdn(id, component, othersChange))
  }
  return {
    environment: environment.name,
    release: manifest.id,
    basis: session ? 'account' : 'repository',
    components: ids.flatMap((id) => plans.get(id) ?? []),
    notes,
  }
}

/** What a person has to correct stands in the plan, and beside it; the other components are planned all the same. */
function failedPlan({ environment, errors }: EnvironmentPlanInput, id: string, thrown: Error): ComponentPlan {
  const error = explainAwsError(thrown, `planning ${id} in ${environment.name}`)
  if (!(error instanceof FairwayError) || error.fault === 'fairway') throw error
  errors.push(error)
  const [summary = '', ...more] = error.message.split('\n')
  return unknown(id, environment.components[id]?.type ?? 'stack', summary, [
    ...more,
    ...(error.cure ? [error.cure] : []),
  ])
}

type Planner = () => Promise<ComponentPlan>

/** One for each component but the CDNs, which depend on what the others say. */
async function plannersOf(input: EnvironmentPlanInput): Promise<Map<string, Planner>> {
  const { host, environment, manifest, session, base } = input
  const planners = new Map<string, Planner>()
  const stacks = new Map((await configuredStacks(input)).map(({ id, value }) => [id, value]))
  for (const [id, component] of Object.entries(environment.components)) {
    const stack = stacks.get(id)
    if (stack) {
      planners.set(id, async () => {
        if (!session) return planStackOffline(id, manifest, base)
        return await whenThere(id, component, async () => {
          const target = await stackTarget(session, environment, stack, undefined)
          return await planStack(stackContext(host, session), target)
        })
      })
    } else if (component.type === 'ecs') {
      planners.set(id, async () => {
        if (!session) return planEcsOffline(id, component, manifest, base)
        return await whenThere(id, component, async () => {
          const settings = await resolveContract(session, environment, component)
          return await planEcs(ecsContext(host, session), id, settings, manifest.images)
        })
      })
    } else if (component.type === 'migration') {
      planners.set(id, () =>
        whenThere(id, component, async () =>
          migrationPlan({
            component: id,
            released: manifest.migrations[id] ?? [],
            against: await against(input, id, component),
            sqlOf: (path) => sqlOf(host, path),
          }),
        ),
      )
    }
  }
  return planners
}

/** What a stack of this system is yet to make can't be compared: that is a first deployment, not an error. */
async function whenThere(id: string, component: Component, plan: Planner): Promise<ComponentPlan> {
  try {
    return await plan()
  } catch (thrown) {
    const error = asError(thrown)
    if (!(error instanceof FairwayError)) throw error
    const absent = ['missing-parameter', 'missing-secret', 'unknown-cluster', 'unknown-service']
    if (!absent.includes(error.code)) throw error
    return {
      ...unknown(id, component.type, 'will be deployed for the first time, after the stacks that it needs'),
      change: 'create',
      details: [error.message],
    }
  }
}

/** The database itself where that was asked for, else what the newest release that went in brought. */
async function against(
  input: EnvironmentPlanInput,
  id: string,
  component: MigrationComponent,
): Promise<Against<MigrationPlan> | undefined> {
  const { manifest, session, base, neverDeployed, askDatabases } = input
  if (session && askDatabases) return await askDatabase(input, session, id, component)
  const released = manifest.migrations[id] ?? []
  if (base) {
    const { manifest: running, source } = base
    return againstRelease(released, { migrations: running.migrations[id] ?? [], source }, manifest.id)
  }
  if (!neverDeployed) return undefined
  const source = 'the ledger, which knows no deployment here'
  return againstRelease(released, { migrations: [], source }, manifest.id)
}

/** Loads the database driver only here: most plans do without it. */
async function askDatabase(
  { host, environment, manifest }: EnvironmentPlanInput,
  session: AwsSession,
  id: string,
  component: MigrationComponent,
): Promise<Against<MigrationPlan>> {
  const { componentConnection, componentFiles, pendingMigrations } = await import('../database/component.ts')
  const { defaultTable: table } = await import('../database/history.ts')
  const connection = await componentConnection({ host, session, environment }, component)
  const files = await componentFiles(host, manifest, id)
  const { clock, signal, report } = host
  const plan = await pendingMigrations(connection, files, { release: manifest.id, table, clock, signal, report })
  return { source: `the database’s own table ${table}`, plan }
}

/** The file as the pull request has it; it is only searched for statements to warn of. */
async function sqlOf({ workspace }: Pick<ActionHost, 'workspace'>, path: string): Promise<string | undefined> {
  return await readFile(join(workspace, path), 'utf8').catch(() => undefined)
}
