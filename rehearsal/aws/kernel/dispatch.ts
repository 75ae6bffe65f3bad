/** One request from its bytes to its answer: found, read, authenticated, struck, allowed, run, recorded. */
import { assumedBy } from '../sts/room.ts'
import { authErrorCodes, authenticate, requireSignature } from './authenticate.ts'
import { accessDenied } from './authorize.ts'
import { missingPermission, strike } from './call-faults.ts'
import { jsonError } from './protocol-json.ts'
import { queryError } from './protocol-query.ts'
import { readSignature, type Wire } from './signature.ts'
import {
  AwsError,
  type Caller,
  type HttpReply,
  type Output,
  type Place,
  type RecordedCall,
  type Room,
} from './types.ts'
import { bodyText, parseRequest, recordable, type WireError, writeError, writeReply } from './wire.ts'
import { type SimulatedWorld, unknownOperation } from './world.ts'

/**
 * Told of each call before it takes effect and after, before it is answered.
 * `struck` is set where the fault killed-runner wants the caller dead now. To
 * answer 'drop' closes the connection without an answer.
 */
export type OnCall = (
  call: RecordedCall,
  phase: 'before' | 'after',
  struck?: 'killed-runner',
) => Promise<undefined | 'drop'> | Promise<void>

export interface Account {
  world: SimulatedWorld
  calls: RecordedCall[]
  onCall?: OnCall
}

export async function answer(account: Account, wire: Wire): Promise<HttpReply | 'drop'> {
  const { world } = account
  const requestId = uuid(world.hex(`request ${world.count('request')}`, 32))
  const found = findRoom(world, wire)
  if (!('room' in found)) return unknownService(wire, found, requestId)
  const { room } = found
  const call = startRecord(account, wire, found)
  const run: Run = { account, room, wire, call }
  const reply = await attempt(run, requestId)
  if (reply === 'drop' || run.dropAfter) return 'drop'
  return (await tell(run, 'after', run.killAfter)) === 'drop' ? 'drop' : reply
}

/** The answer, be it an error; 'drop' where the call never took effect. */
async function attempt(run: Run, requestId: string): Promise<HttpReply | 'drop'> {
  const { room, call } = run
  try {
    const result = await perform(run)
    if (result === 'drop') return 'drop'
    const reply = writeReply(room, call.operation, result.output, requestId)
    call.status = reply.status
    return reply
  } catch (error) {
    const wireError = toWireError(room, error)
    call.status = wireError.status
    call.errorCode = wireError.code
    return writeError(room, call.operation, wireError, requestId)
  }
}

interface Run {
  account: Account
  room: Room
  wire: Wire
  call: RecordedCall
  /** The fault connection-resets takes the answer away. */
  dropAfter?: true
  /** The fault killed-runner wants the caller dead after this call, whatever came of it. */
  killAfter?: 'killed-runner'
}

async function perform(run: Run): Promise<'drop' | { output: Output }> {
  const { account, room, wire, call } = run
  const { world } = account
  const parsed = parseRequest(room, wire)
  call.operation = parsed.operation
  call.input = recordable(parsed.input)
  const operation = room.operations[parsed.operation]
  const { caller, place, accessKeyId } = identify(world, room, wire, parsed, operation?.anonymous ?? false)
  Object.assign(call, { caller: caller.arn, account: place.account, region: place.region })
  if (!operation) throw unknownOperation(room.arnService ?? room.service, parsed.operation)

  const struck = strike(world, room, {
    environment: caller.environment,
    roleArn: caller.roleArn,
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    service: room.service,
    operation: parsed.operation,
    body: wire.body,
  })
  if (struck?.kind === 'expire') expireNow(world, room, accessKeyId)
  if (struck?.kind === 'error') throw new AwsError(struck.code, struck.message, struck.status)
  if (struck?.kind === 'reset' && struck.when === 'before') return 'drop'
  if (struck?.kind === 'reset') run.dropAfter = true
  if (struck?.kind === 'kill' && struck.when === 'after') run.killAfter = struck.fault
  const killNow = struck?.kind === 'kill' && struck.when === 'before' ? struck.fault : undefined
  if ((await tell(run, 'before', killNow)) === 'drop') return 'drop'

  const context = world.context(room.service, place, caller)
  const permissions = operation.needs(parsed.input, context)
  call.permissions = permissions
  const missing = missingPermission(world, caller.environment, permissions)
  if (missing) throw accessDenied(caller, missing, 'implicit-deny')
  if (!operation.anonymous) world.check(caller, permissions, place)
  return { output: await operation.run(parsed.input, context) }
}

/** Tells the hook; without a hook a killed runner is a dropped connection. */
async function tell(run: Run, phase: 'before' | 'after', struck?: 'killed-runner') {
  const said = await run.account.onCall?.(run.call, phase, struck)
  return said === 'drop' || struck !== undefined ? 'drop' : undefined
}

function identify(
  world: SimulatedWorld,
  room: Room,
  wire: Wire,
  parsed: { operation: string; input: Record<string, unknown> },
  anonymous: boolean,
): { caller: Caller; place: Place; accessKeyId?: string } {
  if (anonymous && readSignature(wire.headers) === undefined) {
    const caller = assumedBy(world, parsed.input)
    return { caller, place: { account: caller.account, region: 'us-east-1' } }
  }
  const signed = requireSignature(room, wire)
  const key = authenticate(world, room, wire, signed)
  return {
    caller: key.caller,
    place: { account: key.caller.account, region: signed.region },
    accessKeyId: key.accessKeyId,
  }
}

/** From now on this session's credentials are expired, for this call and all later ones. */
function expireNow(world: SimulatedWorld, room: Room, accessKeyId: string | undefined): never {
  const key = accessKeyId === undefined ? undefined : world.saved.keys[accessKeyId]
  if (key) key.expiresAt = world.now()
  const codes = authErrorCodes(room)
  throw new AwsError(codes.expired, 'The security token included in the request is expired', codes.status)
}

function findRoom(world: SimulatedWorld, wire: Wire): { room: Room } | { service: string; operation: string } {
  const signed = readSignature(wire.headers)
  const target = wire.headers['x-amz-target']
  const action = new URLSearchParams(wire.body.toString('latin1')).get('Action') ?? ''
  // Unsigned requests are STS's AssumeRoleWithWebIdentity, or plain S3 reads, which are refused.
  const service = signed?.service ?? (action === '' ? 's3' : 'sts')
  const room = world.findRoom(service)
  const operation = target?.split('.').at(-1) ?? (action === '' ? `${wire.method} ${wire.path}` : action)
  return room ? { room } : { service, operation }
}

function startRecord(account: Account, wire: Wire, found: { room: Room }): RecordedCall {
  const signed = readSignature(wire.headers)
  const call: RecordedCall = {
    at: account.world.now(),
    caller: '',
    account: '',
    region: signed?.region ?? '',
    service: found.room.service,
    operation: '',
    method: wire.method,
    path: wire.path,
    headers: wire.headers,
    ...bodyText(wire.body),
    input: {},
    status: 0,
    permissions: [],
  }
  account.calls.push(call)
  return call
}

function toWireError(room: Room, error: unknown): WireError {
  if (error instanceof AwsError) {
    const { code, status, message } = error
    if (code !== 'AccessDeniedException') return { code, status, message }
    const codes = authErrorCodes(room)
    return { code: codes.denied, status: codes.deniedStatus, message }
  }
  // Our own mistake: say so loudly instead of looking like AWS, and with a status that nobody retries.
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { code: 'SimulatedAccountError', status: 400, message: `the simulated account failed: ${text}` }
}

/** The room is not known, so neither is its protocol: answered as the request is written. */
function unknownService(wire: Wire, found: { service: string; operation: string }, requestId: string): HttpReply {
  const { code, status, message } = unknownOperation(found.service, found.operation)
  if (wire.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return queryError({ kind: 'query', namespace: '' }, { code, status, message }, requestId)
  }
  return jsonError({ kind: 'json', target: '', version: '1.1' }, { code, status, message }, requestId)
}

function uuid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
