/** Only the number of tasks changes: ECS begins no rollout for that, so the service's own counts are followed. */
import type { Service } from '@aws-sdk/client-ecs'
import type { Outcome } from '../rollout/outcome.ts'
import { poll } from '../rollout/poll.ts'
import type { EcsContext } from './context.ts'
import type { EcsOrder } from './order.ts'
import { newEntry } from './record.ts'
import { describeService } from './service.ts'
import { updateService } from './start.ts'
import type { ServiceState } from './state.ts'

export interface Scaled {
  outcome: Outcome
  detail: string
  taskDefinition: string
}

const secondsBetween = 5

export async function scaleService(
  context: EcsContext,
  order: EcsOrder,
  { service, live, api }: ServiceState,
  say: (line: string) => void,
): Promise<Scaled> {
  const { clock, signal, journal } = context
  const wanted = order.desiredCount ?? 0
  const before = service.desiredCount ?? 0
  const entry = await newEntry(context, order, {
    before: { cluster: order.cluster, service: order.service, taskDefinition: live.arn, desiredCount: before },
    after: { taskDefinition: live.arn, api },
  })
  await journal.write(entry)
  await updateService(context, order, { desiredCount: wanted })
  say(`${before} → ${wanted} tasks`)

  const result = await poll<Service>({
    observe: () => describeService(context, order),
    done: ({ runningCount, pendingCount }) => runningCount === wanted && pendingCount === 0,
    intervalSeconds: secondsBetween,
    deadline: clock.now() + order.timeoutMinutes * 60_000,
    clock,
    signal,
  })
  const ends = { done: 'succeeded', 'timed-out': 'timed-out', aborted: 'stopped' } as const
  const outcome = ends[result.state]
  await journal.write({ ...entry, outcome })
  const { runningCount = 0 } = result.seen ?? service
  const detail = `${before} → ${wanted} tasks${outcome === 'succeeded' ? '' : `, ${runningCount} running`}`
  return { outcome, detail, taskDefinition: live.arn }
}
