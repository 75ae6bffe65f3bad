/**
 * Faults that strike single calls. They are decided by the seed and by what was
 * called before, never by chance, and they end: a storm by time, and no request
 * (same operation, same body) is struck more than twice in a row, so that a
 * client with three attempts wins.
 */
import type { Fault, FaultName } from '../../faults/faults.ts'
import { sha256 } from './signature.ts'
import type { Permission, Room } from './types.ts'
import type { SimulatedWorld } from './world.ts'

export interface StruckCall {
  environment: string | undefined
  roleArn: string | undefined
  /** Of the session that signed; absent for unsigned calls. */
  accessKeyId?: string
  service: string
  operation: string
  body: Buffer
}

export type Strike =
  | { kind: 'error'; fault: FaultName; code: string; status: number; message: string }
  | { kind: 'expire'; fault: 'expired-token' }
  | { kind: 'reset'; fault: 'connection-resets'; when: 'before' | 'after' }
  | { kind: 'kill'; fault: 'killed-runner'; when: 'before' | 'after' }

/** What happens to this call, or undefined. Counts the call, so ask once for each. */
export function strike(world: SimulatedWorld, room: Room, call: StruckCall): Strike | undefined {
  if (call.environment === undefined) return undefined
  return (
    killed(world, call) ??
    expired(world, call) ??
    storm(world, room, call) ??
    broken(world, room, call) ??
    reset(world, call)
  )
}

/** The permission that the fault `access-denied` takes away, if this call needs it. */
export function missingPermission(
  world: SimulatedWorld,
  environment: string | undefined,
  permissions: Permission[],
): Permission | undefined {
  const fault = world.faults.find('access-denied', environment)
  const action = fault?.options.action ?? 'ecs:UpdateService'
  return fault && permissions.find((permission) => permission.action.toLowerCase() === action.toLowerCase())
}

function killed(world: SimulatedWorld, call: StruckCall): Strike | undefined {
  const fault = world.faults.find('killed-runner', call.environment)
  if (!fault || !isDeployRole(call.roleArn, fault)) return undefined
  const number = add(world, `killed-runner/${call.environment}/calls`)
  if (number !== Number(fault.options.call ?? '1')) return undefined
  return { kind: 'kill', fault: 'killed-runner', when: fault.options.when === 'after' ? 'after' : 'before' }
}

/** Roles are named {system}-{environment}-deploy; option `role` names another ending. */
function isDeployRole(roleArn: string | undefined, fault: Fault): boolean {
  return roleArn?.endsWith(`-${fault.options.role ?? 'deploy'}`) ?? false
}

function expired(world: SimulatedWorld, call: StruckCall): Strike | undefined {
  const fault = world.faults.find('expired-token', call.environment)
  if (!fault || call.accessKeyId === undefined || !isDeployRole(call.roleArn, fault)) return undefined
  const number = add(world, `expired-token/${call.environment}/calls`)
  return number === Number(fault.options.call ?? '10') ? { kind: 'expire', fault: 'expired-token' } : undefined
}

function storm(world: SimulatedWorld, room: Room, call: StruckCall): Strike | undefined {
  const share = strikes(world, 'throttle-storm', call, 1 / 3)
  if (!share) return undefined
  const s3 = room.service === 's3'
  const query = room.protocol.kind === 'query' || room.protocol.kind === 'ec2'
  const code = s3 ? 'SlowDown' : query ? 'Throttling' : 'ThrottlingException'
  const message = s3 ? 'Please reduce your request rate.' : 'Rate exceeded'
  return { kind: 'error', fault: 'throttle-storm', code, status: s3 ? 503 : 400, message }
}

function broken(world: SimulatedWorld, room: Room, call: StruckCall): Strike | undefined {
  if (!strikes(world, 'server-errors', call, 1 / 5)) return undefined
  const code = room.service === 's3' ? 'InternalError' : 'InternalFailure'
  const message = 'The request processing has failed because of an unknown error, exception or failure.'
  return { kind: 'error', fault: 'server-errors', code, status: 500, message }
}

function reset(world: SimulatedWorld, call: StruckCall): Strike | undefined {
  const chance = strikes(world, 'connection-resets', call, 1 / 6)
  if (!chance) return undefined
  const chosen = world.faults.find('connection-resets', call.environment)?.options.when
  const when = chosen === 'before' || chosen === 'after' ? chosen : chance.value < 1 / 12 ? 'before' : 'after'
  return { kind: 'reset', fault: 'connection-resets', when }
}

/** Whether a storm strikes: `share` of the calls in its time (option seconds, default 600), twice in a row at most. */
function strikes(
  world: SimulatedWorld,
  name: FaultName,
  call: StruckCall,
  share: number,
): { value: number } | undefined {
  const fault = world.faults.find(name, call.environment)
  if (!fault) return undefined
  const began = remember(world, `${name}/${call.environment}/began`, world.now())
  if (world.now() - began > Number(fault.options.seconds ?? '600') * 1000) return undefined
  const number = add(world, `${name}/${call.environment}/calls`)
  const value = Number.parseInt(world.hex(`${name} ${call.environment} ${number}`, 12), 16) / 2 ** 48
  const row = `${name}/row/${sha256(`${call.service} ${call.operation} ${call.body.toString('base64')}`).slice(0, 16)}`
  if (value >= Number(fault.options.share ?? share) || (world.saved.faults[row] ?? 0) >= 2) {
    delete world.saved.faults[row]
    return undefined
  }
  add(world, row)
  return { value }
}

function add(world: SimulatedWorld, name: string): number {
  const next = (world.saved.faults[name] ?? 0) + 1
  world.saved.faults[name] = next
  return next
}

function remember(world: SimulatedWorld, name: string, value: number): number {
  world.saved.faults[name] ??= value
  return world.saved.faults[name]
}
