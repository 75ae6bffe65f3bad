/** The tasks of a rollout that stopped although nobody meant them to. */
import { DescribeTasksCommand, ListTasksCommand, type Task } from '@aws-sdk/client-ecs'
import { explainAwsError } from '../aws/access-error.ts'
import type { EcsContext } from './context.ts'
import type { ServiceName } from './order.ts'
import { lastPart } from './service.ts'

export interface StoppedContainer {
  name: string
  exitCode: number | undefined
  reason: string | undefined
}

export interface StoppedTask {
  id: string
  stopCode: string
  reason: string
  containers: StoppedContainer[]
}

export interface FailedTasksOf {
  /** ARN of the task definition that failed. */
  taskDefinition: string
  /** Epoch milliseconds by AWS's clock. */
  since: number
}

/** Newest first. ECS keeps stopped tasks for about an hour. */
export async function readStoppedTasks(
  { ecs }: EcsContext,
  { cluster, service }: ServiceName,
  { taskDefinition, since }: FailedTasksOf,
): Promise<StoppedTask[]> {
  const explain = (thrown: unknown) => {
    throw explainAwsError(thrown, `reading the stopped tasks of ${service}`)
  }
  const input = { cluster, serviceName: service, desiredStatus: 'STOPPED' } as const
  const { taskArns = [] } = await ecs.send(new ListTasksCommand(input)).catch(explain)
  if (taskArns.length === 0) return []
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns })).catch(explain)
  return tasks
    .filter((task) => task.taskDefinitionArn === taskDefinition && (task.createdAt?.getTime() ?? 0) >= since)
    .filter((task) => !stoppedOnPurpose(task))
    .toSorted((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0))
    .map(stoppedTask)
}

/** The scheduler takes tasks away when a rollout goes on or back; that says nothing about the task. */
function stoppedOnPurpose({ stoppedReason = '' }: Task): boolean {
  return stoppedReason.startsWith('Scaling activity initiated by')
}

function stoppedTask({ taskArn = '', stopCode, stoppedReason = '', containers = [] }: Task): StoppedTask {
  return {
    id: lastPart(taskArn),
    stopCode: stopCode ?? '',
    reason: stoppedReason,
    containers: containers.map(({ name = '', exitCode, reason }) => ({ name, exitCode, reason })),
  }
}

/** The container that brought its task down: it says why, or ended with an error, or is the one behind `preferred`. */
export function failingContainer(task: StoppedTask, preferred: string | undefined): StoppedContainer | undefined {
  const { containers } = task
  return (
    containers.find(({ reason }) => reason) ??
    containers.find(({ name, exitCode }) => name === preferred && exitCode) ??
    containers.find(({ exitCode }) => exitCode) ??
    containers.find(({ name }) => name === preferred) ??
    containers[0]
  )
}

/** '3 × EssentialContainerExited: Essential container in task exited (backend: exit code 1)', most frequent first. */
export function groupStoppedTasks(tasks: readonly StoppedTask[]): string[] {
  const counts = new Map<string, number>()
  for (const task of tasks) {
    const text = describeTask(task)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([text, count]) => `${count} × ${text}`)
}

function describeTask({ stopCode, reason, containers }: StoppedTask): string {
  const ends = containers.flatMap(({ name, exitCode, reason: why }) => {
    const parts = [
      ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
      ...(why && why !== reason ? [why] : []),
    ]
    return parts.length === 0 ? [] : [`${name}: ${parts.join(', ')}`]
  })
  return [stopCode && `${stopCode}: `, reason, ends.length > 0 && ` (${ends.join('; ')})`].filter(Boolean).join('')
}
