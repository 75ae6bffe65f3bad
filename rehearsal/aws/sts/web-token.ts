/** Reads and verifies OpenID Connect tokens (RS256 JSON Web Tokens). */
import { createPublicKey, type JsonWebKey, verify } from 'node:crypto'
import { AwsError } from '../kernel/types.ts'

export type Claims = Record<string, unknown>

/** The claims without any check, or undefined where it is no token. */
export function peekClaims(token: string): Claims | undefined {
  const [, payload] = token.split('.')
  return payload === undefined ? undefined : decode(payload)
}

/** The claims of a token whose signature and times are right. Throws as STS does. */
export function verifyToken(token: string, issuer: string, keys: JsonWebKey[], nowMs: number): Claims {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const head = decode(header)
  const claims = decode(payload)
  if (!head || !claims || signature === '') throw invalid('The token is not a JSON Web Token.')
  if (claims.iss !== issuer) throw invalid(`No OpenIDConnect provider found in your account for ${String(claims.iss)}`)
  if (head.alg !== 'RS256') throw invalid(`Token signature algorithm ${String(head.alg)} is not supported.`)
  const key = keys.find((candidate) => candidate.kid === head.kid)
  if (!key) throw invalid("Couldn't retrieve verification key from your identity provider.")
  const signed = Buffer.from(`${header}.${payload}`)
  const publicKey = createPublicKey({ key, format: 'jwk' })
  if (!verify('RSA-SHA256', signed, publicKey, Buffer.from(signature, 'base64url'))) {
    throw invalid('Provided Token has an invalid signature.')
  }
  const now = nowMs / 1000
  if (typeof claims.exp !== 'number' || claims.exp <= now) {
    throw new AwsError(
      'ExpiredTokenException',
      `Token expired: current date/time ${Math.floor(now)} must be before the expiration date/time ${String(claims.exp)}`,
    )
  }
  if (typeof claims.nbf === 'number' && claims.nbf > now + 300) throw invalid('The token is not valid yet.')
  return claims
}

function decode(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Claims) : undefined
  } catch {
    return undefined
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidIdentityToken', message)
}
