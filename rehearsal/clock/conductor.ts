/**
 * Lets virtual time pass when everybody waits, across processes.
 *
 * Participants are the child processes that loaded `preload.mjs` (each tells over a loopback socket when it
 * sleeps and until when) and the code in this process (it holds time still, except inside `idle`). When nobody
 * holds and all participants sleep, time jumps to the earliest of their wake-up times and the clock's own events.
 * Sleepers that are due are woken one at a time, so that two processes never race and a run can be repeated.
 */
import type { ChildProcess } from 'node:child_process'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { VirtualClock } from './virtual-clock.ts'

interface Sleeper {
  socket: Socket
  awake: boolean
  /** Virtual epoch milliseconds, valid while asleep. */
  until: number
  /** How often it was nudged. */
  nudges: number
  /** Who waits for it to say that it heard of a nudge. */
  listeners: Map<number, () => void>
}

/** A child process that is about to take part in virtual time. */
export interface Ticket {
  /** Environment of the process: the preload and where the clock is. Merge into the child's environment. */
  environment: Record<string, string>
  /** Call directly after spawn: time stands still until the process has said hello, and again until it has ended. */
  adopt(child: ChildProcess): void
  /**
   * Say that something happens to the process from outside (a signal), so that it is awake until it says otherwise.
   * Settles when it has heard, and so knows the time; at once where nothing of it takes part, or it has ended.
   */
  nudge(): Promise<void>
}

const preload = pathToFileURL(fileURLToPath(new URL('./preload.mjs', import.meta.url))).href

export class Conductor {
  readonly clock: VirtualClock
  readonly #server: Server
  readonly #onStuck: (reason: string) => void
  readonly #sleepers = new Map<Socket, Sleeper & { ticket: string }>()
  readonly #tickets = new Map<string, { release: (() => void) | undefined; ended: boolean }>()
  /** Virtual seconds that pass in a real one; undefined: as fast as it goes. */
  pace: number | undefined
  #holds = 0
  #waiting = 0
  #tickets_issued = 0
  #scheduled = false
  #advancing = false
  #closed = false

  private constructor(clock: VirtualClock, onStuck: (reason: string) => void) {
    this.clock = clock
    this.#onStuck = onStuck
    this.#server = createServer((socket) => this.#welcome(socket))
  }

  /** `onStuck` is told when everybody waits and nothing will ever happen: a bug, or a wait without an end. */
  static async start(clock: VirtualClock, onStuck: (reason: string) => void): Promise<Conductor> {
    const conductor = new Conductor(clock, onStuck)
    await new Promise<void>((resolve) => conductor.#server.listen(0, '127.0.0.1', resolve))
    conductor.#server.unref()
    return conductor
  }

  /** Time stands still until the returned function is called. */
  hold(): () => void {
    this.#holds++
    let held = true
    return () => {
      if (!held) return
      held = false
      this.#holds--
      this.#schedule()
    }
  }

  /** Waits for something that happens in virtual time. The caller must be holding time; the hold pauses meanwhile. */
  async idle<T>(promise: Promise<T>): Promise<T> {
    this.#holds--
    this.#waiting++
    this.#schedule()
    try {
      return await promise
    } finally {
      this.#holds++
      this.#waiting--
    }
  }

  /** Sleeps in virtual time; the caller must be holding time. */
  async sleep(milliseconds: number): Promise<void> {
    const at = this.clock.now() + milliseconds
    await this.idle(this.at(at))
  }

  /** A promise for a moment of virtual time; await it inside `idle`. */
  at(time: number): Promise<void> {
    return new Promise((resolve) => {
      this.#alarms.push({ time, resolve })
      if (!this.#alarmsAttached) {
        this.#alarmsAttached = true
        this.clock.attach({
          nextAt: () => (this.#alarms.length === 0 ? undefined : Math.min(...this.#alarms.map((alarm) => alarm.time))),
          fire: (now) => this.#ring(now),
        })
      }
    })
  }
  #alarms: { time: number; resolve: () => void }[] = []
  #alarmsAttached = false

  #ring(now: number): void {
    const due = this.#alarms.filter((alarm) => alarm.time <= now)
    this.#alarms = this.#alarms.filter((alarm) => alarm.time > now)
    for (const alarm of due) alarm.resolve()
  }

  /** For a child process: `spawn(…, { env: { …, ...ticket.environment } })`, then `ticket.adopt(child)`. */
  ticket(): Ticket {
    const name = `t${++this.#tickets_issued}`
    const entry = { release: undefined as (() => void) | undefined, ended: false }
    this.#tickets.set(name, entry)
    return {
      environment: this.environment(name),
      adopt: (child) => {
        entry.release = this.hold()
        child.once('close', () => {
          entry.ended = true
          setImmediate(() => {
            entry.release?.()
            this.#tickets.delete(name)
          })
        })
      },
      nudge: async () => {
        const nudged = [...this.#sleepers.values()].filter((sleeper) => sleeper.ticket === name)
        await Promise.all(
          nudged.map((sleeper) => {
            // What it said of its sleep before it heard of the nudge does not count any more.
            sleeper.nudges++
            this.#wake(sleeper)
            return new Promise<void>((resolve) => sleeper.listeners.set(sleeper.nudges, resolve))
          }),
        )
      },
    }
  }

  /** The environment for processes that nobody adopts, such as those of another workflow runner. */
  environment(ticket = 'guest'): Record<string, string> {
    const { port } = this.#server.address() as AddressInfo
    return { NODE_OPTIONS: `--import=${preload}`, REHEARSAL_CLOCK: `${port}:${ticket}` }
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const socket of this.#sleepers.keys()) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #welcome(socket: Socket): void {
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    const sleeper = { socket, awake: true, until: 0, nudges: 0, listeners: new Map<number, () => void>(), ticket: '' }
    const lines = createInterface({ input: socket })
    // The socket's own listener deals with it; readline tells it once more.
    lines.on('error', () => {})
    lines.on('line', (line) => {
      const message = JSON.parse(line) as { hello?: string; idle?: number; nudges?: number; heard?: number }
      if (message.hello !== undefined) {
        sleeper.ticket = message.hello
        this.#sleepers.set(socket, sleeper)
        const entry = this.#tickets.get(message.hello)
        entry?.release?.()
        if (entry) entry.release = undefined
        socket.write(`${JSON.stringify({ now: this.clock.now() })}\n`)
      } else if (message.heard !== undefined) {
        sleeper.listeners.get(message.heard)?.()
        sleeper.listeners.delete(message.heard)
      } else if (message.idle !== undefined && (message.nudges ?? 0) >= sleeper.nudges) {
        sleeper.awake = false
        sleeper.until = message.idle
        this.#schedule()
      }
    })
    socket.once('close', () => {
      for (const heard of sleeper.listeners.values()) heard()
      if (!this.#sleepers.delete(socket)) return
      const entry = this.#tickets.get(sleeper.ticket)
      const others = [...this.#sleepers.values()].some((other) => other.ticket === sleeper.ticket)
      if (entry && !entry.ended && !others) entry.release = this.hold()
      this.#schedule()
    })
  }

  #wake(sleeper: Sleeper): void {
    sleeper.awake = true
    sleeper.socket.write(`${JSON.stringify({ now: this.clock.now(), nudges: sleeper.nudges })}\n`)
  }

  #schedule(): void {
    if (this.#scheduled || this.#closed) return
    this.#scheduled = true
    // After all microtasks: whoever was resumed by the last event has taken its hold again.
    setImmediate(() => {
      this.#scheduled = false
      void this.#advance()
    })
  }

  async #advance(): Promise<void> {
    if (this.#advancing || this.#closed || !this.#everybodyWaits()) return
    const sleepers = [...this.#sleepers.values()].sort((a, b) => a.ticket.localeCompare(b.ticket))
    const wakeUps = sleepers.map((sleeper) => sleeper.until)
    const event = this.clock.nextAt()
    const next = Math.min(...wakeUps, ...(event === undefined ? [] : [event]))
    if (next === Number.POSITIVE_INFINITY) {
      this.#onStuck('everybody waits and nothing is planned to happen')
      return
    }
    this.#advancing = true
    try {
      if (this.pace !== undefined) await realTime((next - this.clock.now()) / this.pace)
      await this.clock.advanceTo(Math.max(next, this.clock.now()))
    } finally {
      this.#advancing = false
    }
    const due = sleepers.find((sleeper) => !sleeper.awake && sleeper.until <= this.clock.now())
    if (due && this.#sleepers.has(due.socket) && this.#everybodyWaits()) this.#wake(due)
    else this.#schedule()
  }

  #everybodyWaits(): boolean {
    if (this.#holds > 0) return false
    if (this.#waiting === 0 && this.#sleepers.size === 0) return false
    return [...this.#sleepers.values()].every((sleeper) => !sleeper.awake)
  }
}

function realTime(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)))
}
