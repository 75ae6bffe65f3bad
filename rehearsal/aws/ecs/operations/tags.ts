/** Tags of clusters, services, task definitions and tasks. */
import { lookUpTaskDefinition } from '../names.ts'
import type { EcsState, Tag } from '../state.ts'
import type { EcsOperation } from './shared.ts'
import { invalid, list, merged, requestTags, tagsOf } from './shared.ts'

function tagged(state: EcsState, arn: unknown): { tags: Tag[] } {
  const text = String(arn ?? '')
  const [kind, ...path] = (text.split(':').slice(5).join(':') || '').split('/')
  const found =
    kind === 'cluster'
      ? state.clusters[path[0] ?? '']
      : kind === 'service'
        ? state.services[path.join('/')]
        : kind === 'task'
          ? state.tasks[text]
          : kind === 'task-definition'
            ? lookUpTaskDefinition(state, text)
            : undefined
  if (found === undefined) throw invalid(`The specified resource ${text} was not found.`)
  return found
}

export const tagResource: EcsOperation = {
  needs: (input) => [{ action: 'ecs:TagResource', resource: String(input.resourceArn), context: requestTags(input) }],
  run(input, context) {
    const resource = tagged(context.state, input.resourceArn)
    resource.tags = merged(resource.tags, tagsOf(input))
    return {}
  },
}

export const untagResource: EcsOperation = {
  needs: (input) => [{ action: 'ecs:UntagResource', resource: String(input.resourceArn) }],
  run(input, context) {
    const resource = tagged(context.state, input.resourceArn)
    const keys = list(input.tagKeys)
    resource.tags = resource.tags.filter((tag) => !keys.includes(tag.key))
    return {}
  },
}

export const listTagsForResource: EcsOperation = {
  needs: (input) => [{ action: 'ecs:ListTagsForResource', resource: String(input.resourceArn) }],
  run: (input, context) => ({ tags: tagged(context.state, input.resourceArn).tags }),
}
