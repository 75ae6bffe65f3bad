/** Access keys and sessions of the simulated accounts: plain data, saved with the world. */
import type { Caller } from './types.ts'

export interface AccessKey {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
  /** Virtual epoch milliseconds; keys without it never expire. */
  expiresAt?: number
  caller: Caller
  /** Condition keys that the session carries, e.g. aws:userid, aws:PrincipalTag/Environment. */
  context: Record<string, string>
}

export interface KeyMaker {
  hex(key: string, length: number): string
}

/** A key whose parts depend on the seed and on `name` alone. */
export function makeAccessKey(maker: KeyMaker, name: string, kind: 'AKIA' | 'ASIA'): AccessKey {
  const id = kind + base32(maker.hex(`${name}/id`, 32), 16)
  const key: AccessKey = {
    accessKeyId: id,
    secretAccessKey: Buffer.from(maker.hex(`${name}/secret`, 60), 'hex').toString('base64'),
    caller: { account: '', arn: '' },
    context: {},
  }
  if (kind === 'ASIA') key.sessionToken = Buffer.from(maker.hex(`${name}/token`, 240), 'hex').toString('base64')
  return key
}

/** The alphabet that AWS ids are written in. */
export function base32(hex: string, length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  return [...Buffer.from(hex, 'hex')]
    .map((byte) => alphabet[byte % 32])
    .join('')
    .slice(0, length)
}
