/** Moments of virtual time that somebody waits for, and may stop waiting for. */
import type { EventSource, VirtualClock } from '../clock/virtual-clock.ts'

interface Timer {
  at: number
  ring(): void
}

export class Timers implements EventSource {
  readonly #clock: VirtualClock
  readonly #timers = new Set<Timer>()

  constructor(clock: VirtualClock) {
    this.#clock = clock
    clock.attach(this)
  }

  nextAt(): number | undefined {
    return this.#timers.size === 0 ? undefined : Math.min(...[...this.#timers].map((timer) => timer.at))
  }

  fire(now: number): void {
    for (const timer of [...this.#timers].filter(({ at }) => at <= now)) {
      this.#timers.delete(timer)
      timer.ring()
    }
  }

  /** `rung` settles once, at the time; never after `clear`. */
  after(milliseconds: number): { rung: Promise<'rung'>; clear(): void } {
    const { promise, resolve } = Promise.withResolvers<'rung'>()
    const timer = { at: this.#clock.now() + milliseconds, ring: () => resolve('rung') }
    this.#timers.add(timer)
    return { rung: promise, clear: () => void this.#timers.delete(timer) }
  }
}

const timersOfClocks = new WeakMap<VirtualClock, Timers>()

/** One set of timers per clock, so that many runs do not attach many sources. */
export function timersOf(clock: VirtualClock): Timers {
  const known = timersOfClocks.get(clock)
  if (known) return known
  const timers = new Timers(clock)
  timersOfClocks.set(clock, timers)
  return timers
}
