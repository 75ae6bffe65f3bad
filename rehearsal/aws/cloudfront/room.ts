/** Amazon CloudFront: distributions as data, and invalidations that take their time. */
import { XMLParser } from 'fast-xml-parser'
import { pageOf } from '../kernel/paging.ts'
import {
  AwsError,
  type Context,
  type HttpReply,
  type Input,
  type Output,
  type RestMatch,
  type RestReply,
  type RestRequest,
  type Room,
} from '../kernel/types.ts'
import { content, items } from '../kernel/xml.ts'
import {
  type CloudFrontState,
  completeInvalidation,
  findDistribution,
  finishDeployment,
  invalidate,
} from './distributions.ts'
import { cloudFrontResources } from './resources.ts'
import { showConfig, showDistribution, showInvalidation, showSummary } from './views.ts'

type CloudFront = Context<CloudFrontState>

export const cloudfront: Room<CloudFrontState> = {
  service: 'cloudfront',
  scope: 'global',
  protocol: { kind: 'rest', route, render },
  empty: () => ({ distributions: {}, parts: {} }),
  resources: cloudFrontResources,
  events: { invalidated: completeInvalidation, deployed: finishDeployment },
  operations: {
    ListDistributions: {
      needs: () => [{ action: 'cloudfront:ListDistributions', resource: '*' }],
      run: listDistributions,
    },
    GetDistribution: { needs: (input, context) => needs('GetDistribution', input, context), run: getDistribution },
    GetDistributionConfig: {
      needs: (input, context) => needs('GetDistributionConfig', input, context),
      run: getConfig,
    },
    CreateInvalidation: {
      needs: (input, context) => needs('CreateInvalidation', input, context),
      run: createInvalidation,
    },
    GetInvalidation: { needs: (input, context) => needs('GetInvalidation', input, context), run: getInvalidation },
    ListInvalidations: {
      needs: (input, context) => needs('ListInvalidations', input, context),
      run: listInvalidations,
    },
  },
}

const namespace = 'http://cloudfront.amazonaws.com/doc/2020-05-31/'
const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, isArray: (name) => name === 'Path' })

function route({ method, path, query, body }: RestRequest): RestMatch | undefined {
  const [version, kind, Id, sub, SubId, ...rest] = path.split('/').slice(1)
  if (version !== '2020-05-31' || kind !== 'distribution' || rest.length > 0) return undefined
  const page = { Marker: query.get('Marker') ?? undefined, MaxItems: Number(query.get('MaxItems') ?? 100) }
  if (Id === undefined) return method === 'GET' ? { operation: 'ListDistributions', input: page } : undefined
  if (sub === undefined) return method === 'GET' ? { operation: 'GetDistribution', input: { Id } } : undefined
  if (sub === 'config' && method === 'GET') return { operation: 'GetDistributionConfig', input: { Id } }
  if (sub !== 'invalidation') return undefined
  if (method === 'POST') {
    const batch = parser.parse(body.toString('utf8')).InvalidationBatch
    return { operation: 'CreateInvalidation', input: { DistributionId: Id, InvalidationBatch: batch ?? {} } }
  }
  if (SubId !== undefined) return { operation: 'GetInvalidation', input: { DistributionId: Id, Id: SubId } }
  return { operation: 'ListInvalidations', input: { DistributionId: Id, ...page } }
}

/** Outputs are {root, status?, headers?, fields}. */
function render({ output, error, requestId }: RestReply): HttpReply {
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }
  if (error) {
    const Type = error.status >= 500 ? 'Receiver' : 'Sender'
    const inner = content({ Error: { Type, Code: error.code, Message: error.message }, RequestId: requestId })
    return { status: error.status, headers, body: `<ErrorResponse xmlns="${namespace}">${inner}</ErrorResponse>` }
  }
  const { root, fields, status = 200, headers: more = {} } = output as unknown as Answer
  const body = `<${root} xmlns="${namespace}">${content(fields)}</${root}>`
  return { status, headers: { ...headers, ...more }, body }
}

interface Answer {
  root: string
  fields: Record<string, unknown>
  status?: number
  headers?: Record<string, string>
}

function needs(action: string, input: Input, { arn }: CloudFront) {
  return [{ action: `cloudfront:${action}`, resource: arn(`distribution/${input.DistributionId ?? input.Id}`) }]
}

function listDistributions(input: Input, { state }: CloudFront): Output {
  const all = Object.values(state.distributions).sort((a, b) => b.modifiedAt - a.modifiedAt || (a.id < b.id ? -1 : 1))
  const fields = listFields(input, all.map(showSummary), 'DistributionSummary')
  return { root: 'DistributionList', fields }
}

function listInvalidations(input: Input, { state }: CloudFront): Output {
  const newestFirst = [...findDistribution(state, input.DistributionId).invalidations].reverse()
  const summaries = newestFirst.map(({ id, createdAt, status }) => ({
    Id: id,
    CreateTime: new Date(createdAt).toISOString(),
    Status: status,
  }))
  return { root: 'InvalidationList', fields: listFields(input, summaries, 'InvalidationSummary') }
}

function listFields(input: Input, all: unknown[], name: string) {
  const page = pageOf(all, Math.min(100, input.MaxItems), input.Marker, 'InvalidArgument')
  return {
    Marker: input.Marker ?? '',
    ...(page.nextToken === undefined ? {} : { NextMarker: page.nextToken }),
    MaxItems: input.MaxItems,
    IsTruncated: page.nextToken !== undefined,
    Quantity: page.items.length,
    ...(page.items.length === 0 ? {} : { Items: items(name, page.items) }),
  }
}

function getDistribution(input: Input, { state }: CloudFront): Output {
  const distribution = findDistribution(state, input.Id)
  return { root: 'Distribution', fields: showDistribution(distribution), headers: { etag: distribution.etag } }
}

function getConfig(input: Input, { state }: CloudFront): Output {
  const distribution = findDistribution(state, input.Id)
  return { root: 'DistributionConfig', fields: showConfig(distribution), headers: { etag: distribution.etag } }
}

function createInvalidation(input: Input, context: CloudFront): Output {
  const distribution = findDistribution(context.state, input.DistributionId)
  const { CallerReference, Paths } = input.InvalidationBatch
  const paths: string[] = Paths?.Items?.Path ?? []
  if (!CallerReference) throw new AwsError('MissingBody', 'The invalidation batch needs a CallerReference.')
  if (paths.length === 0 || Number(Paths?.Quantity) !== paths.length) {
    throw new AwsError('InconsistentQuantities', 'The value of Quantity and the size of Items do not match.')
  }
  const invalidation = invalidate(context, distribution, String(CallerReference), paths.map(String))
  const location = `https://cloudfront.amazonaws.com/2020-05-31/distribution/${distribution.id}/invalidation/${invalidation.id}`
  return { root: 'Invalidation', fields: showInvalidation(invalidation), status: 201, headers: { location } }
}

function getInvalidation(input: Input, { state }: CloudFront): Output {
  const invalidation = findDistribution(state, input.DistributionId).invalidations.find(({ id }) => id === input.Id)
  if (!invalidation) throw new AwsError('NoSuchInvalidation', 'The specified invalidation does not exist.', 404)
  return { root: 'Invalidation', fields: showInvalidation(invalidation) }
}
