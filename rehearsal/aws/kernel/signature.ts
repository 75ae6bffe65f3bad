/** AWS Signature Version 4, as the IAM User Guide's "Create a signed AWS API request" describes it. */
import { createHash, createHmac } from 'node:crypto'

export interface Signed {
  accessKeyId: string
  date: string
  region: string
  service: string
  signedHeaders: string[]
  signature: string
}

export interface Wire {
  method: string
  /** Path with query, as sent. */
  path: string
  headers: Record<string, string>
  body: Buffer
}

const credentialPattern =
  /^AWS4-HMAC-SHA256\s+Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request,\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]+)$/

/** Who signed for which service and Region, or undefined where the header is absent or of another form. */
export function readSignature(headers: Record<string, string>): Signed | undefined {
  const match = credentialPattern.exec(headers.authorization ?? '')
  if (!match) return undefined
  const [, accessKeyId = '', date = '', region = '', service = '', signedHeaders = '', signature = ''] = match
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature }
}

/** The signature that `secret` gives this request. */
export function signatureOf(wire: Wire, signed: Omit<Signed, 'signature'>, secret: string): string {
  const scope = `${signed.date}/${signed.region}/${signed.service}/aws4_request`
  const text = ['AWS4-HMAC-SHA256', wire.headers['x-amz-date'] ?? '', scope, sha256(canonicalRequest(wire, signed))]
  const key = [signed.date, signed.region, signed.service, 'aws4_request'].reduce<string | Buffer>(
    (previous, part) => hmac(previous, part),
    `AWS4${secret}`,
  )
  return createHmac('sha256', key).update(text.join('\n')).digest('hex')
}

/** The Authorization header for a request; tests and clients without an SDK use it. */
export function authorizationOf(wire: Wire, signed: Omit<Signed, 'signature'>, secret: string): string {
  const scope = `${signed.accessKeyId}/${signed.date}/${signed.region}/${signed.service}/aws4_request`
  const signature = signatureOf(wire, signed, secret)
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${signed.signedHeaders.join(';')}, Signature=${signature}`
}

export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

function canonicalRequest(wire: Wire, signed: Omit<Signed, 'signature'>): string {
  const [path = '/', query = ''] = splitOnce(wire.path, '?')
  // Every service but S3 encodes the path a second time.
  const canonicalPath = signed.service === 's3' ? path : path.split('/').map(encodeStrictly).join('/')
  const headers = signed.signedHeaders.map(
    (name) => `${name}:${(wire.headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`,
  )
  const payload = wire.headers['x-amz-content-sha256'] ?? sha256(wire.body)
  return [
    wire.method,
    canonicalPath,
    canonicalQuery(query),
    headers.join(''),
    signed.signedHeaders.join(';'),
    payload,
  ].join('\n')
}

function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => splitOnce(pair, '=').map((part) => encodeStrictly(decodeURIComponent(part.replace(/\+/g, '%20')))))
    .map(([name = '', value = '']) => `${name}=${value}`)
    .sort()
    .join('&')
}

function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest()
}
