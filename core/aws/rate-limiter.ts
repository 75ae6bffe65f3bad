/** A token bucket for all AWS calls of a process, so that many rollouts at once stay under the API limits. */
import type { Clock } from '../clock.ts'

export interface RateLimiter {
  /** Resolves when the caller may send one request. */
  take(): Promise<void>
}

/** `perSecond` on average, up to `burst` at once. Callers are served in the order they came. */
export function createRateLimiter(options: { perSecond: number; burst: number; clock: Clock }): RateLimiter {
  const { perSecond, burst, clock } = options
  let tokens = burst
  let refilled = clock.now()
  let queue: Promise<void> = Promise.resolve()

  async function takeOne(): Promise<void> {
    const now = clock.now()
    tokens = Math.min(burst, tokens + ((now - refilled) / 1000) * perSecond)
    refilled = now
    if (tokens < 1) {
      await clock.sleep(Math.ceil(((1 - tokens) / perSecond) * 1000))
      tokens = 1
      refilled = clock.now()
    }
    tokens -= 1
  }

  return {
    take() {
      const turn = queue.then(takeOne)
      queue = turn.catch(() => undefined)
      return turn
    },
  }
}
