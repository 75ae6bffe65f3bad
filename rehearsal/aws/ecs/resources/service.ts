/**
 * AWS::ECS::Service. Creating and updating go through the same service deployments as UpdateService, and the
 * resource is stable when its service deployment has ended well. Only what changed in the template is sent,
 * so that a revision which a deployer has put in place stays (see spec.md, 'CloudFormation').
 */
import { nameOf } from '../../kernel/handlers.ts'
import type { Created, HandlerContext, Properties, ResourceHandler } from '../../kernel/types.ts'
import { clusterName, currentDeployment, lookUpService } from '../names.ts'
import type { Ecs, EcsState, Service } from '../state.ts'
import { apiTags, changed, toApi, updateTags } from './properties.ts'

const replacing = ['Cluster', 'ServiceName', 'LaunchType', 'SchedulingStrategy', 'Role'] as const

function ecsContext(context: HandlerContext): Ecs {
  return context.world.context<EcsState>('ecs', context)
}

/** Ref is the service's ARN: arn:…:service/CLUSTER/SERVICE. */
function serviceAt(physicalId: string, context: HandlerContext): Service | undefined {
  const [, cluster = '', name = ''] = physicalId.split('/')
  return lookUpService(ecsContext(context).state, cluster, name)
}

function made(arn: string): Created {
  return { physicalId: arn, attributes: { ServiceArn: arn, Name: arn.split('/').at(-1) ?? '' } }
}

function toInput(properties: Properties): Properties {
  const { Tags: _, ...rest } = properties
  const input = toApi(rest) as Properties
  // CloudFormation says PlacementStrategies where the API says placementStrategy.
  const { placementStrategies, ...api } = input
  return placementStrategies === undefined ? api : { ...api, placementStrategy: placementStrategies }
}

export const serviceResource: ResourceHandler = {
  type: 'AWS::ECS::Service',
  async create(properties, context) {
    const serviceName = nameOf(properties.ServiceName, context, 255)
    const input = { desiredCount: 1, ...toInput(properties), serviceName, tags: apiTags(properties, context) }
    await context.world.call('ecs', 'CreateService', input, context, context.caller)
    return made(ecsContext(context).arn(`service/${clusterName(properties.Cluster)}/${serviceName}`))
  },
  async update(physicalId, properties, before, context) {
    if (changed(properties, before, replacing)) return this.create(properties, context)
    const keys = [...new Set([...Object.keys(properties), ...Object.keys(before)])]
    const different = keys.filter((key) => key !== 'Tags' && changed(properties, before, [key]))
    if (different.length > 0) {
      const part = Object.fromEntries(different.map((key) => [key, properties[key] ?? emptied(key)]))
      const [, cluster, service] = physicalId.split('/')
      const input = { ...toInput(part), cluster, service }
      await context.world.call('ecs', 'UpdateService', input, context, context.caller)
    }
    await updateTags(physicalId, properties, context)
    return made(physicalId)
  },
  async remove(physicalId, _properties, context) {
    const service = serviceAt(physicalId, context)
    if (service === undefined || service.status !== 'ACTIVE') return
    const input = { cluster: service.clusterName, service: service.name, force: true }
    await context.world.call('ecs', 'DeleteService', input, context, context.caller)
  },
  stabilized(physicalId, _properties, context) {
    const service = serviceAt(physicalId, context)
    const rollout = service && currentDeployment(ecsContext(context).state, service)
    if (service === undefined || rollout === undefined) return { failed: 'The service does not exist.' }
    switch (rollout.status) {
      case 'SUCCESSFUL':
        return service.steady ? 'ready' : 'pending'
      case 'ROLLBACK_SUCCESSFUL':
      case 'ROLLBACK_FAILED':
      case 'STOPPED':
        return { failed: failureText(rollout.breaker.status, rollout.statusReason) }
      default:
        return 'pending'
    }
  },
}

/** A list that the template no longer has is emptied; other properties keep their value. */
function emptied(key: string): unknown {
  const lists = [
    'LoadBalancers',
    'ServiceRegistries',
    'PlacementConstraints',
    'PlacementStrategies',
    'CapacityProviderStrategy',
  ]
  return lists.includes(key) ? [] : undefined
}

function failureText(breaker: string, reason: string | undefined): string {
  const what =
    breaker === 'TRIGGERED' ? 'ECS Deployment Circuit Breaker was triggered' : (reason ?? 'the deployment failed')
  return `Error occurred during operation '${what}'.`
}
