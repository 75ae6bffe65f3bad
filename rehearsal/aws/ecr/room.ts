/** Amazon ECR: repositories and the digests of images. */
import { pageOf } from '../kernel/paging.ts'
import { AwsError, type Context, type Input, type Output, type Room } from '../kernel/types.ts'
import { numberIn, requireList, requireText } from '../kernel/validation.ts'
import { type EcrState, findImage, findRepository, type Image, type Repository } from './repositories.ts'
import { repositoryHandler } from './resources.ts'

type Ecr = Context<EcrState>

export const ecr: Room<EcrState> = {
  service: 'ecr',
  scope: 'regional',
  protocol: { kind: 'json', target: 'AmazonEC2ContainerRegistry_V20150921', version: '1.1' },
  empty: () => ({ repositories: {} }),
  resources: [repositoryHandler],
  operations: {
    DescribeImages: {
      needs: (input, context) => needs('DescribeImages', [String(input.repositoryName)], context),
      run: describeImages,
    },
    BatchGetImage: {
      needs: (input, context) => needs('BatchGetImage', [String(input.repositoryName)], context),
      run: batchGetImage,
    },
    DescribeRepositories: {
      needs: (input, context) =>
        needs('DescribeRepositories', input.repositoryNames?.length ? input.repositoryNames : ['*'], context),
      run: describeRepositories,
    },
  },
}

function needs(action: string, names: string[], { arn }: Ecr) {
  return names.map((name) => ({ action: `ecr:${action}`, resource: arn(`repository/${name}`) }))
}

function describeImages(input: Input, context: Ecr): Output {
  const repository = repositoryOf(input, context)
  const ids: { imageTag?: string; imageDigest?: string }[] | undefined = input.imageIds
  const images = ids ? ids.map((id) => existingImage(repository, id, context)) : [...repository.images]
  const status = input.filter?.tagStatus
  const wanted = images.filter(
    ({ tags }) => status === undefined || status === 'ANY' || (status === 'TAGGED') === tags.length > 0,
  )
  const size = numberIn(input, 'maxResults', { min: 1, max: 1000, default: 100 })
  const page = pageOf(wanted, size, input.nextToken, 'InvalidParameterException')
  return {
    imageDetails: page.items.map((image) => ({
      registryId: context.account,
      repositoryName: repository.name,
      imageDigest: image.digest,
      ...(image.tags.length === 0 ? {} : { imageTags: image.tags }),
      imageSizeInBytes: image.sizeBytes,
      imagePushedAt: image.pushedAt / 1000,
      imageManifestMediaType: image.mediaType,
    })),
    ...(page.nextToken === undefined ? {} : { nextToken: page.nextToken }),
  }
}

function existingImage(
  repository: Repository,
  id: { imageTag?: string; imageDigest?: string },
  { account }: Ecr,
): Image {
  const image = findImage(repository, id)
  if (image) return image
  const shown = `{imageDigest:'${id.imageDigest ?? 'null'}', imageTag:'${id.imageTag ?? 'null'}'}`
  const message =
    `The image with imageId ${shown} does not exist within the repository with name '${repository.name}' ` +
    `in the registry with id '${account}'`
  throw new AwsError('ImageNotFoundException', message)
}

function batchGetImage(input: Input, context: Ecr): Output {
  const repository = repositoryOf(input, context)
  requireList(input, 'imageIds', 100, 'InvalidParameterException')
  const asked: { id: { imageTag?: string; imageDigest?: string }; image: Image | undefined }[] = input.imageIds.map(
    (id: { imageTag?: string; imageDigest?: string }) => ({ id, image: findImage(repository, id) }),
  )
  return {
    images: asked.flatMap(({ id, image }) =>
      image === undefined
        ? []
        : {
            registryId: context.account,
            repositoryName: repository.name,
            imageId: { imageDigest: image.digest, ...(id.imageTag === undefined ? {} : { imageTag: id.imageTag }) },
            imageManifest: image.manifest,
            imageManifestMediaType: image.mediaType,
          },
    ),
    failures: asked
      .filter(({ image }) => image === undefined)
      .map(({ id }) => ({ imageId: id, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' })),
  }
}

function describeRepositories(input: Input, context: Ecr): Output {
  const names: string[] | undefined = input.repositoryNames
  const all = names
    ? names.map((name) => findRepository(context.state, name, context.account))
    : Object.values(context.state.repositories).sort((a, b) => (a.name < b.name ? -1 : 1))
  const size = numberIn(input, 'maxResults', { min: 1, max: 1000, default: 100 })
  const page = pageOf(all, size, input.nextToken, 'InvalidParameterException')
  return {
    repositories: page.items.map((repository) => ({
      repositoryArn: context.arn(`repository/${repository.name}`),
      registryId: context.account,
      repositoryName: repository.name,
      repositoryUri: repositoryUri(repository.name, context),
      createdAt: repository.createdAt / 1000,
      imageTagMutability: repository.immutableTags ? 'IMMUTABLE' : 'MUTABLE',
      imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
    })),
    ...(page.nextToken === undefined ? {} : { nextToken: page.nextToken }),
  }
}

export function repositoryUri(name: string, { account, region }: { account: string; region: string }): string {
  return `${account}.dkr.ecr.${region}.amazonaws.com/${name}`
}

function repositoryOf(input: Input, { state, account }: Ecr): Repository {
  if (input.registryId !== undefined && input.registryId !== account) {
    throw new AwsError('AccessDeniedException', 'the simulated account does not know registries of other accounts')
  }
  return findRepository(state, requireText(input, 'repositoryName', 'InvalidParameterException'), account)
}
