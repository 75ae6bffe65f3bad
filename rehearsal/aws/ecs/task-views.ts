/** State → API shape of tasks. */
import { clusterArn, taskDefinitionByArn } from './names.ts'
import type { Container, Ecs, Task } from './state.ts'
import { containerHealth } from './tasks.ts'
import { seconds } from './views.ts'

type View = Record<string, unknown>

export function taskView(context: Ecs, task: Task, include: string[] = []): View {
  const { definition } = taskDefinitionByArn(context.state, task.taskDefinitionArn)
  const { workload } = task
  const provider = workload.capacityProviderStrategy?.[0] as { capacityProvider?: string } | undefined
  const running = task.lastStatus === 'RUNNING'
  return {
    taskArn: task.arn,
    taskDefinitionArn: task.taskDefinitionArn,
    clusterArn: clusterArn(context, task.clusterName),
    attachments: [attachment(context, task)],
    attributes: [{ name: 'ecs.cpu-architecture', value: architecture(definition) }],
    availabilityZone: task.zone,
    capacityProviderName: provider?.capacityProvider,
    connectivity: task.startedAt === undefined ? undefined : 'CONNECTED',
    connectivityAt: seconds(task.startedAt),
    containers: task.containers.map((container) => containerView(context, task, container)),
    cpu: definition.cpu,
    memory: definition.memory,
    createdAt: seconds(task.createdAt),
    desiredStatus: task.desiredStatus,
    enableExecuteCommand: task.enableExecuteCommand,
    ephemeralStorage: definition.ephemeralStorage ?? { sizeInGiB: 20 },
    executionStoppedAt: seconds(task.executionStoppedAt),
    group: task.group,
    healthStatus: running ? (containerHealth(context, task)?.status ?? 'UNKNOWN') : 'UNKNOWN',
    lastStatus: task.lastStatus,
    launchType: 'FARGATE',
    overrides: { containerOverrides: task.containers.map(({ name }) => ({ name })), ...task.overrides },
    platformFamily: workload.platformFamily,
    platformVersion: workload.platformVersion === 'LATEST' ? '1.4.0' : workload.platformVersion,
    pullStartedAt: seconds(task.pullStartedAt),
    pullStoppedAt: seconds(task.pullStoppedAt),
    startedAt: seconds(task.startedAt),
    startedBy: task.startedBy,
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    stoppingAt: seconds(task.stoppingAt),
    stoppedAt: seconds(task.stoppedAt),
    version: task.version,
    tags: include.includes('TAGS') ? task.tags : [],
  }
}

function architecture(definition: Record<string, unknown>): string {
  const platform = definition.runtimePlatform as { cpuArchitecture?: string } | undefined
  return platform?.cpuArchitecture?.toLowerCase() ?? 'x86_64'
}

function attachment(context: Ecs, task: Task): View {
  const interfaceId = `eni-${context.world.hex(`eni ${task.arn}`, 17)}`
  return {
    id: context.world.hex(`attachment ${task.arn}`, 32),
    type: 'ElasticNetworkInterface',
    status: task.lastStatus === 'STOPPED' ? 'DELETED' : task.lastStatus === 'PROVISIONING' ? 'PRECREATED' : 'ATTACHED',
    details: [
      { name: 'subnetId', value: task.subnetId },
      { name: 'networkInterfaceId', value: interfaceId },
      { name: 'privateIPv4Address', value: task.address },
    ],
  }
}

function containerView(context: Ecs, task: Task, container: Container): View {
  return {
    containerArn: context.arn(`container/${task.clusterName}/${task.id}/${container.name}`),
    taskArn: task.arn,
    name: container.name,
    image: container.image,
    imageDigest: container.imageDigest,
    runtimeId: container.runtimeId,
    lastStatus: container.lastStatus,
    exitCode: container.exitCode,
    reason: container.reason,
    networkBindings: [],
    networkInterfaces: [
      {
        attachmentId: context.world.hex(`attachment ${task.arn}`, 32),
        privateIpv4Address: task.address,
      },
    ],
    healthStatus: containerHealth(context, task)?.status ?? 'UNKNOWN',
    cpu: '0',
  }
}
