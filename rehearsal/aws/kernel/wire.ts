/** Reads requests and writes answers in the protocol of a room. */
import { gunzipSync } from 'node:zlib'
import { jsonError, jsonReply, readJson } from './protocol-json.ts'
import { parseForm, queryError, queryReply } from './protocol-query.ts'
import type { Wire } from './signature.ts'
import { AwsError, type HttpReply, type Input, type Output, type Room } from './types.ts'

export interface Parsed {
  operation: string
  input: Input
}

export interface WireError {
  code: string
  status: number
  message: string
}

/** Which operation is called with what. Throws AwsError where the request cannot be read. */
export function parseRequest(room: Room, wire: Wire): Parsed {
  const { protocol } = room
  // SDKs compress large bodies of CloudWatch; the signature covers the compressed bytes.
  const body = wire.headers['content-encoding'] === 'gzip' ? gunzipSync(wire.body) : wire.body
  if (protocol.kind === 'json') return readJson(protocol, wire.headers, body)
  if (protocol.kind === 'rest') {
    const url = new URL(wire.path, 'http://account.invalid')
    const { method, headers } = wire
    const match = protocol.route({ method, path: url.pathname, query: url.searchParams, headers, body })
    return match ?? { operation: `${method} ${url.pathname}`, input: {} }
  }
  const text = wire.method === 'GET' ? (wire.path.split('?')[1] ?? '') : body.toString('utf8')
  const { action, input } = parseForm(text)
  if (action === '') throw new AwsError('MissingAction', 'The request has no Action parameter')
  return { operation: action, input }
}

export function writeReply(room: Room, operation: string, output: Output, requestId: string): HttpReply {
  const { protocol } = room
  if (protocol.kind === 'json') return jsonReply(protocol, output, requestId)
  if (protocol.kind === 'rest') return protocol.render({ operation, output, requestId })
  return queryReply(protocol, operation, output, requestId)
}

export function writeError(room: Room, operation: string, error: WireError, requestId: string): HttpReply {
  const { protocol } = room
  if (protocol.kind === 'json') return jsonError(protocol, error, requestId)
  if (protocol.kind === 'rest') return protocol.render({ operation, output: undefined, error, requestId })
  return queryError(protocol, error, requestId)
}

/** The body where it is text, else base64. */
export function bodyText(body: Buffer): { body: string; bodyEncoding: 'utf8' | 'base64' } {
  const text = body.toString('utf8')
  if (Buffer.from(text, 'utf8').equals(body)) return { body: text, bodyEncoding: 'utf8' }
  return { body: body.toString('base64'), bodyEncoding: 'base64' }
}

/** An input that can be written as JSON: binary fields become their length. */
export function recordable(input: Input): Input {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, Buffer.isBuffer(value) ? `${value.length} bytes` : value]),
  )
}
