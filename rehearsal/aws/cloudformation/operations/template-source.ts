/** The template that a call names, and what it asks of the caller. */
import { AwsError, type Caller, type Input } from '../../kernel/types.ts'
import type { Cfn } from '../names.ts'
import { invalid, type Template } from '../template/model.ts'
import { readTemplate } from '../template/read.ts'

/** Quotas of CloudFormation: template body in a request, and in an S3 object. */
const bodyLimit = 51_200
const objectLimit = 1_048_576

/** The text of TemplateBody or TemplateURL; undefined where the call has neither. */
export async function templateText(context: Cfn, input: Input, caller: Caller): Promise<string | undefined> {
  const { TemplateBody, TemplateURL } = input
  if (TemplateBody !== undefined && TemplateURL !== undefined) {
    throw invalid('Either Template URL or Template Body must be specified, not both.')
  }
  if (TemplateURL !== undefined) return await fromBucket(context, String(TemplateURL), caller)
  if (TemplateBody === undefined) return undefined
  const body = String(TemplateBody)
  if (Buffer.byteLength(body) > bodyLimit) {
    throw invalid(
      "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: " +
        `Member must have length less than or equal to ${bodyLimit}`,
    )
  }
  return body
}

async function fromBucket(context: Cfn, url: string, caller: Caller): Promise<string> {
  const location = objectOf(url)
  if (!location) throw invalid('TemplateURL must be a supported URL.')
  try {
    const output = await context.world.call('s3', 'GetObject', location, context, caller)
    const body = Buffer.from(output?.body as Buffer)
    if (body.length > objectLimit) throw invalid(`Template may not exceed ${objectLimit} bytes in size.`)
    return body.toString('utf8')
  } catch (error) {
    if (!(error instanceof AwsError) || error.code === 'ValidationError') throw error
    throw invalid(
      `S3 error: ${error.message} For more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
    )
  }
}

/** bucket.s3[.REGION].amazonaws.com/key and s3[.REGION].amazonaws.com/bucket/key, and any host's /bucket/key. */
function objectOf(url: string): { Bucket: string; Key: string; VersionId?: string } | undefined {
  if (!URL.canParse(url)) return undefined
  const { hostname, pathname, searchParams } = new URL(url)
  const path = decodeURIComponent(pathname.slice(1))
  const virtual = /^(.+)\.s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com$|^(.+)\.s3\.amazonaws\.com$/.exec(hostname)
  const slash = path.indexOf('/')
  const Bucket = virtual?.[1] ?? virtual?.[2] ?? path.slice(0, Math.max(0, slash))
  const Key = virtual ? path : path.slice(slash + 1)
  const version = searchParams.get('versionId')
  if (Bucket === '' || Key === '') return undefined
  return { Bucket, Key, ...(version === null ? {} : { VersionId: version }) }
}

/** As `templateText`, where there has to be one. */
export async function requireTemplate(context: Cfn, input: Input): Promise<{ text: string; template: Template }> {
  const text = await templateText(context, input, context.caller)
  if (text === undefined) throw invalid('Either Template URL or Template Body must be specified.')
  return { text, template: readTemplate(text) }
}

/** Types of IAM whose creation has to be acknowledged ("Acknowledging IAM resources"), and their names. */
const iamNames: Record<string, string | undefined> = {
  'AWS::IAM::AccessKey': undefined,
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': undefined,
}

/** The capability that a template needs, and why. Conditions don't matter. */
export function capabilityOf(template: Template): { capability: string; reason: string } | undefined {
  const iam = Object.values(template.Resources).filter((resource) => resource.Type in iamNames)
  if (iam.length === 0) return undefined
  const named = iam.some((resource) => {
    const property = iamNames[resource.Type]
    return property !== undefined && resource.Properties?.[property] !== undefined
  })
  const types = [...new Set(iam.map((resource) => resource.Type))].sort()
  const reason = `The following resource(s) require capabilities: [${types.join(', ')}]`
  return { capability: named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM', reason }
}

export function requireCapabilities(template: Template, given: string[]): void {
  const needed = capabilityOf(template)?.capability
  const enough = needed === undefined || given.includes(needed) || given.includes('CAPABILITY_NAMED_IAM')
  if (!enough) throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${needed}]`)
}
