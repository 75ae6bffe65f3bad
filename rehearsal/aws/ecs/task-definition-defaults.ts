/**
 * What RegisterTaskDefinition fills in and refuses. Fields that this room does not know stay as they came.
 * Source: API reference, RegisterTaskDefinition and ContainerDefinition; requiresAttributes as the API
 * answers for Fargate (see spec.md).
 */
import type { Input } from '../kernel/types.ts'
import { AwsError } from '../kernel/types.ts'
import type { ContainerDefinition, Definition } from './state.ts'

export function completeDefinition(input: Input): Definition {
  const { tags: _, ...given } = structuredClone(input)
  const definition: Definition = {
    ...given,
    containerDefinitions: (given.containerDefinitions as ContainerDefinition[]).map((container) =>
      completeContainer(container, given.networkMode),
    ),
    volumes: given.volumes ?? [],
    placementConstraints: given.placementConstraints ?? [],
    compatibilities: compatibilities(given),
  }
  return { ...definition, requiresAttributes: requiredAttributes(definition) }
}

function completeContainer(container: ContainerDefinition, networkMode: unknown): ContainerDefinition {
  const ports = container.portMappings ?? []
  return {
    ...container,
    cpu: container.cpu ?? 0,
    essential: container.essential ?? true,
    portMappings: ports.map((mapping) => ({
      ...mapping,
      // In awsvpc mode the host port is the container port.
      hostPort: mapping.hostPort ?? (networkMode === 'awsvpc' ? mapping.containerPort : 0),
      protocol: mapping.protocol ?? 'tcp',
    })),
    environment: container.environment ?? [],
    mountPoints: container.mountPoints ?? [],
    volumesFrom: container.volumesFrom ?? [],
    systemControls: container.systemControls ?? [],
  }
}

function compatibilities(given: Input): string[] {
  const required = (given.requiresCompatibilities ?? []) as string[]
  const fargate = given.networkMode === 'awsvpc' && given.cpu !== undefined && given.memory !== undefined
  return ['EC2', ...(required.includes('FARGATE') || fargate ? ['FARGATE'] : [])]
}

function requiredAttributes(definition: Definition): { name: string }[] {
  const containers = definition.containerDefinitions
  const names = new Set(['com.amazonaws.ecs.capability.docker-remote-api.1.18'])
  if (containers.some((each) => each.logConfiguration?.logDriver === 'awslogs')) {
    names.add('com.amazonaws.ecs.capability.logging-driver.awslogs')
    if (definition.executionRoleArn !== undefined) names.add('ecs.capability.execution-role-awslogs')
    names.add('com.amazonaws.ecs.capability.docker-remote-api.1.19')
  }
  if (definition.taskRoleArn !== undefined) names.add('com.amazonaws.ecs.capability.task-iam-role')
  if (definition.networkMode === 'awsvpc') names.add('ecs.capability.task-eni')
  if (containers.some((each) => each.healthCheck !== undefined)) names.add('ecs.capability.container-health-check')
  if (containers.some((each) => each.image.includes('.dkr.ecr.'))) {
    names.add('com.amazonaws.ecs.capability.ecr-auth')
    if (definition.executionRoleArn !== undefined) names.add('ecs.capability.execution-role-ecr-pull')
  }
  for (const { valueFrom } of containers.flatMap((each) => each.secrets ?? [])) {
    const manager = valueFrom.startsWith('arn:aws:secretsmanager:')
    names.add(
      manager ? 'ecs.capability.secrets.asm.environment-variables' : 'ecs.capability.secrets.ssm.environment-variables',
    )
  }
  return [...names].map((name) => ({ name }))
}

/** Fargate's sizes in CPU units and MiB: least, most and step of memory. Source: "Task CPU and memory". */
const sizes: Record<string, { memory?: number[]; from?: number; to?: number; step?: number }> = {
  '256': { memory: [512, 1024, 2048] },
  '512': { from: 1024, to: 4096, step: 1024 },
  '1024': { from: 2048, to: 8192, step: 1024 },
  '2048': { from: 4096, to: 16_384, step: 1024 },
  '4096': { from: 8192, to: 30_720, step: 1024 },
  '8192': { from: 16_384, to: 61_440, step: 4096 },
  '16384': { from: 32_768, to: 122_880, step: 8192 },
}

export function checkDefinition(input: Input): void {
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(String(input.family ?? ''))) {
    throw refused('Family should not be null or empty, and may have letters, numbers, hyphens and underscores.')
  }
  const containers = (input.containerDefinitions ?? []) as ContainerDefinition[]
  if (containers.length === 0) throw refused('Container definitions should not be null or empty.')
  const names = containers.map((container) => container.name)
  if (new Set(names).size < names.length) throw refused('Container names must be unique.')
  for (const container of containers) {
    if (!container.name) throw refused('Container.name should not be null or empty.')
    if (!container.image) throw refused('Container.image should not be null or empty.')
  }
  if (containers.every((container) => container.essential === false)) {
    throw refused('At least one container must be marked as essential.')
  }
  const secrets = containers.some((container) => (container.secrets ?? []).length > 0)
  if (secrets && !input.executionRoleArn) {
    throw refused("When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.")
  }
  if (((input.requiresCompatibilities ?? []) as string[]).includes('FARGATE')) checkFargate(input, containers)
}

function checkFargate(input: Input, containers: ContainerDefinition[]): void {
  if (input.networkMode !== 'awsvpc') throw refused("Fargate only supports network mode 'awsvpc'.")
  const size = sizes[units(input.cpu, 'vcpu')]
  const memory = Number(units(input.memory, 'gb'))
  const fits =
    size !== undefined &&
    (size.memory?.includes(memory) ??
      (memory >= (size.from ?? 0) && memory <= (size.to ?? 0) && memory % (size.step ?? 1) === 0))
  if (!fits)
    throw refused(`No Fargate configuration exists for given values: ${input.cpu} CPU, ${input.memory} memory.`)
  if (input.executionRoleArn) return
  if (containers.some((container) => container.image.includes('.dkr.ecr.'))) {
    throw refused('Fargate requires task definition to have execution role ARN to support ECR images.')
  }
  if (containers.some((container) => container.logConfiguration?.logDriver === 'awslogs')) {
    throw refused('Fargate requires task definition to have execution role ARN to support log driver awslogs.')
  }
}

/** '1 vCPU' → '1024', '2 GB' → '2048'; plain numbers stay. */
export function units(value: unknown, unit: 'vcpu' | 'gb'): string {
  const text = String(value ?? '')
    .toLowerCase()
    .replaceAll(' ', '')
  return text.endsWith(unit) ? String(Number(text.slice(0, -unit.length)) * 1024) : text
}

function refused(message: string): AwsError {
  return new AwsError('ClientException', message)
}
