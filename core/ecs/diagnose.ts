/** What a rollout that is not green leaves for a person. */
import type { Service } from '@aws-sdk/client-ecs'
import { asError } from '../errors.ts'
import type { Dossier, Outcome } from '../rollout/outcome.ts'
import { readLogTail } from './container-logs.ts'
import type { EcsContext } from './context.ts'
import type { ServiceName } from './order.ts'
import { type Explanation, probableCause } from './probable-cause.ts'
import { eventsSince } from './progress.ts'
import type { RolloutView } from './rollout-view.ts'
import { describeService } from './service.ts'
import { failingContainer, groupStoppedTasks, readStoppedTasks, type StoppedTask } from './stopped-tasks.ts'
import { readTargetHealth } from './target-health.ts'
import type { Definition } from './task-definition.ts'

export interface Failed extends ServiceName {
  component: string
  outcome: Outcome
  /** What else is to be said of how it ended: a cancelled job, a digest that differs. */
  reason: string | undefined
  view: RolloutView
  /** What was rolled out. */
  target: { arn: string; definition: Definition }
  /** Events of before are not this rollout's; epoch milliseconds by AWS's clock. */
  since: number
}

/** Never throws: what could not be read is said in its place, since the outcome stands without it. */
export async function diagnose(context: EcsContext, failed: Failed): Promise<Dossier> {
  const { view, target, since } = failed
  const service = await read(() => describeService(context, failed))
  const tasks = await read(() => readStoppedTasks(context, failed, { taskDefinition: target.arn, since }))
  const balanced = service.value?.loadBalancers?.[0]?.containerName
  const culprit = pickCulprit(tasks.value ?? [], balanced)
  const log = culprit
    ? await read(() => readLogTail(context, target.definition, { container: culprit.container, task: culprit.task.id }))
    : { value: [] }
  const health = await read(async () => (service.value ? await readTargetHealth(context, service.value) : []))
  const events = eventLines(service.value, since)

  const reason = [failed.reason, view.statusReason ?? view.rollback?.reason].filter(Boolean).join(' ')
  const explanation = probableCause({
    stopped: (tasks.value ?? []).flatMap((task) => [
      task.reason,
      ...task.containers.map(({ reason: why }) => why ?? ''),
    ]),
    exitCodes: culprit?.exitCode === undefined ? [] : [culprit.exitCode],
    events,
    targets: health.value ?? [],
    log: log.value ?? [],
    triggeredAlarms: view.triggeredAlarms,
    failingContainer: culprit?.container,
    waitsForOldTasks:
      failed.outcome === 'timed-out' && view.target.running >= view.target.requested && view.sources.running > 0,
  })
  const named = culprit ? `Last log lines of ${culprit.container} (task ${culprit.task.id})` : 'Log'
  return {
    component: failed.component,
    outcome: failed.outcome,
    reason: reason || `ECS says ${view.status}, without a reason`,
    ...(explanation && failed.outcome !== 'superseded' && { probableCause: explanation.cause }),
    nextStep: nextStep(failed, explanation),
    evidence: [
      { title: 'Failing container', lines: culprit ? [culpritLine(culprit)] : [] },
      { title: 'Rollout', lines: rolloutLines(view) },
      { title: 'Stopped tasks', lines: lines(tasks, groupStoppedTasks) },
      { title: named, lines: lines(log) },
      { title: 'Targets of the load balancer', lines: lines(health) },
      { title: 'Events of the service', lines: service.problem ? [service.problem] : events },
    ],
  }
}

interface Reading<T> {
  value?: T
  problem?: string
}

async function read<T>(work: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { value: await work() }
  } catch (thrown) {
    return { problem: `could not be read: ${asError(thrown).message}` }
  }
}

function lines<T>(reading: Reading<T>, render?: (value: T) => string[]): string[] {
  if (reading.problem !== undefined) return [reading.problem]
  if (reading.value === undefined) return []
  return render ? render(reading.value) : (reading.value as string[])
}

interface Culprit {
  task: StoppedTask
  container: string
  exitCode: number | undefined
  reason: string
}

/** A task that had started says more (an exit code, a log) than one that never did. */
function pickCulprit(tasks: readonly StoppedTask[], balanced: string | undefined): Culprit | undefined {
  const started = tasks.find((task) => task.containers.some(({ exitCode }) => exitCode !== undefined && exitCode !== 0))
  const task = started ?? tasks[0]
  const container = task && failingContainer(task, balanced)
  if (!container) return undefined
  return { task, container: container.name, exitCode: container.exitCode, reason: container.reason ?? task.reason }
}

function culpritLine({ container, exitCode, reason }: Culprit): string {
  const code = exitCode === undefined ? 'it never ran, so it has no exit code' : `exit code ${exitCode}`
  return `${container}: ${code}; ${reason}`
}

function rolloutLines({
  id,
  status,
  failedTasks,
  failureThreshold,
  breakerTriggered,
  triggeredAlarms,
}: RolloutView): string[] {
  return [
    `${status} ${id}`,
    ...(failureThreshold === undefined
      ? []
      : [
          `circuit breaker: ${failedTasks} failed tasks of ${failureThreshold} allowed${breakerTriggered ? ', tripped' : ''}`,
        ]),
    ...(triggeredAlarms.length > 0 ? [`alarms that went red: ${triggeredAlarms.join(', ')}`] : []),
  ]
}

const mostEvents = 20

function eventLines(service: Service | undefined, since: number): string[] {
  return eventsSince(service?.events ?? [], since)
    .slice(-mostEvents)
    .map(({ createdAt, message }) => `${createdAt?.toISOString() ?? ''} ${message ?? ''}`)
}

const stands: Partial<Record<Outcome, string>> = {
  'rolled-back': 'The service runs what it ran before.',
  'rollback-failed':
    'The service is between two releases: look at it now, and bring back a release that is known to work.',
  'timed-out': 'The rollout is still under way: watch it in the ECS console, roll it back, or allow it more minutes.',
  superseded: 'A newer rollout replaced this one; its own run has the outcome. Nothing is to be done here.',
  stopped: 'Run the job again to go on: it does only what is still missing.',
  failed: 'The service was left as the rollout failed: correct the release, or roll back.',
}

function nextStep({ outcome }: Failed, explanation: Explanation | undefined): string {
  const stand = stands[outcome] ?? ''
  return outcome === 'superseded' || !explanation ? stand : `${explanation.nextStep} ${stand}`
}
