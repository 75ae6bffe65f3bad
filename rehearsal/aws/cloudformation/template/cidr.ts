/** Fn::Cidr, and the arithmetic of IPv4 blocks. */
import { invalid } from './model.ts'

interface Block {
  first: number
  size: number
}

/** 10.0.0.0/16 as first address and number of addresses; undefined where it is no block. */
export function parseBlock(text: string): Block | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text)
  if (!match) return undefined
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number)
  if ([a, b, c, d].some((byte) => byte > 255) || prefix > 32) return undefined
  const size = 2 ** (32 - prefix)
  const address = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d
  return { first: address - (address % size), size }
}

export function overlap(a: Block, b: Block): boolean {
  return a.first < b.first + b.size && b.first < a.first + a.size
}

export function contains(outer: Block, inner: Block): boolean {
  return outer.first <= inner.first && inner.first + inner.size <= outer.first + outer.size
}

/** `count` blocks of 2^hostBits addresses from the start of `block`. */
export function cidrBlocks(block: string, count: number, hostBits: number): string[] {
  const whole = parseBlock(block)
  if (!whole) throw invalid(`Template error: Fn::Cidr: ${block} is no IPv4 block`)
  const size = 2 ** hostBits
  if (!(count >= 1 && count <= 256) || size * count > whole.size) {
    throw invalid(`Template error: Fn::Cidr: ${block} has no room for ${count} blocks of ${hostBits} bits`)
  }
  return Array.from({ length: count }, (_, index) => `${dotted(whole.first + index * size)}/${32 - hostBits}`)
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join('.')
}
