/** Tags of load balancers, target groups, listeners and rules. */
import { AwsError } from '../../kernel/types.ts'
import type { ElbState } from '../state.ts'
import type { ElbOperation } from './shared.ts'
import { allowed, list, requestTags, tagsOf } from './shared.ts'

function existing(state: ElbState, arn: string): Record<string, string> {
  const tags = state.tags[arn]
  if (tags !== undefined) return tags
  if (arn.includes(':targetgroup/')) throw new AwsError('TargetGroupNotFound', `Target groups '${arn}' not found`)
  if (arn.includes(':listener-rule/')) throw new AwsError('RuleNotFound', `Rules '${arn}' not found`)
  if (arn.includes(':listener/')) throw new AwsError('ListenerNotFound', `Listeners '${arn}' not found`)
  throw new AwsError('LoadBalancerNotFound', `Load balancers '${arn}' not found`)
}

export const describeTags: ElbOperation = {
  needs: () => [allowed('DescribeTags', '*')],
  run(input, context) {
    const arns = list(input.ResourceArns)
    if (arns.length > 20) throw new AwsError('ValidationError', 'At most 20 resources can be described at once')
    return {
      TagDescriptions: arns.map((arn) => ({
        ResourceArn: arn,
        Tags: Object.entries(existing(context.state, arn)).map(([Key, Value]) => ({ Key, Value })),
      })),
    }
  },
}

export const addTags: ElbOperation = {
  needs: (input) =>
    list(input.ResourceArns).map((arn) => ({ ...allowed('AddTags', arn), context: requestTags(input) })),
  run(input, context) {
    for (const arn of list(input.ResourceArns)) Object.assign(existing(context.state, arn), tagsOf(input))
    return {}
  },
}

export const removeTags: ElbOperation = {
  needs: (input) => list(input.ResourceArns).map((arn) => allowed('RemoveTags', arn)),
  run(input, context) {
    for (const arn of list(input.ResourceArns)) {
      const tags = existing(context.state, arn)
      for (const key of list(input.TagKeys)) delete tags[key]
    }
    return {}
  },
}
