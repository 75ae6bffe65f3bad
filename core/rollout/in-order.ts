/** Runs components in the order of their needs, independent ones in parallel. */
import { asError } from '../errors.ts'

export interface Item<T> {
  id: string
  needs: readonly string[]
  value: T
}

export type Ran<R> = { id: string } & (
  | { state: 'ran'; result: R }
  | { state: 'threw'; error: Error }
  /** Not started, since something it needs, or under `stop` anything before it, was not good. */
  | { state: 'skipped'; because: string }
)

export interface InOrderOptions<T, R> {
  items: readonly Item<T>[]
  run: (item: Item<T>) => Promise<R>
  /** False stops what has not been started. A throw is never good. */
  good: (result: R) => boolean
  /** How many at once; 8 by default. */
  parallel?: number
}

/**
 * Needs that are not among the items (components of other kinds) are someone else's business and count as met.
 * Never throws for an item: each item's end is in the answer, in the order given.
 */
export async function inOrder<T, R>({ items, run, good, parallel = 8 }: InOrderOptions<T, R>): Promise<Ran<R>[]> {
  const ids = new Set(items.map(({ id }) => id))
  const done = new Map<string, Ran<R>>()
  const running = new Map<string, Promise<void>>()
  let stoppedBy: string | undefined

  function ready(item: Item<T>): boolean {
    if (done.has(item.id) || running.has(item.id)) return false
    return item.needs.filter((need) => ids.has(need)).every((need) => done.has(need))
  }

  async function start(item: Item<T>): Promise<void> {
    try {
      const result = await run(item)
      done.set(item.id, { id: item.id, state: 'ran', result })
      if (!good(result)) stoppedBy ??= item.id
    } catch (thrown) {
      done.set(item.id, { id: item.id, state: 'threw', error: asError(thrown) })
      stoppedBy ??= item.id
    }
    running.delete(item.id)
  }

  for (;;) {
    for (const item of items) {
      if (stoppedBy !== undefined || running.size >= parallel) break
      if (ready(item)) running.set(item.id, start(item))
    }
    if (running.size === 0) break
    await Promise.race(running.values())
  }
  return items.map(
    ({ id }) => done.get(id) ?? { id, state: 'skipped', because: stoppedBy ?? 'it needs itself in a circle' },
  )
}
