/** ARNs and ids of IAM. */
import { base32 } from '../kernel/credentials.ts'
import type { HandlerContext } from '../kernel/types.ts'

export function iamArn(account: string, kind: string, path: string, name: string): string {
  return `arn:aws:iam::${account}:${kind}${path}${name}`
}

/** AROA… for roles, ANPA… for policies, AIPA… for instance profiles ("IAM identifiers", unique ids). */
export function iamId(prefix: 'AROA' | 'ANPA' | 'AIPA', context: HandlerContext, name: string): string {
  const key = `iam ${prefix} ${context.account} ${name} ${context.world.count(`iam ${prefix} ${context.account} ${name}`)}`
  return prefix + base32(context.world.hex(key, 40), 17)
}
