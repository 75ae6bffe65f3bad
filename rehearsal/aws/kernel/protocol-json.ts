/** awsJson 1.0 and 1.1: the operation is named in x-amz-target. */
import { AwsError, type HttpReply, type Input, type Output, type Protocol } from './types.ts'

type Json = Extract<Protocol, { kind: 'json' }>

export function readJson(protocol: Json, headers: Record<string, string>, body: Buffer) {
  const target = headers['x-amz-target'] ?? ''
  const prefix = `${protocol.target}.`
  const operation = target.startsWith(prefix) ? target.slice(prefix.length) : target
  return { operation, input: parseObject(body) }
}

function parseObject(body: Buffer): Input {
  if (body.length === 0) return {}
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Input
  } catch (cause) {
    throw new AwsError('SerializationException', `The body is not JSON: ${String(cause)}`)
  }
  throw new AwsError('SerializationException', 'The body is not a JSON object')
}

export function jsonReply(protocol: Json, output: Output, requestId: string): HttpReply {
  return {
    status: 200,
    headers: headersOf(protocol, requestId),
    body: output === undefined ? '{}' : JSON.stringify(output),
  }
}

export function jsonError(
  protocol: Json,
  error: { code: string; status: number; message: string },
  requestId: string,
): HttpReply {
  const headers = headersOf(protocol, requestId)
  headers['x-amzn-errortype'] = error.code
  // Services that moved from Query to JSON name the Query code here; the SDK prefers it.
  if (protocol.queryCompatible) {
    headers['x-amzn-query-error'] = `${error.code};${error.status >= 500 ? 'Receiver' : 'Sender'}`
  }
  return { status: error.status, headers, body: JSON.stringify({ __type: error.code, message: error.message }) }
}

function headersOf(protocol: Json, requestId: string): Record<string, string> {
  return { 'content-type': `application/x-amz-json-${protocol.version}`, 'x-amzn-requestid': requestId }
}
