/** What CreateService and UpdateService take, checked and completed. Error texts: see spec.md. */
import { findGroup, hasLoadBalancer } from '../elbv2/targets.ts'
import type { Input } from '../kernel/types.ts'
import { AwsError } from '../kernel/types.ts'
import { findRunnable } from './names.ts'
import { invalid, list, plain } from './operations/shared.ts'
import type { DeploymentConfiguration, Ecs, LoadBalancerUse, TaskDefinition, Workload } from './state.ts'

const free = ['serviceConnectConfiguration', 'volumeConfigurations', 'vpcLatticeConfigurations'] as const

/** The workload after the request; `before` is what runs now. */
export function readWorkload(input: Input, before: Workload | undefined, context: Ecs): Workload {
  const definition = findRunnable(context.state, input.taskDefinition ?? before?.taskDefinition)
  const workload: Workload = {
    platformVersion: 'LATEST',
    platformFamily: 'Linux',
    loadBalancers: [],
    serviceRegistries: [],
    more: {},
    ...structuredClone(before),
    taskDefinition: definition.arn,
  }
  if (given(input.platformVersion)) workload.platformVersion = String(input.platformVersion)
  if (given(input.networkConfiguration)) workload.networkConfiguration = network(input.networkConfiguration)
  if (given(input.loadBalancers)) workload.loadBalancers = list<LoadBalancerUse>(plain(input.loadBalancers))
  if (given(input.serviceRegistries)) workload.serviceRegistries = list(plain(input.serviceRegistries))
  for (const key of free) if (given(input[key])) workload.more[key] = plain(input[key])
  readCapacity(input, workload)
  check(context, workload, definition)
  return workload
}

function given(value: unknown): boolean {
  return value !== undefined && value !== null
}

/** assignPublicIp is DISABLED unless said otherwise. */
function network(value: Input) {
  const { awsvpcConfiguration } = value as { awsvpcConfiguration?: object }
  if (awsvpcConfiguration === undefined) return plain(value)
  return plain({ awsvpcConfiguration: { assignPublicIp: 'DISABLED', securityGroups: [], ...awsvpcConfiguration } })
}

function readCapacity(input: Input, workload: Workload): void {
  if (given(input.launchType) && list(input.capacityProviderStrategy).length > 0) {
    throw invalid(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    )
  }
  if (given(input.launchType)) {
    workload.launchType = String(input.launchType)
    delete workload.capacityProviderStrategy
  }
  if (!given(input.capacityProviderStrategy)) return
  const strategy = list(plain(input.capacityProviderStrategy))
  if (strategy.length > 0) {
    workload.capacityProviderStrategy = strategy
    delete workload.launchType
  } else {
    delete workload.capacityProviderStrategy
    workload.launchType ??= 'FARGATE'
  }
}

function check(context: Ecs, workload: Workload, { definition, family }: TaskDefinition): void {
  const providers = (workload.capacityProviderStrategy ?? []) as { capacityProvider: string }[]
  const other = providers.find((each) => !['FARGATE', 'FARGATE_SPOT'].includes(each.capacityProvider))
  if (other !== undefined) throw notSimulated(`capacity provider ${other.capacityProvider}`)
  if (providers.length === 0 && workload.launchType !== 'FARGATE')
    throw notSimulated(`launch type ${workload.launchType}`)
  if (!list(definition.compatibilities).includes('FARGATE')) {
    throw invalid(`Task definition does not support launch_type FARGATE.`)
  }
  if (definition.networkMode === 'awsvpc' && workload.networkConfiguration === undefined) {
    throw invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.")
  }
  for (const use of workload.loadBalancers) {
    const container = definition.containerDefinitions.find((each) => each.name === use.containerName)
    if (container === undefined)
      throw invalid(`The container ${use.containerName} does not exist in the task definition.`)
    if (!container.portMappings.some((mapping) => mapping.containerPort === use.containerPort)) {
      throw invalid(`The container ${use.containerName} did not have a container port ${use.containerPort} defined.`)
    }
    checkGroup(context, use.targetGroupArn, family)
  }
}

function checkGroup(context: Ecs, arn: string | undefined, family: string): void {
  if (arn === undefined) throw notSimulated(`a Classic Load Balancer (task definition ${family})`)
  const group = { world: context.world, place: context, arn }
  const found = findGroup(group)
  if (found === undefined) throw invalid(`The target group with targetGroupArn ${arn} does not exist.`)
  if (found.targetType !== 'ip') {
    const what = `has target type ${found.targetType}, which is incompatible with the awsvpc network mode`
    throw invalid(`The provided target group ${arn} ${what} specified in the task definition.`)
  }
  if (!hasLoadBalancer(group)) {
    throw invalid(`The target group with targetGroupArn ${arn} does not have an associated load balancer.`)
  }
}

/** What the rehearsal does not model is refused by name rather than done wrong. */
export function notSimulated(what: string): AwsError {
  return new AwsError('UnsupportedFeatureException', `The simulated ECS does not know ${what}.`)
}

/** Absent fields keep their value, or at creation AWS's default. */
export function readDeploymentConfiguration(value: unknown, before?: DeploymentConfiguration): DeploymentConfiguration {
  const configuration: DeploymentConfiguration = {
    deploymentCircuitBreaker: { enable: false, rollback: false },
    maximumPercent: 200,
    minimumHealthyPercent: 100,
    strategy: 'ROLLING',
    ...before,
    ...(structuredClone(value ?? {}) as object),
  }
  const { strategy, minimumHealthyPercent: least, maximumPercent: most, alarms } = configuration
  const known = ['ROLLING', 'BLUE_GREEN', 'LINEAR', 'CANARY'].includes(strategy)
  if (!known) throw invalid(`strategy ${strategy} is not one of ROLLING, BLUE_GREEN, LINEAR, CANARY.`)
  if (strategy !== 'ROLLING') throw notSimulated(`deployment strategy ${strategy}`)
  if ((configuration.lifecycleHooks ?? []).length > 0) throw notSimulated('lifecycle hooks of rolling deployments')
  if (least < 0 || least > 100) throw invalid('minimumHealthyPercent must be between 0 and 100.')
  if (most < 100 || most > 200) throw invalid('maximumPercent must be between 100 and 200.')
  if (least === 100 && most === 100) {
    throw invalid('Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.')
  }
  if (alarms?.enable && alarms.alarmNames.length === 0)
    throw invalid('alarmNames cannot be empty when alarms are enabled.')
  checkBreaker(configuration)
  checkEarlySuccess(configuration)
  return configuration
}

function checkBreaker({ deploymentCircuitBreaker: breaker }: DeploymentConfiguration): void {
  const threshold = breaker?.thresholdConfiguration
  if (threshold !== undefined && !(Number.isInteger(threshold.value) && threshold.value >= 1)) {
    throw invalid('thresholdConfiguration.value must be a positive integer.')
  }
}

function checkEarlySuccess({ earlySuccessCriteria: early, minimumHealthyPercent }: DeploymentConfiguration): void {
  if (early?.enable !== true) return
  if (early.healthyPercent === undefined || early.sourceServiceRevisionCleanup === undefined) {
    throw invalid('earlySuccessCriteria needs healthyPercent and sourceServiceRevisionCleanup when it is enabled.')
  }
  if (early.healthyPercent < minimumHealthyPercent || early.healthyPercent > 100) {
    throw invalid('earlySuccessCriteria.healthyPercent must be between minimumHealthyPercent and 100.')
  }
}

export function readCount(value: unknown): number {
  const count = Number(value)
  if (!Number.isInteger(count) || count < 0) throw invalid('desiredCount must be a whole number of at least 0.')
  return count
}
