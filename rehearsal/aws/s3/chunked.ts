/** aws-chunked bodies and checksums ("Transferring payloads in multiple chunks", "Checking object integrity"). */
import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { AwsError, type RestRequest } from '../kernel/types.ts'

export interface Payload {
  body: Buffer
  /** x-amz-checksum-… from the headers or the trailer. */
  checksums: Record<string, string>
}

/** The object's own bytes and what the client says they sum up to. Throws BadDigest where that is wrong. */
export function readPayload(request: RestRequest): Payload {
  const streamed = request.headers['x-amz-content-sha256']?.startsWith('STREAMING-') ?? false
  const { body, trailer } = streamed ? unchunk(request.body) : { body: request.body, trailer: {} }
  const all = Object.entries({ ...request.headers, ...trailer })
  const checksums = Object.fromEntries(all.filter(([name]) => /^x-amz-checksum-(crc|sha)/.test(name)))
  for (const [name, value] of Object.entries(checksums)) {
    const computed = compute(name, body)
    if (computed !== undefined && computed !== value) {
      throw new AwsError(
        'BadDigest',
        `The ${name.slice('x-amz-checksum-'.length)} you specified did not match the calculated checksum.`,
      )
    }
  }
  return { body, checksums }
}

/** SIZE[;chunk-signature=…]\r\nDATA\r\n … 0\r\nTRAILER: value\r\n\r\n; the signatures of chunks are not checked. */
function unchunk(raw: Buffer): { body: Buffer; trailer: Record<string, string> } {
  const chunks: Buffer[] = []
  let at = 0
  for (;;) {
    const lineEnd = raw.indexOf('\r\n', at)
    const size = lineEnd < 0 ? Number.NaN : Number.parseInt(raw.toString('latin1', at, lineEnd), 16)
    if (Number.isNaN(size)) throw new AwsError('IncompleteBody', 'The request body is not a sequence of chunks.')
    at = lineEnd + 2
    if (size === 0) break
    chunks.push(raw.subarray(at, at + size))
    at += size + 2
  }
  const lines = raw.toString('latin1', at).split('\r\n')
  const trailer = lines.map((line) => /^([^:]+):(.*)$/.exec(line)).filter((match) => match !== null)
  return {
    body: Buffer.concat(chunks),
    trailer: Object.fromEntries(trailer.map(([, name = '', value = '']) => [name.toLowerCase(), value.trim()])),
  }
}

/** undefined for algorithms that this runtime does not have (CRC32C, CRC64NVME): those are kept unverified. */
function compute(name: string, body: Buffer): string | undefined {
  if (name === 'x-amz-checksum-sha256') return createHash('sha256').update(body).digest('base64')
  if (name === 'x-amz-checksum-sha1') return createHash('sha1').update(body).digest('base64')
  if (name !== 'x-amz-checksum-crc32') return undefined
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return sum.toString('base64')
}
