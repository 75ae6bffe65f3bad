/** Repositories and images of ECR, apart from the wire. */
import { createHash } from 'node:crypto'
import { AwsError, type Place, type World } from '../kernel/types.ts'

export interface Image {
  digest: string
  tags: string[]
  architecture: string
  sizeBytes: number
  pushedAt: number
  mediaType: string
  manifest: string
}

export interface Repository {
  name: string
  createdAt: number
  immutableTags: boolean
  scanOnPush: boolean
  lifecyclePolicy?: string
  images: Image[]
  tags: Record<string, string>
}

export interface EcrState {
  /** By name. */
  repositories: Record<string, Repository>
}

export interface NewImage {
  tags: string[]
  /** Default: the SHA-256 of a manifest made for it. */
  digest?: string
  /** Default: amd64. */
  architecture?: string
}

/** As `docker push` would leave it: tags move to the new image, unless the repository's tags are immutable. */
export function pushImage(world: World, place: Place, repository: string, wanted: NewImage): Image {
  const { state, now, account } = world.context<EcrState>('ecr', place)
  const found = findRepository(state, repository, account)
  const architecture = wanted.architecture ?? 'amd64'
  const key = `image ${account} ${place.region} ${repository} ${wanted.tags.join(' ')} ${architecture}`
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType,
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: `sha256:${world.hex(`${key} config`, 64)}`,
      size: 1200,
    },
    layers: [
      {
        mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
        digest: `sha256:${world.hex(key, 64)}`,
        size: 30_000_000,
      },
    ],
  })
  const digest = wanted.digest ?? `sha256:${createHash('sha256').update(manifest).digest('hex')}`
  for (const tag of wanted.tags) moveTag(found, tag, digest)
  const known = found.images.find((image) => image.digest === digest)
  if (known) {
    known.tags = [...new Set([...known.tags, ...wanted.tags])]
    return known
  }
  const image = {
    digest,
    tags: [...wanted.tags],
    architecture,
    sizeBytes: 30_001_200,
    pushedAt: now,
    mediaType,
    manifest,
  }
  found.images.push(image)
  return image
}

const mediaType = 'application/vnd.oci.image.manifest.v1+json'

function moveTag(repository: Repository, tag: string, digest: string): void {
  const holder = repository.images.find((image) => image.tags.includes(tag))
  if (!holder || holder.digest === digest) return
  if (repository.immutableTags) {
    const message =
      `The image tag '${tag}' already exists in the '${repository.name}' repository ` +
      'and cannot be overwritten because the tag is immutable.'
    throw new AwsError('ImageTagAlreadyExistsException', message)
  }
  holder.tags = holder.tags.filter((other) => other !== tag)
}

export function findRepository(state: EcrState, name: string, registry: string): Repository {
  const repository = state.repositories[name]
  if (repository) return repository
  const message = `The repository with name '${name}' does not exist in the registry with id '${registry}'`
  throw new AwsError('RepositoryNotFoundException', message)
}

/** By tag, by digest, or by both (then both have to fit). */
export function findImage(repository: Repository, id: { imageTag?: string; imageDigest?: string }): Image | undefined {
  return repository.images.find(
    (image) =>
      (id.imageDigest === undefined || image.digest === id.imageDigest) &&
      (id.imageTag === undefined || image.tags.includes(id.imageTag)) &&
      (id.imageDigest ?? id.imageTag) !== undefined,
  )
}
