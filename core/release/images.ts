/** From image references to digests: what goes into a release can't change after it. */

import { isAccessDenied } from '../aws/access-error.ts'
import type { AwsSession } from '../aws/session.ts'
import { createClient } from '../aws/session.ts'
import { asError, awsErrorName, FairwayError, type Location, userError } from '../errors.ts'
import { type EcrRepository, ecrRepository, type ImageReference, parseImageReference } from './image-reference.ts'
import type { ReleasedImage } from './manifest.ts'
import { type Resolved, resolveTag } from './registry.ts'

export interface WantedImage {
  name: string
  reference: string
  /** Where the reference was read, for the message if it is of no use. */
  location?: Location
}

export interface ImageAccess {
  /** Access to Amazon ECR in a Region; asked only where an image of ECR has to be resolved. */
  ecrSession(region: string): Promise<AwsSession>
}

/** Digest references are kept, everything else is resolved; throws one error that names each image that can't be. */
export async function resolveImages(
  wanted: readonly WantedImage[],
  access: ImageAccess,
): Promise<Record<string, ReleasedImage>> {
  const answers = await Promise.all(
    wanted.map(async (image) => ({ image, answer: await resolveImage(image.reference, access) })),
  )
  const refused = answers.flatMap(({ image, answer }) => (answer.ok ? [] : [{ image, why: answer.why }]))
  if (refused.length > 0) throw unresolved(refused)
  return Object.fromEntries(answers.flatMap(({ image, answer }) => (answer.ok ? [[image.name, answer.released]] : [])))
}

type Answer = { ok: true; released: ReleasedImage } | { ok: false; why: string }

async function resolveImage(source: string, access: ImageAccess): Promise<Answer> {
  const reference = parseImageReference(source)
  if (!reference) return { ok: false, why: 'it is not an image reference' }
  const found = await digestOf(reference, access)
  if (!found.ok) return found
  return { ok: true, released: { reference: `${reference.name}@${found.digest}`, digest: found.digest, source } }
}

async function digestOf(reference: ImageReference, access: ImageAccess): Promise<Resolved> {
  if (reference.digest) return { ok: true, digest: reference.digest }
  const tag = reference.tag ?? 'latest'
  const ecr = ecrRepository(reference)
  return ecr ? await resolveEcrTag(ecr, tag, access) : await resolveTag(reference, tag)
}

async function resolveEcrTag(ecr: EcrRepository, tag: string, access: ImageAccess): Promise<Resolved> {
  const { account, region, repository } = ecr
  try {
    const { DescribeImagesCommand, ECRClient } = await import('@aws-sdk/client-ecr')
    const client = createClient(await access.ecrSession(region), ECRClient)
    const answer = await client.send(
      new DescribeImagesCommand({ registryId: account, repositoryName: repository, imageIds: [{ imageTag: tag }] }),
    )
    const digest = answer.imageDetails?.[0]?.imageDigest
    return digest ? { ok: true, digest } : { ok: false, why: 'Amazon ECR gave no digest for it' }
  } catch (thrown) {
    return { ok: false, why: ecrReason(thrown, ecr, tag) }
  }
}

function ecrReason(thrown: unknown, { account, region, repository }: EcrRepository, tag: string): string {
  const name = awsErrorName(thrown)
  if (name === 'ImageNotFoundException') return `the repository ${repository} has no tag "${tag}"`
  if (name === 'RepositoryNotFoundException') return `account ${account} has no repository ${repository} in ${region}`
  if (isAccessDenied(thrown)) return `the role may not read it: ${asError(thrown).message}`
  if (thrown instanceof FairwayError && thrown.fault === 'fairway') throw thrown
  return `Amazon ECR in ${region} could not be asked: ${asError(thrown).message}`
}

function unresolved(refused: readonly { image: WantedImage; why: string }[]): FairwayError {
  const lines = refused.map(({ image, why }) => {
    const at = image.location ? `${image.location.file}:${image.location.line ?? 1}: ` : ''
    return `${at}the image "${image.name}" (${image.reference}) can't be released: ${why}`
  })
  const first = refused[0]?.image
  const name = (first && parseImageReference(first.reference)?.name) ?? 'registry.example.com/name'
  return userError({
    code: 'unresolvable-image',
    message: lines.join('\n'),
    cure: `Legal are a reference by digest (${name}@sha256:… with 64 hex digits), or a tag that the registry lets this job resolve.`,
    ...(first?.location && { location: first.location }),
  })
}
