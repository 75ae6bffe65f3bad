import { finish, resultsOf } from '#core/action/finish.ts'
import type { ActionHost } from '#core/action/host.ts'
import { openSession } from '#core/aws/open-session.ts'
import type { AwsSession } from '#core/aws/session.ts'
import { cdnContext } from '#core/cdn/context.ts'
import { invalidate } from '#core/cdn/invalidate.ts'
import { componentsOf } from '#core/config/components-of.ts'
import { resolveContract } from '#core/config/contract.ts'
import type { Environment } from '#core/config/load.ts'
import { configuredOrder } from '#core/ecs/configured-order.ts'
import { ecsContext } from '#core/ecs/context.ts'
import { rollOut } from '#core/ecs/roll-out.ts'
import { type Manifest, parseManifest } from '#core/release/manifest.ts'
import { toUndo, undo } from '#core/rollback/undo.ts'
import { inOrder } from '#core/rollout/in-order.ts'
import { isGreen, type Outcome } from '#core/rollout/outcome.ts'

export interface Target {
  environment: Environment
  role: string | undefined
  region: string | undefined
}

/** Undoes what this job changed; the step is red only where something could not be undone. */
export async function undoJob(host: ActionHost, target: Target): Promise<void> {
  const entries = toUndo(await host.journal.entries())
  const results = entries.length === 0 ? [] : await undo(host, await open(host, target), entries)
  if (results.length === 0) host.report.info('This job changed nothing that is to be undone.')
  const undone = results.map((result) => ({ ...result, outcome: undoneAs(result.outcome) }))
  await finish(host, `Rollback of ${target.environment.name}`, undone)
}

/** Whatever the room says of its own way back, it was undone, nothing was to undo, or it failed. */
function undoneAs(outcome: Outcome): Outcome {
  if (outcome === 'unchanged') return 'unchanged'
  return outcome === 'succeeded' || outcome === 'rolled-back' ? 'succeeded' : 'rollback-failed'
}

/** Brings back the images of a release, then invalidates the CDNs; stacks and migrations stay as they are. */
export async function bringBack(host: ActionHost, target: Target, release: Manifest): Promise<void> {
  const { environment } = target
  const manifest = parseManifest(JSON.stringify(release), environment.system)
  const session = await open(host, target)
  const ecs = ecsContext(host, session)
  const services = await inOrder({
    items: componentsOf(environment, 'ecs').map(([id, component]) => ({
      id,
      needs: component.needs,
      value: component,
    })),
    run: async ({ id, value }) =>
      await rollOut(ecs, await configuredOrder({ session, environment, manifest }, id, value)),
    good: ({ outcome }) => isGreen(outcome),
  })
  const good = services.every((service) => service.state === 'ran' && isGreen(service.result.outcome))
  const cdns = good ? await invalidateAll(host, session, environment, manifest) : []
  await finish(host, `${environment.name} back to ${manifest.id}`, [...resultsOf(services, 'ecs'), ...cdns])
}

async function invalidateAll(host: ActionHost, session: AwsSession, environment: Environment, manifest: Manifest) {
  const ran = await inOrder({
    items: componentsOf(environment, 'cdn').map(([id, component]) => ({
      id,
      needs: component.needs,
      value: component,
    })),
    run: async ({ id, value }) => {
      const { distribution, paths } = await resolveContract(session, environment, {
        distribution: value.distribution,
        paths: value.paths,
      })
      const { timeoutMinutes } = value
      const release = manifest.id
      const task = {
        component: id,
        environment: environment.name,
        release,
        distribution,
        paths,
        wait: true,
        timeoutMinutes,
      }
      return await invalidate(cdnContext(host, session), task)
    },
    good: ({ outcome }) => isGreen(outcome),
  })
  return resultsOf(ran, 'cdn')
}

async function open(host: ActionHost, { environment, role, region }: Target): Promise<AwsSession> {
  return await openSession(host, {
    region: region ?? environment.region,
    role: role ?? environment.roles.deploy,
    account: environment.account,
  })
}
