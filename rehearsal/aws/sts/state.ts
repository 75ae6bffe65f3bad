/** What STS is told from outside: the keys of the identity provider it trusts. Nothing of it is saved. */
import type { JsonWebKey } from 'node:crypto'

export interface IdentityIssuer {
  issuer: string
  jwks: () => JsonWebKey[]
}

const issuers = new WeakMap<object, IdentityIssuer>()

/** Hands the issuer of web identity tokens to the STS of this world. */
export function trustIssuer(world: object, issuer: IdentityIssuer): void {
  issuers.set(world, issuer)
}

export function issuerOf(world: object): IdentityIssuer | undefined {
  return issuers.get(world)
}
