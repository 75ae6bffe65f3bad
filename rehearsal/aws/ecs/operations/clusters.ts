/** Clusters: create, describe, list, capacity providers, delete. */
import { AwsError } from '../../kernel/types.ts'
import { clusterArn, clusterName, findCluster, serviceTasks } from '../names.ts'
import type { Cluster } from '../state.ts'
import { clusterView } from '../views.ts'
import type { EcsOperation } from './shared.ts'
import { list, page, plain, requestTags, tagging, tagsOf } from './shared.ts'

export const createCluster: EcsOperation = {
  needs: (input, context) => {
    const resource = clusterArn(context, clusterName(input.clusterName))
    return [
      { action: 'ecs:CreateCluster', resource, context: requestTags(input) },
      ...tagging(input, 'CreateCluster', resource),
    ]
  },
  run(input, context) {
    const { clusterName: given, tags: _, ...fields } = input
    const name = clusterName(given)
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) {
      throw new AwsError(
        'InvalidParameterException',
        'Cluster names may have letters, numbers, hyphens and underscores.',
      )
    }
    const before = context.state.clusters[name]
    // Creating what is there answers what is there (CreateCluster is idempotent by name).
    const cluster: Cluster =
      before?.status === 'ACTIVE'
        ? before
        : { arn: clusterArn(context, name), name, status: 'ACTIVE', tags: tagsOf(input), fields: {} }
    for (const [key, value] of Object.entries(fields)) cluster.fields[key] = plain(value)
    context.state.clusters[name] = cluster
    return { cluster: clusterView(context, cluster, ['SETTINGS', 'CONFIGURATIONS', 'TAGS']) }
  },
}

export const updateCluster: EcsOperation = {
  needs: (input, context) => [
    { action: 'ecs:UpdateCluster', resource: clusterArn(context, clusterName(input.cluster)) },
  ],
  run(input, context) {
    const { cluster: given, ...fields } = input
    const cluster = findCluster(context.state, given)
    for (const [key, value] of Object.entries(fields)) cluster.fields[key] = plain(value)
    return { cluster: clusterView(context, cluster, ['SETTINGS', 'CONFIGURATIONS']) }
  },
}

export const putClusterCapacityProviders: EcsOperation = {
  needs: (input, context) => [
    { action: 'ecs:PutClusterCapacityProviders', resource: clusterArn(context, clusterName(input.cluster)) },
  ],
  run(input, context) {
    const cluster = findCluster(context.state, input.cluster)
    cluster.fields.capacityProviders = plain(input.capacityProviders ?? [])
    cluster.fields.defaultCapacityProviderStrategy = plain(input.defaultCapacityProviderStrategy ?? [])
    return { cluster: clusterView(context, cluster, ['SETTINGS']) }
  },
}

export const describeClusters: EcsOperation = {
  needs: (input, context) =>
    asked(input.clusters).map((name) => ({ action: 'ecs:DescribeClusters', resource: clusterArn(context, name) })),
  run(input, context) {
    const names = asked(input.clusters)
    if (names.length > 100)
      throw new AwsError('InvalidParameterException', 'At most 100 clusters can be described at once.')
    const found = names.map((name) => context.state.clusters[name])
    return {
      clusters: found
        .filter((cluster) => cluster !== undefined)
        .map((cluster) => clusterView(context, cluster, list(input.include))),
      failures: names
        .filter((_, index) => found[index] === undefined)
        .map((name) => ({ arn: clusterArn(context, name), reason: 'MISSING' })),
    }
  },
}

function asked(clusters: unknown): string[] {
  const names = list(clusters).map(clusterName)
  return names.length === 0 ? ['default'] : names
}

export const listClusters: EcsOperation = {
  needs: () => [{ action: 'ecs:ListClusters', resource: '*' }],
  run(input, context) {
    const active = Object.values(context.state.clusters).filter((cluster) => cluster.status === 'ACTIVE')
    const { page: clusterArns, ...rest } = page(
      active.map((cluster) => cluster.arn),
      input,
      100,
    )
    return { clusterArns, ...rest }
  },
}

export const deleteCluster: EcsOperation = {
  needs: (input, context) => [
    { action: 'ecs:DeleteCluster', resource: clusterArn(context, clusterName(input.cluster)) },
  ],
  run(input, context) {
    const cluster = findCluster(context.state, input.cluster)
    const services = Object.values(context.state.services).filter((service) => service.clusterName === cluster.name)
    if (services.some((service) => service.status === 'ACTIVE')) {
      const message = 'The Cluster cannot be deleted while Services are active.'
      throw new AwsError('ClusterContainsServicesException', message)
    }
    const tasks = Object.values(context.state.tasks).filter((task) => task.clusterName === cluster.name)
    const own = services.flatMap((service) => serviceTasks(context.state, service))
    if (tasks.some((task) => task.lastStatus !== 'STOPPED' && !own.includes(task))) {
      throw new AwsError('ClusterContainsTasksException', 'The Cluster cannot be deleted while Tasks are active.')
    }
    cluster.status = 'INACTIVE'
    return { cluster: clusterView(context, cluster, []) }
  },
}
