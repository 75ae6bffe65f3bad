import { type LocatedResult, resultsOf } from '#core/action/finish.ts'
import type { ActionHost } from '#core/action/host.ts'
import { cdnContext } from '#core/cdn/context.ts'
import { invalidate } from '#core/cdn/invalidate.ts'
import { inOrder } from '#core/rollout/in-order.ts'
import { isGreen } from '#core/rollout/outcome.ts'
import type { Work } from './tasks.ts'

export async function run(host: ActionHost, { session, items }: Work): Promise<LocatedResult[]> {
  const context = cdnContext(host, session)
  const ran = await inOrder({
    items,
    run: async ({ value: prepare }) => await invalidate(context, await prepare()),
    good: ({ outcome }) => isGreen(outcome),
  })
  return resultsOf(ran, 'cdn')
}
