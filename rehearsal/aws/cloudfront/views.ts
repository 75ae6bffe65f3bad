/** Distributions and invalidations as the API shows them: lists are {Quantity, Items}. */
import { items } from '../kernel/xml.ts'
import type { Distribution, Invalidation } from './distributions.ts'

type Fields = Record<string, unknown>

export function showInvalidation(invalidation: Invalidation) {
  return {
    Id: invalidation.id,
    Status: invalidation.status,
    CreateTime: new Date(invalidation.createdAt).toISOString(),
    InvalidationBatch: {
      Paths: quantity('Path', invalidation.paths),
      CallerReference: invalidation.callerReference,
    },
  }
}

export function showDistribution(distribution: Distribution) {
  return {
    Id: distribution.id,
    ARN: distribution.arn,
    Status: distribution.status,
    LastModifiedTime: new Date(distribution.modifiedAt).toISOString(),
    InProgressInvalidationBatches: distribution.invalidations.filter(({ status }) => status === 'InProgress').length,
    DomainName: distribution.domainName,
    ActiveTrustedSigners: { Enabled: false, Quantity: 0 },
    ActiveTrustedKeyGroups: { Enabled: false, Quantity: 0 },
    DistributionConfig: showConfig(distribution),
  }
}

/** As ListDistributions shows it, with the configuration's fields beside the others. */
export function showSummary(distribution: Distribution) {
  const {
    CallerReference: _reference,
    DefaultRootObject: _root,
    Logging: _logging,
    ...config
  } = showConfig(distribution)
  return {
    Id: distribution.id,
    ARN: distribution.arn,
    ETag: distribution.etag,
    Status: distribution.status,
    LastModifiedTime: new Date(distribution.modifiedAt).toISOString(),
    DomainName: distribution.domainName,
    ...config,
  }
}

/** The template's DistributionConfig in the API's words; what this does not name is left out. */
export function showConfig({ config, callerReference }: Distribution) {
  return {
    CallerReference: callerReference,
    Aliases: quantity('CNAME', config.Aliases),
    DefaultRootObject: config.DefaultRootObject ?? '',
    Origins: quantity('Origin', listOf(config.Origins).map(showOrigin)),
    DefaultCacheBehavior: showBehavior(config.DefaultCacheBehavior as Fields | undefined),
    CacheBehaviors: quantity('CacheBehavior', listOf(config.CacheBehaviors).map(showBehavior)),
    CustomErrorResponses: quantity('CustomErrorResponse', config.CustomErrorResponses),
    Comment: config.Comment ?? '',
    Logging: config.Logging,
    PriceClass: config.PriceClass ?? 'PriceClass_All',
    Enabled: config.Enabled,
    ViewerCertificate: config.ViewerCertificate ?? { CloudFrontDefaultCertificate: true },
    WebACLId: config.WebACLId ?? '',
    HttpVersion: String(config.HttpVersion ?? 'http1.1').toLowerCase(),
    IsIPV6Enabled: config.IPV6Enabled ?? false,
    Staging: config.Staging ?? false,
  }
}

function showOrigin({ OriginCustomHeaders, CustomOriginConfig, ...origin }: Fields) {
  const custom = CustomOriginConfig as Fields | undefined
  return {
    OriginPath: '',
    ...origin,
    CustomHeaders: quantity('OriginCustomHeader', OriginCustomHeaders),
    ...(custom === undefined
      ? {}
      : {
          CustomOriginConfig: {
            ...custom,
            OriginSslProtocols: quantity('SslProtocol', custom.OriginSSLProtocols ?? ['TLSv1.2']),
          },
        }),
  }
}

function showBehavior(behavior: Fields | undefined) {
  if (behavior === undefined) return undefined
  const {
    AllowedMethods,
    CachedMethods,
    FunctionAssociations,
    LambdaFunctionAssociations,
    ForwardedValues: _old,
    ...rest
  } = behavior
  return {
    ...rest,
    AllowedMethods: {
      ...quantity('Method', AllowedMethods ?? ['HEAD', 'GET']),
      CachedMethods: quantity('Method', CachedMethods ?? ['HEAD', 'GET']),
    },
    FunctionAssociations: quantity('FunctionAssociation', FunctionAssociations),
    LambdaFunctionAssociations: quantity('LambdaFunctionAssociation', LambdaFunctionAssociations),
  }
}

function quantity(name: string, list: unknown) {
  const all = listOf(list)
  return all.length === 0 ? { Quantity: 0 } : { Quantity: all.length, Items: items(name, all) }
}

function listOf(list: unknown): Fields[] {
  return Array.isArray(list) ? list : []
}
