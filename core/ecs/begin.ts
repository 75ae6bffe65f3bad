/** Starts a rollout, or attaches to one; either way its id goes to the journal, the log and the outputs at once. */
import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import type { JournalEntry } from '../rollout/journal.ts'
import type { EcsContext } from './context.ts'
import type { RolloutRef } from './follow.ts'
import type { EcsOrder } from './order.ts'
import type { Plan } from './plan.ts'
import { newEntry } from './record.ts'
import type { OnBegun } from './roll-out.ts'
import { lastPart } from './service.ts'
import { startRollout } from './start.ts'
import type { ServiceState } from './state.ts'
import { endsByItself } from './strategy.ts'
import type { RegisteredDefinition } from './task-definition.ts'
import { revisionOf, type Wanted } from './wanted.ts'

export interface Begun {
  rollout: RolloutRef
  /** What has to run at the end. */
  target: RegisteredDefinition
  /** Which end of the rollout is the good one. */
  toward: 'target' | 'rollback'
  entry: JournalEntry
}

export interface BeginOptions {
  order: EcsOrder
  state: ServiceState
  wanted: Wanted
  plan: Extract<Plan, { kind: 'start' | 'attach' }>
  /** What UpdateService has to change of the live one; undefined: nothing. */
  configuration: DeploymentConfiguration | undefined
  say: (line: string) => void
  onBegun: OnBegun
}

export async function begin(context: EcsContext, options: BeginOptions): Promise<Begun> {
  const { plan } = options
  return plan.kind === 'attach' ? await attach(context, options, plan.toward) : await start(context, options, plan)
}

async function attach(context: EcsContext, options: BeginOptions, toward: Begun['toward']): Promise<Begun> {
  const { order, say, onBegun } = options
  const { open, rollout: view, live, api } = options.state
  const target = (toward === 'target' ? open?.target : open?.rollback) ?? live
  // A killed run left no journal, so what ran before is read from the rollout itself.
  const before = (toward === 'target' ? open?.source : target) ?? target
  const entry = await newEntry(context, order, {
    before: { cluster: order.cluster, service: order.service, taskDefinition: before.arn },
    after: { taskDefinition: target.arn, api },
  })
  const id = view?.id ?? ''
  say(`attaching to ${id}, which ${toward === 'target' ? 'rolls out' : 'goes back to'} this release already`)
  await context.journal.write({ ...entry, rollout: id })
  onBegun({ id, taskDefinition: target.arn })
  const { cluster, service } = order
  const rollout = { cluster, service, api, id, before: before.arn, since: view?.createdAt ?? 0 }
  return { rollout, target, toward, entry: { ...entry, rollout: id } }
}

async function start(
  context: EcsContext,
  options: BeginOptions,
  plan: Extract<Plan, { kind: 'start' }>,
): Promise<Begun> {
  const { order, state, wanted, configuration, say, onBegun } = options
  const { service, live, api } = state
  const { arn, registered } = await revisionOf(context, wanted)
  say(`${registered ? 'registered' : 'using'} ${lastPart(arn)}`)
  warnBefore(context, options, plan)

  // A rollout that is replaced half-way was not live; what it replaced was.
  const before = state.open?.source?.arn ?? live.arn
  const desired = order.desiredCount !== undefined && order.desiredCount !== service.desiredCount
  const { cluster, service: name } = order
  const entry = await newEntry(context, order, {
    before: {
      cluster,
      service: name,
      taskDefinition: before,
      ...(desired && service.desiredCount !== undefined && { desiredCount: service.desiredCount }),
    },
    after: { taskDefinition: arn, api },
  })
  await context.journal.write(entry)
  const { id, createdAt } = await startRollout(context, order, {
    service,
    api,
    taskDefinition: arn,
    update: {
      ...(desired && { desiredCount: order.desiredCount }),
      ...(configuration && { deploymentConfiguration: configuration }),
      ...(plan.force && { forceNewDeployment: true }),
    },
    newest: state.rollout && { id: state.rollout.id, createdAt: state.rollout.createdAt },
  })
  await context.journal.write({ ...entry, rollout: id })
  say(`rollout ${id} (${plan.because})`)
  onBegun({ id, taskDefinition: arn })
  return {
    rollout: { cluster, service: name, api, id, before, since: createdAt },
    target: { arn, definition: wanted.definition, active: true },
    toward: 'target',
    entry: { ...entry, rollout: id },
  }
}

function warnBefore(context: EcsContext, options: BeginOptions, plan: Extract<Plan, { kind: 'start' }>): void {
  const { order, state, configuration } = options
  if (plan.supersedes !== undefined) {
    context.report.warning(
      `${order.component}: the rollout ${plan.supersedes} is under way and is replaced by this one`,
    )
  }
  if (!endsByItself(configuration ?? state.service.deploymentConfiguration)) {
    context.report.warning(
      `${order.component}: the service has neither a deployment circuit breaker nor alarms, so a bad release is only noticed after ${order.timeoutMinutes} minutes`,
    )
  }
}
