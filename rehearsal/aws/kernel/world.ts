/**
 * All simulated accounts together: the states of all rooms, planned events,
 * counters and keys. What has to outlive the process is plain data (`Saved`);
 * the rest of this class finds, saves and dispatches it.
 */
import { createHash } from 'node:crypto'
import type { EventSource } from '../../clock/virtual-clock.ts'
import type { Faults } from '../../faults/faults.ts'
import { requirePermissions } from './authorize.ts'
import type { AccessKey } from './credentials.ts'
import { arnOf, placeOfKey, stateKey } from './places.ts'
import { replacePorts } from './ports.ts'
import {
  AwsError,
  type Caller,
  type Context,
  type Databases,
  type Input,
  type Output,
  type Permission,
  type Place,
  type Plain,
  type ResourceHandler,
  type Room,
  type TimelineEntry,
  type World,
} from './types.ts'

export interface PlannedEvent extends Place {
  at: number
  /** Events of the same moment happen in the order in which they were planned. */
  order: number
  service: string
  kind: string
  data: Plain
}

export interface Saved {
  format: 1
  now: number
  seed: string
  order: number
  states: Record<string, unknown>
  events: PlannedEvent[]
  counters: Record<string, number>
  keys: Record<string, AccessKey>
  /** What call-level faults have done so far. */
  faults: Record<string, number>
}

export interface WorldOptions {
  clock: { now(): number }
  rooms: Room[]
  faults: Faults
  seed: string
  saved?: Saved
  environmentOf?: (account: string) => string | undefined
}

export class SimulatedWorld implements World, EventSource {
  readonly saved: Saved
  readonly faults: Faults
  readonly timelineEntries: TimelineEntry[] = []
  databases?: Databases
  readonly #options: WorldOptions
  readonly #rooms: Map<string, Room>
  readonly #handlers = new Map<string, ResourceHandler>()
  readonly #listeners = new Set<(entry: TimelineEntry) => void>()

  constructor(options: WorldOptions) {
    this.#options = options
    this.faults = options.faults
    this.saved = options.saved ?? emptyWorld(options.seed, options.clock.now())
    this.#rooms = new Map(options.rooms.map((room) => [room.service, room]))
    for (const handler of options.rooms.flatMap((room) => room.resources ?? [])) {
      if (this.#handlers.has(handler.type)) throw new Error(`Two rooms create ${handler.type}`)
      this.#handlers.set(handler.type, handler)
    }
  }

  now(): number {
    return this.#options.clock.now()
  }

  /** The whole world as JSON text; `loadWorld` reads it back. */
  save(): string {
    return JSON.stringify({ ...this.saved, now: this.now() })
  }

  rooms(): Room[] {
    return [...this.#rooms.values()]
  }

  findRoom(service: string): Room | undefined {
    return this.#rooms.get(service)
  }

  handler(type: string): ResourceHandler | undefined {
    return this.#handlers.get(type)
  }

  state<State>(service: string, place: Place): State {
    const room = this.#room(service)
    const key = stateKey(room, place)
    this.saved.states[key] ??= room.empty()
    return this.saved.states[key] as State
  }

  places(service: string): Place[] {
    return Object.keys(this.saved.states)
      .map(placeOfKey)
      .filter((entry) => entry.service === service)
      .map((entry) => entry.place)
  }

  context<State>(service: string, place: Place, caller?: Caller): Context<State> {
    const room = this.#room(service)
    return {
      account: place.account,
      region: place.region,
      state: this.state<State>(service, place),
      now: this.now(),
      caller: caller ?? serviceCaller(service, place),
      world: this,
      arn: (resource) => arnOf(room, place, resource),
      schedule: (afterMs, kind, data = null) => this.#plan(service, place, afterMs, kind, data),
    }
  }

  async call(service: string, operation: string, input: Input, place: Place, caller?: Caller): Promise<Output> {
    const found = this.#room(service).operations[operation]
    if (!found) throw unknownOperation(service, operation)
    const context = this.context(service, place, caller)
    if (caller) this.check(caller, found.needs(input, context), place)
    return await found.run(input, context)
  }

  check(caller: Caller, permissions: Permission[], place: Place): void {
    requirePermissions(this, caller, permissions, place)
  }

  replacePorts(moved: ReadonlyMap<number, number>): void {
    this.saved.states = replacePorts(this.saved.states, moved) as Saved['states']
  }

  random(): number {
    return Number.parseInt(this.hex(`random ${this.count('random')}`, 12), 16) / 2 ** 48
  }

  hex(key: string, length: number): string {
    let text = ''
    for (let block = 0; text.length < length; block += 1) {
      text += createHash('sha256').update(`${this.saved.seed}\n${block}\n${key}`).digest('hex')
    }
    return text.slice(0, length)
  }

  count(name: string): number {
    const next = (this.saved.counters[name] ?? 0) + 1
    this.saved.counters[name] = next
    return next
  }

  timeline(entry: Omit<TimelineEntry, 'at'>): void {
    const environment = entry.environment ?? this.#options.environmentOf?.(entry.account)
    const full: TimelineEntry = { at: this.now(), ...entry, ...(environment === undefined ? {} : { environment }) }
    this.timelineEntries.push(full)
    for (const listener of this.#listeners) listener(full)
  }

  /** Calls `listener` for each new entry; returns what ends that. */
  onTimeline(listener: (entry: TimelineEntry) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  nextAt(): number | undefined {
    return this.saved.events[0]?.at
  }

  async fire(now: number): Promise<void> {
    for (let event = this.saved.events[0]; event !== undefined && event.at <= now; event = this.saved.events[0]) {
      this.saved.events.shift()
      const handle = this.#room(event.service).events?.[event.kind]
      if (!handle) throw new Error(`The room ${event.service} has no event ${event.kind}`)
      await handle(event.data, this.context(event.service, event))
    }
  }

  #plan(service: string, place: Place, afterMs: number, kind: string, data: Plain): void {
    const at = this.now() + Math.max(0, afterMs)
    this.saved.order += 1
    const { account, region } = place
    const event: PlannedEvent = { at, order: this.saved.order, service, account, region, kind, data }
    const later = this.saved.events.findIndex((other) => other.at > at)
    this.saved.events.splice(later < 0 ? this.saved.events.length : later, 0, event)
  }

  #room(service: string): Room {
    const room = this.#rooms.get(service)
    if (!room) throw unknownOperation(service, '*')
    return room
  }
}

export function emptyWorld(seed: string, now: number): Saved {
  return { format: 1, now, seed, order: 0, states: {}, events: [], counters: {}, keys: {}, faults: {} }
}

/** Reads what `save` wrote; an Error where it is something else. */
export function loadWorld(text: string): Saved {
  const saved: unknown = JSON.parse(text)
  if (typeof saved !== 'object' || saved === null || !('format' in saved) || saved.format !== 1) {
    throw new Error('This is not a saved simulated account of format 1')
  }
  return saved as Saved
}

/** The service acting for itself: nothing is checked. */
export function serviceCaller(service: string, place: Place): Caller {
  return { account: place.account, arn: `arn:aws:iam::${place.account}:service/${service}`, administrator: true }
}

/** 400, because SDKs retry every 5xx. */
export function unknownOperation(service: string, operation: string): AwsError {
  const message = `the simulated account does not know ${service}:${operation}`
  return new AwsError('UnknownOperationException', message)
}
