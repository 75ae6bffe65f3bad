/** AWS::ECS::Cluster and AWS::ECS::ClusterCapacityProviderAssociations. */
import { nameOf } from '../../kernel/handlers.ts'
import type { Created, HandlerContext, Properties, ResourceHandler } from '../../kernel/types.ts'
import { clusterName } from '../names.ts'
import { apiTags, changed, toApi, updateTags } from './properties.ts'

function made(name: string, context: HandlerContext): Created {
  return { physicalId: name, attributes: { Arn: context.world.context('ecs', context).arn(`cluster/${name}`) } }
}

function fields(properties: Properties): Properties {
  const { ClusterName: _, Tags: __, ClusterSettings, ...rest } = properties
  return {
    ...(toApi(rest) as Properties),
    ...(ClusterSettings === undefined ? {} : { settings: toApi(ClusterSettings) }),
  }
}

export const clusterResource: ResourceHandler = {
  type: 'AWS::ECS::Cluster',
  async create(properties, context) {
    const name = nameOf(properties.ClusterName, context, 255)
    const input = { ...fields(properties), clusterName: name, tags: apiTags(properties, context) }
    await context.world.call('ecs', 'CreateCluster', input, context, context.caller)
    return made(name, context)
  },
  async update(physicalId, properties, before, context) {
    if (changed(properties, before, ['ClusterName'])) return this.create(properties, context)
    const { capacityProviders, defaultCapacityProviderStrategy, ...rest } = fields(properties)
    await context.world.call('ecs', 'UpdateCluster', { ...rest, cluster: physicalId }, context, context.caller)
    if (changed(properties, before, ['CapacityProviders', 'DefaultCapacityProviderStrategy'])) {
      const input = { cluster: physicalId, capacityProviders, defaultCapacityProviderStrategy }
      await context.world.call('ecs', 'PutClusterCapacityProviders', input, context, context.caller)
    }
    const created = made(physicalId, context)
    await updateTags(String(created.attributes.Arn), properties, context)
    return created
  },
  async remove(physicalId, _properties, context) {
    await context.world.call('ecs', 'DeleteCluster', { cluster: physicalId }, context, context.caller)
  },
}

export const capacityProvidersResource: ResourceHandler = {
  type: 'AWS::ECS::ClusterCapacityProviderAssociations',
  async create(properties, context) {
    const cluster = clusterName(properties.Cluster)
    const { capacityProviders, defaultCapacityProviderStrategy } = toApi(properties) as Properties
    const input = { cluster, capacityProviders, defaultCapacityProviderStrategy }
    await context.world.call('ecs', 'PutClusterCapacityProviders', input, context, context.caller)
    return { physicalId: cluster, attributes: {} }
  },
  update(_physicalId, properties, _before, context) {
    return this.create(properties, context)
  },
  async remove(physicalId, _properties, context) {
    const input = { cluster: physicalId, capacityProviders: [], defaultCapacityProviderStrategy: [] }
    await context.world.call('ecs', 'PutClusterCapacityProviders', input, context, context.caller)
  },
}
