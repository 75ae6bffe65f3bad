/** AWS::ECR::Repository. */
import { alreadyExists, nameOf, need, tagsOf } from '../kernel/handlers.ts'
import { AwsError, type Created, type HandlerContext, type Properties, type ResourceHandler } from '../kernel/types.ts'
import type { EcrState } from './repositories.ts'
import { repositoryUri } from './room.ts'

export const repositoryHandler: ResourceHandler = {
  type: 'AWS::ECR::Repository',
  create(properties, context) {
    const name = nameOf(properties.RepositoryName, context, 256).toLowerCase()
    const { state, arn } = stateOf(context)
    if (state.repositories[name]) throw alreadyExists('AWS::ECR::Repository', name)
    need(context, ['ecr:CreateRepository', ...more(properties, context)], arn(`repository/${name}`))
    state.repositories[name] = { name, createdAt: context.now, images: [], ...body(properties, context) }
    return created(name, context)
  },
  update(name, properties, _before, context) {
    const { state, arn } = stateOf(context)
    const repository = state.repositories[name]
    if (!repository)
      throw new AwsError('RepositoryNotFoundException', `The repository with name '${name}' does not exist`)
    need(context, ['ecr:PutImageTagMutability', ...more(properties, context)], arn(`repository/${name}`))
    const { createdAt, images } = repository
    state.repositories[name] = { name, createdAt, images, ...body(properties, context) }
    return created(name, context)
  },
  remove(name, properties, context) {
    const { state, arn } = stateOf(context)
    const repository = state.repositories[name]
    if (!repository) return
    need(context, ['ecr:DeleteRepository'], arn(`repository/${name}`))
    if (repository.images.length > 0 && String(properties.EmptyOnDelete) !== 'true') {
      const message = `The repository with name '${name}' in registry with id '${context.account}' cannot be deleted because it still contains images`
      throw new AwsError('RepositoryNotEmptyException', message)
    }
    delete state.repositories[name]
  },
}

function more(properties: Properties, context: HandlerContext): string[] {
  return [
    ...(properties.LifecyclePolicy === undefined ? [] : ['ecr:PutLifecyclePolicy']),
    ...(Object.keys(tagsOf(properties, context)).length ? ['ecr:TagResource'] : []),
  ]
}

function body(properties: Properties, context: HandlerContext) {
  const lifecycle: unknown = properties.LifecyclePolicy?.LifecyclePolicyText
  return {
    immutableTags: String(properties.ImageTagMutability ?? 'MUTABLE').startsWith('IMMUTABLE'),
    scanOnPush: String(properties.ImageScanningConfiguration?.ScanOnPush ?? false) === 'true',
    ...(lifecycle === undefined ? {} : { lifecyclePolicy: String(lifecycle) }),
    tags: tagsOf(properties, context),
  }
}

function created(name: string, context: HandlerContext): Created {
  const { arn } = stateOf(context)
  return {
    physicalId: name,
    attributes: { Arn: arn(`repository/${name}`), RepositoryUri: repositoryUri(name, context) },
  }
}

function stateOf(context: HandlerContext) {
  const { state, arn } = context.world.context<EcrState>('ecr', context)
  return { state, arn }
}
