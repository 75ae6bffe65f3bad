import { type LocatedResult, resultsOf } from '#core/action/finish.ts'
import type { ActionHost } from '#core/action/host.ts'
import { migrate } from '#core/database/migrate.ts'
import { type Item, inOrder } from '#core/rollout/in-order.ts'
import { isGreen } from '#core/rollout/outcome.ts'
import type { Prepare } from './tasks.ts'

export async function run(host: ActionHost, items: readonly Item<Prepare>[]): Promise<LocatedResult[]> {
  const ran = await inOrder({
    items,
    run: async ({ value: prepare }) => await migrate(host, await prepare()),
    good: ({ outcome }) => isGreen(outcome),
  })
  return resultsOf(ran, 'migration')
}
