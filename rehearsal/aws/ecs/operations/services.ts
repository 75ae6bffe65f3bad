/** Services: create, update, describe, list, delete. */
import type { Input } from '../../kernel/types.ts'
import { AwsError } from '../../kernel/types.ts'
import { findCluster, findService, lookUpService, lookUpTaskDefinition, serviceTasks } from '../names.ts'
import { reconcile } from '../reconcile.ts'
import { beginRollout } from '../service-deployment.ts'
import { notSimulated, readCount, readDeploymentConfiguration, readWorkload } from '../service-settings.ts'
import type { Ecs, Service, Workload } from '../state.ts'
import { serviceView } from '../views.ts'
import type { EcsOperation } from './shared.ts'
import {
  inCluster,
  invalid,
  items,
  list,
  page,
  passRole,
  plain,
  requestTags,
  serviceArn,
  tagging,
  tagsOf,
} from './shared.ts'

function infrastructureRoles(input: Input) {
  const uses = list<{ advancedConfiguration?: { roleArn?: string } }>(input.loadBalancers)
  return uses.flatMap((use) => passRole(use.advancedConfiguration?.roleArn, 'ecs.amazonaws.com'))
}

function changeContext(input: Input, context: Ecs): Record<string, string | string[]> {
  const definition = lookUpTaskDefinition(context.state, input.taskDefinition)
  return {
    ...inCluster(context, input.cluster),
    ...(definition === undefined ? {} : { 'ecs:task-definition': definition.arn }),
  }
}

export const createService: EcsOperation = {
  needs: (input, context) => {
    const resource = serviceArn(context, input.cluster, input.serviceName)
    return [
      { action: 'ecs:CreateService', resource, context: { ...changeContext(input, context), ...requestTags(input) } },
      ...passRole(input.role, 'ecs.amazonaws.com'),
      ...infrastructureRoles(input),
      ...tagging(input, 'CreateService', resource),
    ]
  },
  async run(input, context) {
    const cluster = findCluster(context.state, input.cluster)
    const name = String(input.serviceName ?? '')
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(name))
      throw invalid('Service names may have letters, numbers, hyphens and underscores.')
    const before = lookUpService(context.state, cluster.name, name)
    if (before?.status === 'ACTIVE') throw invalid('Creation of service was not idempotent.')
    if (before?.status === 'DRAINING') throw invalid('Unable to Start a service that is still Draining.')
    checkKind(input)
    const capacity = cluster.fields.defaultCapacityProviderStrategy
    const launch =
      input.launchType === undefined && input.capacityProviderStrategy === undefined
        ? list(capacity).length > 0
          ? { capacityProviderStrategy: capacity }
          : { launchType: 'EC2' }
        : {}
    const service: Service = {
      arn: context.arn(`service/${cluster.name}/${name}`),
      name,
      clusterName: cluster.name,
      status: 'ACTIVE',
      createdAt: context.now,
      createdBy: context.caller.roleArn ?? context.caller.arn,
      tags: tagsOf(input),
      desiredCount: readCount(input.desiredCount),
      workload: readWorkload({ ...input, ...launch }, undefined, context),
      deploymentConfiguration: readDeploymentConfiguration(input.deploymentConfiguration),
      healthCheckGracePeriodSeconds: Number(input.healthCheckGracePeriodSeconds ?? 0),
      enableECSManagedTags: input.enableECSManagedTags === true,
      propagateTags: String(input.propagateTags ?? 'NONE'),
      enableExecuteCommand: input.enableExecuteCommand === true,
      availabilityZoneRebalancing: String(input.availabilityZoneRebalancing ?? 'ENABLED'),
      placementConstraints: list(plain(input.placementConstraints)),
      placementStrategy: list(plain(input.placementStrategy)),
      deployments: [],
      provenImages: [],
      redAlarms: [],
      events: [],
      steady: false,
    }
    context.state.services[`${cluster.name}/${name}`] = service
    beginRollout(context, service)
    await reconcile(context, service)
    return { service: serviceView(context, service, ['TAGS']) }
  },
}

function checkKind(input: Input): void {
  const controller = input.deploymentController?.type ?? 'ECS'
  if (controller !== 'ECS') throw notSimulated(`deployment controller ${controller}`)
  const scheduling = input.schedulingStrategy ?? 'REPLICA'
  if (scheduling !== 'REPLICA') throw notSimulated(`scheduling strategy ${scheduling}`)
}

export const updateService: EcsOperation = {
  needs: (input, context) => [
    {
      action: 'ecs:UpdateService',
      resource: serviceArn(context, input.cluster, input.service),
      context: changeContext(input, context),
    },
    ...infrastructureRoles(input),
  ],
  async run(input, context) {
    const service = findService(context.state, input.cluster, input.service)
    if (service.status !== 'ACTIVE') throw new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.')
    checkKind(input)
    // Everything is read before anything is changed, so that a refused request leaves the service as it was.
    const workload = readWorkload(input, service.workload, context)
    const configuration = readDeploymentConfiguration(input.deploymentConfiguration, service.deploymentConfiguration)
    const count = readCount(input.desiredCount ?? service.desiredCount)
    const rolls = input.forceNewDeployment === true || changesRevision(service.workload, workload)
    if (count !== service.desiredCount) service.steady = false
    service.desiredCount = count
    service.deploymentConfiguration = configuration
    service.workload = workload
    updateSettings(service, input)
    if (rolls) beginRollout(context, service)
    await reconcile(context, service)
    return { service: serviceView(context, service, ['TAGS']) }
  },
}

/** The parameters that the API reference says trigger a new service deployment. */
function changesRevision(before: Workload, after: Workload): boolean {
  const key = ({
    taskDefinition,
    networkConfiguration,
    platformVersion,
    loadBalancers,
    serviceRegistries,
    more,
  }: Workload) =>
    JSON.stringify([taskDefinition, networkConfiguration, platformVersion, loadBalancers, serviceRegistries, more])
  return key(before) !== key(after)
}

function updateSettings(service: Service, input: Input): void {
  if (input.healthCheckGracePeriodSeconds != null) {
    service.healthCheckGracePeriodSeconds = Number(input.healthCheckGracePeriodSeconds)
  }
  if (input.enableECSManagedTags != null) service.enableECSManagedTags = input.enableECSManagedTags === true
  if (input.enableExecuteCommand != null) service.enableExecuteCommand = input.enableExecuteCommand === true
  if (input.propagateTags != null) service.propagateTags = String(input.propagateTags)
  if (input.availabilityZoneRebalancing != null) {
    service.availabilityZoneRebalancing = String(input.availabilityZoneRebalancing)
  }
  if (input.placementConstraints != null) service.placementConstraints = list(plain(input.placementConstraints))
  if (input.placementStrategy != null) service.placementStrategy = list(plain(input.placementStrategy))
}

export const describeServices: EcsOperation = {
  needs: (input, context) =>
    list(input.services).map((service) => ({
      action: 'ecs:DescribeServices',
      resource: serviceArn(context, input.cluster, service),
      context: inCluster(context, input.cluster),
    })),
  run(input, context) {
    const cluster = findCluster(context.state, input.cluster)
    const asked = items(input, 'services', 10)
    const found = asked.map((service) => lookUpService(context.state, cluster.name, service))
    return {
      services: found
        .filter((service) => service !== undefined)
        .map((service) => serviceView(context, service, list(input.include))),
      failures: asked
        .filter((_, index) => found[index] === undefined)
        .map((service) => ({ arn: serviceArn(context, cluster.name, service), reason: 'MISSING' })),
    }
  },
}

export const listServices: EcsOperation = {
  needs: (input, context) => [
    { action: 'ecs:ListServices', resource: '*', context: inCluster(context, input.cluster) },
  ],
  run(input, context) {
    const cluster = findCluster(context.state, input.cluster)
    const all = Object.values(context.state.services).filter(
      (service) =>
        service.clusterName === cluster.name &&
        service.status !== 'INACTIVE' &&
        (input.launchType === undefined || service.workload.launchType === input.launchType),
    )
    const { page: serviceArns, ...rest } = page(
      all.map((service) => service.arn),
      input,
      10,
    )
    return { serviceArns, ...rest }
  },
}

export const deleteService: EcsOperation = {
  needs: (input, context) => [
    {
      action: 'ecs:DeleteService',
      resource: serviceArn(context, input.cluster, input.service),
      context: inCluster(context, input.cluster),
    },
  ],
  async run(input, context) {
    const service = findService(context.state, input.cluster, input.service)
    if (service.status === 'INACTIVE') throw new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.')
    if (service.desiredCount > 0 && input.force !== true) {
      throw invalid('The service cannot be stopped while it is scaled above 0.')
    }
    service.status = 'DRAINING'
    service.desiredCount = 0
    service.steady = false
    if (!serviceTasks(context.state, service).some((task) => task.lastStatus !== 'STOPPED')) service.status = 'INACTIVE'
    await reconcile(context, service)
    return { service: serviceView(context, service, ['TAGS']) }
  },
}
