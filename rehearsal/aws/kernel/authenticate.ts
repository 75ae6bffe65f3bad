/** Whose key signed a request, and whether the signature is right. */
import type { AccessKey } from './credentials.ts'
import { readSignature, type Signed, sha256, signatureOf, type Wire } from './signature.ts'
import { AwsError, type Room } from './types.ts'
import type { SimulatedWorld } from './world.ts'

/** The key behind a signed request. Throws the error that this room's protocol uses. */
export function authenticate(world: SimulatedWorld, room: Room, wire: Wire, signed: Signed): AccessKey {
  const codes = authErrorCodes(room)
  const key = world.saved.keys[signed.accessKeyId]
  if (!key) throw new AwsError(codes.unknownKey, invalidToken, codes.status)
  if (key.sessionToken !== undefined && wire.headers['x-amz-security-token'] !== key.sessionToken) {
    throw new AwsError(codes.unknownKey, invalidToken, codes.status)
  }
  if (key.expiresAt !== undefined && key.expiresAt <= world.now()) {
    throw new AwsError(codes.expired, expiredToken, room.service === 's3' ? 400 : codes.status)
  }
  if (signatureOf(wire, signed, key.secretAccessKey) !== signed.signature) {
    throw new AwsError(codes.badSignature, badSignature, codes.status)
  }
  checkPayload(wire)
  return key
}

/** What the request says it is signed for; the error AWS gives where nothing is said. */
export function requireSignature(room: Room, wire: Wire): Signed {
  const signed = readSignature(wire.headers)
  if (signed) return signed
  if (room.service === 's3') throw new AwsError('AccessDenied', 'Access Denied', 403)
  throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403)
}

function checkPayload(wire: Wire): void {
  const claimed = wire.headers['x-amz-content-sha256']
  if (claimed === undefined || !/^[0-9a-f]{64}$/.test(claimed) || claimed === sha256(wire.body)) return
  const message = "The provided 'x-amz-content-sha256' header does not match what was computed."
  throw new AwsError('XAmzContentSHA256Mismatch', message)
}

const invalidToken = 'The security token included in the request is invalid.'
const expiredToken = 'The security token included in the request is expired'
const badSignature =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method.'

/** The same refusals have other names in each protocol ("Common errors" of each service's API reference). */
export function authErrorCodes(room: Room) {
  if (room.service === 's3') {
    return {
      unknownKey: 'InvalidAccessKeyId',
      expired: 'ExpiredToken',
      badSignature: 'SignatureDoesNotMatch',
      denied: 'AccessDenied',
      status: 403,
      deniedStatus: 403,
    }
  }
  if (room.protocol.kind === 'json') {
    return {
      unknownKey: 'UnrecognizedClientException',
      expired: 'ExpiredTokenException',
      badSignature: 'InvalidSignatureException',
      denied: 'AccessDeniedException',
      status: 400,
      deniedStatus: 400,
    }
  }
  return {
    unknownKey: room.protocol.kind === 'ec2' ? 'AuthFailure' : 'InvalidClientTokenId',
    expired: room.protocol.kind === 'ec2' ? 'RequestExpired' : 'ExpiredToken',
    badSignature: 'SignatureDoesNotMatch',
    denied: room.protocol.kind === 'ec2' ? 'UnauthorizedOperation' : 'AccessDenied',
    status: 403,
    deniedStatus: 403,
  }
}
