/** Which S3 operation a request is, path-style or virtual-host style, and how answers are written. */
import { XMLParser } from 'fast-xml-parser'
import { AwsError, type HttpReply, type RestMatch, type RestReply, type RestRequest } from '../kernel/types.ts'
import { element } from '../kernel/xml.ts'
import { readPayload } from './chunked.ts'

export function routeS3(request: RestRequest): RestMatch | undefined {
  const { bucket, key } = addressOf(request)
  const target = { Bucket: bucket, Key: key }
  const has = (name: string) => request.query.has(name)
  const operation = operationOf(request, bucket, key, has)
  if (operation === undefined) return undefined
  switch (operation) {
    case 'PutObject': {
      const { body, checksums } = readPayload(request)
      return { operation, input: { ...target, Body: body, Checksums: checksums, Headers: request.headers } }
    }
    case 'DeleteObjects':
      return { operation, input: { Bucket: bucket, Delete: parseXml(readPayload(request).body).Delete } }
    case 'ListObjectsV2':
      return { operation, input: { Bucket: bucket, ...listInput(request.query) } }
    case 'CreateBucket': {
      const configuration = request.body.length === 0 ? {} : parseXml(request.body).CreateBucketConfiguration
      return { operation, input: { Bucket: bucket, LocationConstraint: configuration?.LocationConstraint } }
    }
    default:
      return {
        operation,
        input: { ...target, VersionId: request.query.get('versionId') ?? undefined, Headers: request.headers },
      }
  }
}

/** Sub-resources that are operations of their own: those known here, and any other makes the call unknown. */
function operationOf(
  { method, query, headers }: RestRequest,
  bucket: string,
  key: string,
  has: (name: string) => boolean,
): string | undefined {
  const plain = [...query.keys()].every((name) => ordinary.has(name) || name.startsWith('response-'))
  if (bucket === '') return method === 'GET' && plain ? 'ListBuckets' : undefined
  if (key === '') {
    if (method === 'GET' && has('location')) return 'GetBucketLocation'
    if (method === 'POST' && has('delete')) return 'DeleteObjects'
    if (!plain) return undefined
    if (method === 'GET' && query.get('list-type') === '2') return 'ListObjectsV2'
    if (method === 'HEAD') return 'HeadBucket'
    return method === 'PUT' ? 'CreateBucket' : undefined
  }
  if (!plain || headers['x-amz-copy-source'] !== undefined) return undefined
  if (method === 'GET') return 'GetObject'
  if (method === 'HEAD') return 'HeadObject'
  if (method === 'PUT') return 'PutObject'
  return method === 'DELETE' ? 'DeleteObject' : undefined
}

const ordinary = new Set([
  'x-id',
  'versionId',
  'list-type',
  'prefix',
  'delimiter',
  'max-keys',
  'continuation-token',
  'start-after',
  'encoding-type',
  'fetch-owner',
  'max-buckets',
  'bucket-region',
])

function addressOf({ path, headers }: RestRequest): { bucket: string; key: string } {
  const [, virtual] =
    /^(.+?)\.(?:s3[.-][a-z0-9.-]+\.amazonaws\.com|s3\.amazonaws\.com|localhost)(?::\d+)?$/.exec(headers.host ?? '') ??
    []
  const decoded = decodeURIComponent(path.slice(1))
  if (virtual !== undefined) return { bucket: virtual, key: decoded }
  const slash = decoded.indexOf('/')
  return slash < 0 ? { bucket: decoded, key: '' } : { bucket: decoded.slice(0, slash), key: decoded.slice(slash + 1) }
}

function listInput(query: URLSearchParams) {
  return {
    Prefix: query.get('prefix') ?? '',
    Delimiter: query.get('delimiter') ?? undefined,
    MaxKeys: Number(query.get('max-keys') ?? 1000),
    ContinuationToken: query.get('continuation-token') ?? undefined,
    StartAfter: query.get('start-after') ?? undefined,
    EncodingType: query.get('encoding-type') ?? undefined,
  }
}

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, isArray: (name) => name === 'Object' })

function parseXml(body: Buffer) {
  try {
    return parser.parse(body.toString('utf8'))
  } catch (cause) {
    throw new AwsError('MalformedXML', `The XML you provided was not well-formed: ${String(cause)}`)
  }
}

/** Outputs have {status?, headers?, body?, xml?}: xml is {root: content}. */
export function renderS3({ output, error, requestId, operation }: RestReply): HttpReply {
  const headers = { 'x-amz-request-id': requestId, 'x-amz-id-2': Buffer.from(requestId).toString('base64') }
  if (error) {
    const body = element('Error', { Code: error.code, Message: error.message, RequestId: requestId })
    // HEAD has no body: the SDK knows the error by its status alone.
    const silent = operation.startsWith('Head')
    return {
      status: error.status,
      headers: { ...headers, 'content-type': 'application/xml' },
      body: silent ? '' : body,
    }
  }
  const { status = 200, headers: more = {}, body, xml } = (output ?? {}) as Answer
  if (xml === undefined) return { status, headers: { ...headers, ...more }, body: body ?? '' }
  const [[root = '', content] = []] = Object.entries(xml)
  const text = element(root, content).replace(`<${root}>`, `<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">`)
  return { status, headers: { ...headers, ...more, 'content-type': 'application/xml' }, body: text }
}

export interface Answer {
  status?: number
  headers?: Record<string, string>
  body?: Buffer
  xml?: Record<string, unknown>
}
