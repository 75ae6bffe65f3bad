/**
 * The RSA key that signs OIDC tokens, made from the seed: the same seed gives the same tokens to the byte.
 * It guards nothing; it only has to be a real key, so that the simulated STS really verifies signatures.
 */
import { checkPrimeSync, createHash, createPrivateKey, type KeyObject } from 'node:crypto'

export interface SigningKey {
  id: string
  privateKey: KeyObject
  publicJwk: { kty: 'RSA'; use: 'sig'; alg: 'RS256'; kid: string; n: string; e: string }
}

const exponent = 65537n

export function signingKey(seed: string): SigningKey {
  const p = prime(`${seed}:p`)
  const q = prime(`${seed}:q`)
  const n = p * q
  const d = inverse(exponent, (p - 1n) * (q - 1n))
  const jwk = {
    kty: 'RSA',
    n: base64url(n),
    e: base64url(exponent),
    d: base64url(d),
    p: base64url(p),
    q: base64url(q),
    dp: base64url(d % (p - 1n)),
    dq: base64url(d % (q - 1n)),
    qi: base64url(inverse(q, p)),
  }
  const id = createHash('sha256').update(jwk.n).digest('hex').slice(0, 40).toUpperCase()
  return {
    id,
    privateKey: createPrivateKey({ key: jwk, format: 'jwk' }),
    publicJwk: { kty: 'RSA', use: 'sig', alg: 'RS256', kid: id, n: jwk.n, e: jwk.e },
  }
}

/** A prime of 1024 bits with the two top bits set, so that the product of two has 2048. */
function prime(seed: string): bigint {
  for (let attempt = 0; ; attempt++) {
    const bytes = Buffer.concat(
      [0, 1, 2, 3].map((part) => createHash('sha256').update(`${seed}:${attempt}:${part}`).digest()),
    )
    const candidate = BigInt(`0x${bytes.toString('hex')}`) | (3n << 1022n) | 1n
    if (candidate % exponent !== 1n && checkPrimeSync(candidate)) return candidate
  }
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [previous, current] = [modulus, value % modulus]
  let [previousFactor, factor] = [0n, 1n]
  while (current !== 0n) {
    const quotient = previous / current
    ;[previous, current] = [current, previous - quotient * current]
    ;[previousFactor, factor] = [factor, previousFactor - quotient * factor]
  }
  return ((previousFactor % modulus) + modulus) % modulus
}

function base64url(value: bigint): string {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url')
}
