/** Pages of a list. The token is the number of items before the page, so it is plain and stable. */
import { AwsError } from './types.ts'

export interface Page<Item> {
  items: Item[]
  nextToken?: string
}

/** The page after `token`, of at most `size`; `code` names the error of a token that was never given out. */
export function pageOf<Item>(all: Item[], size: number, token: unknown, code = 'InvalidNextToken'): Page<Item> {
  const start = token === undefined || token === null || token === '' ? 0 : readToken(String(token), all.length, code)
  const end = start + size
  const items = all.slice(start, end)
  return end < all.length ? { items, nextToken: Buffer.from(`page:${end}`).toString('base64') } : { items }
}

function readToken(token: string, length: number, code: string): number {
  const match = /^page:(\d+)$/.exec(Buffer.from(token, 'base64').toString('utf8'))
  const start = Number(match?.[1] ?? -1)
  if (start < 0 || start > length) throw new AwsError(code, 'The specified token is not valid.')
  return start
}
