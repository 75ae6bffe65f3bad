/** The simulated AWS accounts: start them, move them with the clock, save them, stop them. */
import type { JsonWebKey } from 'node:crypto'
import type { VirtualClock } from '../clock/virtual-clock.ts'
import { type OnDatabase, openDatabases } from '../database/databases.ts'
import type { Faults } from '../faults/faults.ts'
import { makeAccessKey } from './kernel/credentials.ts'
import type { OnCall } from './kernel/dispatch.ts'
import { serve } from './kernel/server.ts'
import type { RecordedCall, Room, TimelineEntry } from './kernel/types.ts'
import { loadWorld, SimulatedWorld } from './kernel/world.ts'
import { trustIssuer } from './sts/state.ts'

export interface AwsOptions {
  clock: VirtualClock
  faults: Faults
  seed: number | string
  /** Default: all rooms there are. */
  rooms?: Room[]
  /** Public keys of the identity provider whose tokens STS accepts. */
  jwks?: () => JsonWebKey[]
  /** Default: GitHub's, https://token.actions.githubusercontent.com. */
  issuer?: string
  /** What `world.save()` gave; the clock is set forward to it. */
  state?: string
  /** Where databases keep their data; without it there are no real databases. */
  directory?: string
  onDatabase?: OnDatabase
  environmentOf?: (account: string) => string | undefined
  onCall?: OnCall
}

export interface Aws {
  url: string
  world: SimulatedWorld
  /** Every request so far, in the order of arrival. */
  calls: RecordedCall[]
  timelineEntries: TimelineEntry[]
  onTimeline(listener: (entry: TimelineEntry) => void): () => void
  administrator(account: string, region: string): { accessKeyId: string; secretAccessKey: string }
  close(): Promise<void>
}

export async function startAws(options: AwsOptions): Promise<Aws> {
  const rooms = options.rooms ?? (await import('./rooms.ts')).rooms
  const saved = options.state === undefined ? undefined : loadWorld(options.state)
  const world = new SimulatedWorld({
    clock: options.clock,
    rooms,
    faults: options.faults,
    seed: String(options.seed),
    ...(saved === undefined ? {} : { saved }),
    ...(options.environmentOf === undefined ? {} : { environmentOf: options.environmentOf }),
  })
  if (options.jwks) {
    trustIssuer(world, { issuer: options.issuer ?? 'https://token.actions.githubusercontent.com', jwks: options.jwks })
  }
  const databases =
    options.directory === undefined
      ? undefined
      : openDatabases(options.directory, String(options.seed), options.onDatabase)
  if (databases) world.databases = databases
  if (saved) await options.clock.advanceTo(saved.now)
  options.clock.attach(world)
  for (const room of rooms) await room.wake?.(world)
  const calls: RecordedCall[] = []
  const server = await serve({ world, calls, ...(options.onCall === undefined ? {} : { onCall: options.onCall }) })
  return {
    url: server.url,
    world,
    calls,
    timelineEntries: world.timelineEntries,
    onTimeline: (listener) => world.onTimeline(listener),
    administrator: (account) => administratorOf(world, account),
    close: async () => {
      await server.close()
      await databases?.close()
    },
  }
}

function administratorOf(world: SimulatedWorld, account: string) {
  const key = makeAccessKey(world, `administrator ${account}`, 'AKIA')
  key.caller = { account, arn: `arn:aws:iam::${account}:user/administrator`, administrator: true }
  world.saved.keys[key.accessKeyId] ??= key
  const { accessKeyId, secretAccessKey } = key
  return { accessKeyId, secretAccessKey }
}
