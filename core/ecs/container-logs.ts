/** The last lines that a container printed, from its awslogs stream. */
import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { explainAwsError } from '../aws/access-error.ts'
import { createClient, inRegion } from '../aws/session.ts'
import { awsErrorName } from '../errors.ts'
import type { EcsContext } from './context.ts'
import type { Definition } from './task-definition.ts'

const lastLines = 20

export interface ContainerOfTask {
  container: string
  /** The task's id, not its ARN. */
  task: string
}

/** Where nothing can be read, one line says why. */
export async function readLogTail(
  { session }: EcsContext,
  definition: Definition,
  { container, task }: ContainerOfTask,
): Promise<string[]> {
  const found = definition.containerDefinitions.find(({ name }) => name === container)
  const configuration = found?.logConfiguration as { logDriver?: string; options?: Record<string, string> } | undefined
  const { logDriver, options = {} } = configuration ?? {}
  const logGroupName = options['awslogs-group']
  if (logDriver !== 'awslogs' || logGroupName === undefined) {
    return [`(the log driver of ${container} is ${logDriver ?? 'not set'}, so its log can’t be read here)`]
  }
  const prefix = options['awslogs-stream-prefix']
  // "prefix-name/container-name/ecs-task-id" (Developer Guide, awslogs-stream-prefix).
  if (prefix === undefined) return [`(${container} has no awslogs-stream-prefix, so its log can’t be told from others)`]
  const region = options['awslogs-region'] ?? session.region
  const client = createClient(inRegion(session, region), CloudWatchLogsClient)
  const logStreamName = `${prefix}/${container}/${task}`
  try {
    const input = { logGroupName, logStreamName, limit: lastLines, startFromHead: false }
    const { events = [] } = await client.send(new GetLogEventsCommand(input))
    const lines = events.flatMap(({ message }) => (message ?? '').trimEnd().split('\n'))
    return lines.length === 0 ? [`(nothing in ${logGroupName} ${logStreamName})`] : lines.slice(-lastLines)
  } catch (thrown) {
    if (awsErrorName(thrown) === 'ResourceNotFoundException') return [`(it printed nothing to ${logGroupName})`]
    throw explainAwsError(thrown, `reading the log ${logGroupName} ${logStreamName}`)
  }
}
