/** The one loop that waits for something on the other side of the network. */
import type { Clock } from '../clock.ts'

export interface PollOptions<T> {
  /** Asks once. Throws what can't be waited out. */
  observe: () => Promise<T>
  /** True when `observe` has seen the end. */
  done: (seen: T) => boolean
  /** Told each observation, for progress lines. */
  onSeen?: (seen: T) => void
  intervalSeconds: number | ((seen: T) => number)
  /** Epoch milliseconds after which the loop gives up. */
  deadline: number
  clock: Clock
  signal?: AbortSignal
}

export type PollResult<T> =
  | { state: 'done'; seen: T }
  | { state: 'timed-out'; seen: T }
  | { state: 'aborted'; seen: T | undefined; reason: unknown }

/** Observes until done, deadline or abort; returns a value for each, throws only what `observe` throws. */
export async function poll<T>(options: PollOptions<T>): Promise<PollResult<T>> {
  const { observe, done, onSeen, intervalSeconds, deadline, clock, signal } = options
  let seen: T | undefined
  for (;;) {
    if (signal?.aborted) return { state: 'aborted', seen, reason: signal.reason }
    seen = await observe()
    onSeen?.(seen)
    if (done(seen)) return { state: 'done', seen }
    const remaining = deadline - clock.now()
    if (remaining <= 0) return { state: 'timed-out', seen }
    const interval = typeof intervalSeconds === 'number' ? intervalSeconds : intervalSeconds(seen)
    try {
      await clock.sleep(Math.min(interval * 1000, remaining), signal)
    } catch (reason) {
      if (signal?.aborted) return { state: 'aborted', seen, reason }
      throw reason
    }
  }
}
