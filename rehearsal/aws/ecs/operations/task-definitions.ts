/** Task definitions: register, describe, list, deregister. */
import { findTaskDefinition } from '../names.ts'
import type { TaskDefinition } from '../state.ts'
import { checkDefinition, completeDefinition, units } from '../task-definition-defaults.ts'
import { taskDefinitionView } from '../views.ts'
import type { EcsOperation } from './shared.ts'
import { invalid, list, page, passRole, requestTags, tagging, tagsOf } from './shared.ts'

export const registerTaskDefinition: EcsOperation = {
  needs: (input, context) => {
    const resource = context.arn(`task-definition/${input.family}:*`)
    return [
      { action: 'ecs:RegisterTaskDefinition', resource, context: requestTags(input) },
      ...passRole(input.taskRoleArn, 'ecs-tasks.amazonaws.com'),
      ...passRole(input.executionRoleArn, 'ecs-tasks.amazonaws.com'),
      ...tagging(input, 'RegisterTaskDefinition', resource),
    ]
  },
  run(input, context) {
    checkDefinition(input)
    const family = String(input.family)
    const revisions = context.state.taskDefinitions[family] ?? []
    context.state.taskDefinitions[family] = revisions
    const revision = (revisions.at(-1)?.revision ?? 0) + 1
    const definition = completeDefinition(input)
    if (input.cpu !== undefined) definition.cpu = units(input.cpu, 'vcpu')
    if (input.memory !== undefined) definition.memory = units(input.memory, 'gb')
    const made: TaskDefinition = {
      arn: context.arn(`task-definition/${family}:${revision}`),
      family,
      revision,
      status: 'ACTIVE',
      definition,
      tags: tagsOf(input),
      registeredAt: context.now,
      registeredBy: context.caller.arn,
    }
    revisions.push(made)
    return { taskDefinition: taskDefinitionView(made), tags: made.tags }
  },
}

export const describeTaskDefinition: EcsOperation = {
  needs: () => [{ action: 'ecs:DescribeTaskDefinition', resource: '*' }],
  run(input, context) {
    const found = findTaskDefinition(context.state, input.taskDefinition)
    const tags = list(input.include).includes('TAGS') ? { tags: found.tags } : {}
    return { taskDefinition: taskDefinitionView(found), ...tags }
  },
}

export const deregisterTaskDefinition: EcsOperation = {
  needs: () => [{ action: 'ecs:DeregisterTaskDefinition', resource: '*' }],
  run(input, context) {
    if (!/:\d+$/.test(String(input.taskDefinition))) {
      throw invalid('The specified task definition must have a revision, e.g. family:1.')
    }
    const found = findTaskDefinition(context.state, input.taskDefinition)
    found.status = 'INACTIVE'
    found.deregisteredAt ??= context.now
    return { taskDefinition: taskDefinitionView(found) }
  },
}

export const listTaskDefinitions: EcsOperation = {
  needs: () => [{ action: 'ecs:ListTaskDefinitions', resource: '*' }],
  run(input, context) {
    const families = Object.keys(context.state.taskDefinitions).sort()
    const all = families
      .filter((family) => input.familyPrefix === undefined || family === input.familyPrefix)
      .flatMap((family) => context.state.taskDefinitions[family] ?? [])
      .filter((definition) => definition.status === (input.status ?? 'ACTIVE'))
      .map((definition) => definition.arn)
    if (input.sort === 'DESC') all.reverse()
    const { page: taskDefinitionArns, ...rest } = page(all, input, 100)
    return { taskDefinitionArns, ...rest }
  },
}
