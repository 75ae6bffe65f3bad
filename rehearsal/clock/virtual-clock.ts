/**
 * Virtual time as discrete events: it stands still while anything runs and
 * jumps to the next event when everybody waits. Milliseconds since 1970.
 */

/** Something that knows when it next has to happen: a simulated account, a simulated GitHub. */
export interface EventSource {
  /** When the next event is due, or undefined if nothing is planned. */
  nextAt(): number | undefined
  /** Let everything happen that is due at `now`. Called with the clock already at `now`. */
  fire(now: number): void | Promise<void>
}

export class VirtualClock {
  #now: number
  readonly #sources: EventSource[] = []

  constructor(startMs: number) {
    this.#now = startMs
  }

  now(): number {
    return this.#now
  }

  attach(source: EventSource): void {
    this.#sources.push(source)
  }

  /** The earliest event of any source, never before now. */
  nextAt(): number | undefined {
    const due = this.#sources.map((source) => source.nextAt()).filter((at) => at !== undefined)
    return due.length === 0 ? undefined : Math.max(this.#now, Math.min(...due))
  }

  /** Fires every event up to and including `time`, in order of time, and ends there. */
  async advanceTo(time: number): Promise<void> {
    for (let next = this.nextAt(); next !== undefined && next <= time; next = this.nextAt()) {
      this.#now = next
      for (const source of this.#sources) {
        const at = source.nextAt()
        if (at !== undefined && at <= next) await source.fire(next)
      }
    }
    this.#now = Math.max(this.#now, time)
  }

  async advance(milliseconds: number): Promise<void> {
    await this.advanceTo(this.#now + milliseconds)
  }
}
