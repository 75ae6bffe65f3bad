/** What the story tests of this room share: an account with a stable service, and words for what one does with it. */
import {
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  type Service,
  type ServiceDeployment,
  type Task,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs'
import type { Fault, FaultName } from '../../faults/faults.ts'
import { applicationAutoscaling } from '../applicationautoscaling/room.ts'
import { cloudwatch } from '../cloudwatch/room.ts'
import { ecr } from '../ecr/room.ts'
import { elbv2 } from '../elbv2/room.ts'
import { openTestAccount } from '../kernel/testing.ts'
import { logs } from '../logs/room.ts'
import { secretsmanager } from '../secretsmanager/room.ts'
import { ssm } from '../ssm/room.ts'
import { ecs } from './room.ts'
import type { TestServiceOptions } from './testing.ts'
import { createTestService, testImage } from './testing.ts'

export const withBreaker = { deploymentCircuitBreaker: { enable: true, rollback: true } }

export function fault(name: FaultName): Fault[] {
  return [{ environment: 'dev', name, options: {} }]
}

export async function openStory(options: TestServiceOptions = {}, faults: Fault[] = []) {
  const rooms = [ecs, elbv2, applicationAutoscaling, logs, cloudwatch, ecr, secretsmanager, ssm]
  const account = await openTestAccount({ rooms, faults })
  const made = await createTestService(account.world, account, options)
  const client = new ECSClient(account.config)
  const target = { cluster: made.cluster, service: made.service }

  async function register(image: string): Promise<string> {
    const [container] = made.taskDefinition.containerDefinitions
    const containerDefinitions = [{ ...container, image }]
    const input = { ...made.taskDefinition, family: made.family, containerDefinitions }
    const output = await client.send(new RegisterTaskDefinitionCommand(input))
    return output.taskDefinition?.taskDefinitionArn ?? ''
  }

  async function update(changes: Partial<UpdateServiceCommandInput>): Promise<void> {
    await client.send(new UpdateServiceCommand({ ...target, ...changes }))
  }

  /** Registers the image and starts its rollout; the answer is the service deployment's ARN. */
  async function deploy(seed = 2): Promise<string> {
    await update({ taskDefinition: await register(testImage(seed)) })
    return (await newest()).serviceDeploymentArn ?? ''
  }

  async function newest(): Promise<ServiceDeployment> {
    const listed = await client.send(new ListServiceDeploymentsCommand(target))
    return rollout(listed.serviceDeployments?.[0]?.serviceDeploymentArn ?? '')
  }

  async function rollout(arn: string): Promise<ServiceDeployment> {
    const output = await client.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }))
    const [found] = output.serviceDeployments ?? []
    if (found === undefined) throw new Error(`no service deployment ${arn}`)
    return found
  }

  async function service(): Promise<Service> {
    const output = await client.send(new DescribeServicesCommand({ cluster: made.cluster, services: [made.service] }))
    const [found] = output.services ?? []
    if (found === undefined) throw new Error('no service')
    return found
  }

  async function tasks(desiredStatus: 'RUNNING' | 'STOPPED'): Promise<Task[]> {
    const listed = await client.send(
      new ListTasksCommand({ cluster: made.cluster, serviceName: made.service, desiredStatus }),
    )
    if (listed.taskArns?.length === 0) return []
    const output = await client.send(new DescribeTasksCommand({ cluster: made.cluster, tasks: listed.taskArns }))
    return output.tasks ?? []
  }

  async function runningImages(): Promise<(string | undefined)[]> {
    return (await tasks('RUNNING')).map((task) => task.containers?.[0]?.image)
  }

  /** Turns the clock, ten seconds at a time, until the rollout has ended; the answer is how long that took. */
  async function untilOver(arn: string, limitSeconds = 3600): Promise<number> {
    for (let seconds = 0; seconds < limitSeconds; seconds += 10) {
      if ((await rollout(arn)).finishedAt !== undefined) return seconds
      await account.advance(10)
    }
    throw new Error(`${arn} did not end within ${limitSeconds} s`)
  }

  async function messages(): Promise<string> {
    return ((await service()).events ?? []).map((event) => event.message).join('\n')
  }

  return {
    ...{
      account,
      rooms,
      made,
      client,
      target,
      register,
      update,
      deploy,
      newest,
      rollout,
      service,
      tasks,
      runningImages,
    },
    ...{ untilOver, messages, [Symbol.asyncDispose]: () => account.close() },
  }
}
