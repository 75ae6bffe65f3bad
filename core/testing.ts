/** Helpers for tests beside the code; nothing that ships imports this. */
import type { Clock } from './clock.ts'

/** A clock whose sleeps take no time and move it; it starts at 0. */
export function fakeClock(onSleep?: (now: number) => void | Promise<void>): Clock {
  let now = 0
  return {
    now: () => now,
    async sleep(milliseconds, signal) {
      if (signal?.aborted) throw signal.reason
      now += milliseconds
      await onSleep?.(now)
      if (signal?.aborted) throw signal.reason
    },
  }
}
