/** Tasks: list, describe, run, stop. */
import type { Input, Permission } from '../../kernel/types.ts'
import { AwsError } from '../../kernel/types.ts'
import { faultsForRun } from '../faults.ts'
import {
  clusterArn,
  clusterName,
  findCluster,
  findRunnable,
  lookUpTaskDefinition,
  serviceOfTask,
  taskDefinitionByArn,
} from '../names.ts'
import { reconcile } from '../reconcile.ts'
import { readWorkload } from '../service-settings.ts'
import { planStandalone } from '../standalone.ts'
import type { Ecs, Task } from '../state.ts'
import { taskView } from '../task-views.ts'
import { createTask, stopTask as endTask } from '../tasks.ts'
import type { EcsOperation } from './shared.ts'
import { inCluster, invalid, items, list, page, passRole, plain, requestTags, tagging, tagsOf } from './shared.ts'

function taskArn(context: Ecs, cluster: unknown, task: unknown): string {
  const text = String(task)
  return text.startsWith('arn:') ? text : context.arn(`task/${clusterName(cluster)}/${text}`)
}

export const listTasks: EcsOperation = {
  needs: (input, context) => [
    {
      action: 'ecs:ListTasks',
      resource: context.arn(`container-instance/${clusterName(input.cluster)}/*`),
      context: inCluster(context, input.cluster),
    },
  ],
  run(input, context) {
    const cluster = findCluster(context.state, input.cluster)
    const desired = input.desiredStatus ?? 'RUNNING'
    const service = input.serviceName === undefined ? undefined : String(input.serviceName).split('/').at(-1)
    if (service !== undefined && context.state.services[`${cluster.name}/${service}`] === undefined) {
      throw new AwsError('ServiceNotFoundException', 'Service not found.')
    }
    const familyOf = (task: Task) => taskDefinitionByArn(context.state, task.taskDefinitionArn).family
    const all = Object.values(context.state.tasks)
      .filter((task) => task.clusterName === cluster.name && task.desiredStatus === desired)
      .filter((task) => service === undefined || task.serviceName === service)
      .filter((task) => input.startedBy === undefined || task.startedBy === input.startedBy)
      .filter((task) => input.family === undefined || familyOf(task) === input.family)
    const { page: taskArns, ...rest } = page(
      all.map((task) => task.arn),
      input,
      100,
    )
    return { taskArns, ...rest }
  },
}

export const describeTasks: EcsOperation = {
  needs: (input, context) =>
    list(input.tasks).map((task) => ({
      action: 'ecs:DescribeTasks',
      resource: taskArn(context, input.cluster, task),
      context: inCluster(context, input.cluster),
    })),
  run(input, context) {
    const cluster = findCluster(context.state, input.cluster)
    const arns = items(input, 'tasks', 100).map((task) => taskArn(context, cluster.name, task))
    const found = arns.map((arn) => context.state.tasks[arn])
    return {
      tasks: found.filter((task) => task !== undefined).map((task) => taskView(context, task, list(input.include))),
      failures: arns.filter((_, index) => found[index] === undefined).map((arn) => ({ arn, reason: 'MISSING' })),
    }
  },
}

function passedRoles(input: Input, context: Ecs): Permission[] {
  const definition = lookUpTaskDefinition(context.state, input.taskDefinition)?.definition
  const roles = [
    input.overrides?.taskRoleArn ?? definition?.taskRoleArn,
    input.overrides?.executionRoleArn ?? definition?.executionRoleArn,
  ]
  return roles.flatMap((role) => passRole(role, 'ecs-tasks.amazonaws.com'))
}

export const runTask: EcsOperation = {
  needs: (input, context) => {
    const definition = lookUpTaskDefinition(context.state, input.taskDefinition)
    const resource = definition?.arn ?? context.arn(`task-definition/${input.taskDefinition}`)
    return [
      { action: 'ecs:RunTask', resource, context: { ...inCluster(context, input.cluster), ...requestTags(input) } },
      ...passedRoles(input, context),
      ...tagging(input, 'RunTask', context.arn(`task/${clusterName(input.cluster)}/*`)),
    ]
  },
  run(input, context) {
    const cluster = findCluster(context.state, input.cluster)
    const count = Number(input.count ?? 1)
    if (!(count >= 1 && count <= 10)) throw invalid('count must be between 1 and 10.')
    const token = input.clientToken === undefined ? undefined : `${cluster.name}/${input.clientToken}`
    const known = token === undefined ? undefined : context.state.runTokens[token]
    if (known !== undefined) return started(context, known)
    const definition = findRunnable(context.state, input.taskDefinition)
    const launch =
      input.launchType === undefined && input.capacityProviderStrategy === undefined
        ? { capacityProviderStrategy: cluster.fields.defaultCapacityProviderStrategy ?? [] }
        : {}
    const workload = readWorkload({ ...input, ...launch, taskDefinition: definition.arn }, undefined, context)
    const tasks = Array.from({ length: count }, () =>
      createTask(context, {
        clusterName: cluster.name,
        workload,
        group: String(input.group ?? `family:${definition.family}`),
        ...(input.startedBy === undefined ? {} : { startedBy: String(input.startedBy) }),
        faults: faultsForRun(context, cluster.name),
        tags: [...(input.propagateTags === 'TASK_DEFINITION' ? definition.tags : []), ...tagsOf(input)],
        overrides: plain(input.overrides ?? {}) as Record<string, never>,
        enableExecuteCommand: input.enableExecuteCommand === true,
      }),
    )
    for (const task of tasks) planStandalone(context, task)
    const arns = tasks.map((task) => task.arn)
    if (token !== undefined) context.state.runTokens[token] = arns
    return started(context, arns)
  },
}

function started(context: Ecs, arns: string[]) {
  const tasks = arns.map((arn) => context.state.tasks[arn]).filter((task) => task !== undefined)
  return { tasks: tasks.map((task) => taskView(context, task, ['TAGS'])), failures: [] }
}

export const stopTask: EcsOperation = {
  needs: (input, context) => [
    {
      action: 'ecs:StopTask',
      resource: taskArn(context, input.cluster, input.task),
      context: { 'ecs:cluster': clusterArn(context, clusterName(input.cluster)) },
    },
  ],
  async run(input, context) {
    const cluster = findCluster(context.state, input.cluster)
    const task = context.state.tasks[taskArn(context, cluster.name, input.task)]
    if (task === undefined) throw invalid('The referenced task was not found.')
    endTask(context, task, 'UserInitiated', String(input.reason ?? 'Task stopped by user'))
    const service = serviceOfTask(context.state, task)
    if (service === undefined) planStandalone(context, task)
    else await reconcile(context, service)
    return { task: taskView(context, task, ['TAGS']) }
  },
}
