/** Amazon ECS, simulated. Rules and sources: spec.md. */
import type { Plain, Room } from '../kernel/types.ts'
import * as clusters from './operations/clusters.ts'
import * as rollouts from './operations/service-deployments.ts'
import * as services from './operations/services.ts'
import * as tags from './operations/tags.ts'
import * as definitions from './operations/task-definitions.ts'
import * as tasks from './operations/tasks.ts'
import { reconcile } from './reconcile.ts'
import { capacityProvidersResource, clusterResource } from './resources/cluster.ts'
import { serviceResource } from './resources/service.ts'
import { taskDefinitionResource } from './resources/task-definition.ts'
import { moveStandalone } from './standalone.ts'
import type { Ecs, EcsState } from './state.ts'
import { emptyEcsState } from './state.ts'

async function onService(data: Plain, context: Ecs): Promise<void> {
  const event = data as { service: string; at: number }
  const service = context.state.services[event.service]
  // Of the looks that were planned, only the last one counts.
  if (service === undefined || service.wakeAt !== event.at) return
  delete service.wakeAt
  await reconcile(context, service)
}

async function onTask(data: Plain, context: Ecs): Promise<void> {
  const event = data as { task: string; at: number }
  await moveStandalone(context, event.task, event.at)
}

export const ecs: Room<EcsState> = {
  service: 'ecs',
  scope: 'regional',
  protocol: { kind: 'json', target: 'AmazonEC2ContainerServiceV20141113', version: '1.1' },
  empty: emptyEcsState,
  operations: {
    CreateCluster: clusters.createCluster,
    UpdateCluster: clusters.updateCluster,
    PutClusterCapacityProviders: clusters.putClusterCapacityProviders,
    DescribeClusters: clusters.describeClusters,
    ListClusters: clusters.listClusters,
    DeleteCluster: clusters.deleteCluster,
    RegisterTaskDefinition: definitions.registerTaskDefinition,
    DescribeTaskDefinition: definitions.describeTaskDefinition,
    DeregisterTaskDefinition: definitions.deregisterTaskDefinition,
    ListTaskDefinitions: definitions.listTaskDefinitions,
    CreateService: services.createService,
    UpdateService: services.updateService,
    DescribeServices: services.describeServices,
    ListServices: services.listServices,
    DeleteService: services.deleteService,
    ListServiceDeployments: rollouts.listServiceDeployments,
    DescribeServiceDeployments: rollouts.describeServiceDeployments,
    DescribeServiceRevisions: rollouts.describeServiceRevisions,
    StopServiceDeployment: rollouts.stopServiceDeployment,
    ContinueServiceDeployment: rollouts.continueServiceDeployment,
    ListTasks: tasks.listTasks,
    DescribeTasks: tasks.describeTasks,
    RunTask: tasks.runTask,
    StopTask: tasks.stopTask,
    TagResource: tags.tagResource,
    UntagResource: tags.untagResource,
    ListTagsForResource: tags.listTagsForResource,
  },
  events: { service: onService, task: onTask },
  resources: [clusterResource, capacityProvidersResource, taskDefinitionResource, serviceResource],
}
