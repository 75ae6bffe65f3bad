/**
 * What has to succeed before a task's containers can start: secrets, image, log stream. Each is asked of
 * the room concerned as the task's execution role, so a missing right fails the task as it would on AWS.
 * Messages: ECS Developer Guide, "Stopped tasks error messages" (see spec.md).
 */
import type { Caller, Input, Output, Place } from '../kernel/types.ts'
import { AwsError } from '../kernel/types.ts'
import { appendLog, findGroup, type LogsState } from '../logs/streams.ts'
import type { ContainerDefinition, Ecs, Task, TaskDefinition } from './state.ts'

export interface StartProblem {
  reason: string
  /** The container that could not be pulled. */
  container?: string
}

/** Why the task cannot start, or the digests of its images by container name. */
export type StartResult = { problem: StartProblem } | { digests: Record<string, string> }

export async function prepare(context: Ecs, task: Task, definition: TaskDefinition): Promise<StartResult> {
  const containers = definition.definition.containerDefinitions
  const caller = executionRole(context, task, definition)
  for (const container of containers) {
    const problem = await secretProblem(context, task, container, caller)
    if (problem !== undefined) return { problem: { reason: problem } }
  }
  const digests: Record<string, string> = {}
  for (const container of containers) {
    const pulled = await pull(context, task, container, caller)
    if ('reason' in pulled) return { problem: { reason: pulled.reason, container: container.name } }
    digests[container.name] = pulled.digest
  }
  for (const container of containers) {
    const problem = logProblem(context, task, container, caller)
    if (problem !== undefined) return { problem: { reason: problem } }
  }
  return { digests }
}

function executionRole(context: Ecs, task: Task, definition: TaskDefinition): Caller | undefined {
  const roleArn = definition.definition.executionRoleArn
  if (typeof roleArn !== 'string') return undefined
  const arn = `arn:aws:sts::${context.account}:assumed-role/${roleArn.split('/').at(-1)}/${task.id}`
  return { account: context.account, arn, roleArn }
}

const secretsPrefix =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed'

async function secretProblem(
  context: Ecs,
  task: Task,
  container: ContainerDefinition,
  caller: Caller | undefined,
): Promise<string | undefined> {
  const secrets = container.secrets ?? []
  if (task.faults.includes('missing-secret')) {
    const name = secrets[0]?.valueFrom ?? context.arn(`secret:${container.name}`).replace(':ecs:', ':secretsmanager:')
    return missingSecret(name, "ResourceNotFoundException: Secrets Manager can't find the specified secret.")
  }
  const credentials = container.repositoryCredentials?.credentialsParameter
  const wanted = [...secrets.map((secret) => secret.valueFrom), ...(credentials === undefined ? [] : [credentials])]
  for (const valueFrom of wanted) {
    const problem = valueFrom.startsWith('arn:aws:secretsmanager:')
      ? await fromSecretsManager(context, valueFrom, caller)
      : await fromParameterStore(context, valueFrom, caller)
    if (problem !== undefined) return problem
  }
  return undefined
}

/** arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME[:json-key[:stage[:version]]] */
async function fromSecretsManager(context: Ecs, valueFrom: string, caller?: Caller): Promise<string | undefined> {
  const fields = valueFrom.split(':')
  const SecretId = fields.slice(0, 7).join(':')
  const place = { account: fields[4] ?? context.account, region: fields[3] ?? context.region }
  const answer = await attempt(context, 'secretsmanager', 'GetSecretValue', { SecretId }, place, caller)
  if (answer.error !== undefined) return missingSecret(SecretId, `${answer.error.code}: ${answer.error.message}`)
  const key = fields[7]
  if (!key) return undefined
  return hasKey(answer.output?.SecretString, key)
    ? undefined
    : `${secretsPrefix}: retrieved secret from Secrets Manager did not contain json key ${key}`
}

function missingSecret(secret: string, why: string): string {
  const what = `unable to retrieve secret from asm: service call has been retried 1 time(s)`
  return `${secretsPrefix}: ${what}: failed to fetch secret ${secret} from secrets manager: ${why}`
}

function hasKey(text: unknown, key: string): boolean {
  try {
    const value: unknown = JSON.parse(String(text))
    return typeof value === 'object' && value !== null && key in value
  } catch {
    return false
  }
}

async function fromParameterStore(context: Ecs, valueFrom: string, caller?: Caller): Promise<string | undefined> {
  const fields = valueFrom.split(':')
  const byArn = valueFrom.startsWith('arn:')
  const name = byArn
    ? fields
        .slice(5)
        .join(':')
        .replace(/^parameter(?=\/)/, '')
    : valueFrom
  const place = byArn ? { account: fields[4] ?? '', region: fields[3] ?? '' } : context
  const input = { Names: [name], WithDecryption: true }
  const answer = await attempt(context, 'ssm', 'GetParameters', input, place, caller)
  const prefix = `${secretsPrefix}: unable to retrieve secrets from ssm: service call has been retried 1 time(s)`
  if (answer.error !== undefined) return `${prefix}: ${answer.error.code}: ${answer.error.message}`
  const found = answer.output?.Parameters as unknown[] | undefined
  // A parameter ARN without a path (parameter/NAME) may name one without the leading slash.
  if (found?.length) return undefined
  if (byArn && name.lastIndexOf('/') === 0) return fromParameterStore(context, name.slice(1), caller)
  return `${prefix}: invalid ssm parameters: ${name}`
}

const ecrImage = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^:@]+)(?::([^@]+))?(?:@(sha256:[0-9a-f]{64}))?$/

async function pull(
  context: Ecs,
  task: Task,
  container: ContainerDefinition,
  caller: Caller | undefined,
): Promise<{ digest: string } | { reason: string }> {
  const { image } = container
  if (task.faults.includes('image-pull-error')) return { reason: cannotPull(image, `${image}: not found`) }
  const [, registry, region, repositoryName, tag, digest] = ecrImage.exec(image) ?? []
  if (registry === undefined || region === undefined) return { digest: publicDigest(context, image) }
  const imageId = digest === undefined ? { imageTag: tag ?? 'latest' } : { imageDigest: digest }
  const input = { registryId: registry, repositoryName, imageIds: [imageId] }
  const answer = await attempt(context, 'ecr', 'BatchGetImage', input, { account: registry, region }, caller)
  if (answer.error?.code === 'RepositoryNotFoundException') {
    return { reason: cannotPull(image, `${image}: not found`) }
  }
  if (answer.error !== undefined) {
    const why = `pulling from host ${registry}.dkr.ecr.${region}.amazonaws.com failed with status code 403 Forbidden`
    return { reason: cannotPull(image, `${why}: ${answer.error.message}`) }
  }
  const images = (answer.output?.images ?? []) as { imageId?: { imageDigest?: string } }[]
  const found = images[0]?.imageId?.imageDigest
  return found === undefined ? { reason: cannotPull(image, `${image}: not found`) } : { digest: found }
}

/** Public registries are out of the account: what they have is taken to exist. */
export function publicDigest(context: Ecs, image: string): string {
  return image.split('@')[1] ?? `sha256:${context.world.hex(`public image ${image}`, 64)}`
}

function cannotPull(image: string, why: string): string {
  const retried = 'pull image manifest has been retried 1 time(s)'
  return `CannotPullContainerError: ${retried}: failed to resolve ref ${image}: ${why}`
}

function logProblem(
  context: Ecs,
  task: Task,
  container: ContainerDefinition,
  caller: Caller | undefined,
): string | undefined {
  const stream = logStream(context, task, container)
  if (stream === undefined) return undefined
  const { world } = context
  const logs = world.context<LogsState>('logs', stream.place)
  const resource = logs.arn(`log-group:${stream.group}:log-stream:${stream.name}`)
  const creates = container.logConfiguration?.options?.['awslogs-create-group'] === 'true'
  try {
    if (creates && logs.state.groups[stream.group] === undefined) {
      const permission = { action: 'logs:CreateLogGroup', resource: logs.arn(`log-group:${stream.group}`) }
      if (caller !== undefined) world.check(caller, [permission], stream.place)
      logs.state.groups[stream.group] = { name: stream.group, createdAt: context.now, tags: {}, streams: {} }
    }
    if (caller !== undefined) world.check(caller, [{ action: 'logs:CreateLogStream', resource }], stream.place)
    findGroup(logs.state, stream.group)
    return undefined
  } catch (error) {
    if (error instanceof AwsError) return refused(error)
    throw error
  }
}

function refused(error: AwsError): string {
  const what =
    'failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream'
  return `ResourceInitializationError: ${what}: ${error.code}: ${error.message} : exit status 1`
}

/** PREFIX/CONTAINER/TASK-ID in the container's awslogs group; undefined for other log drivers. */
function logStream(context: Ecs, task: Task, container: ContainerDefinition) {
  const options = container.logConfiguration?.options ?? {}
  const group = options['awslogs-group']
  if (container.logConfiguration?.logDriver !== 'awslogs' || group === undefined) return undefined
  const prefix = options['awslogs-stream-prefix']
  const name = prefix === undefined ? task.id : `${prefix}/${container.name}/${task.id}`
  const place = { account: context.account, region: options['awslogs-region'] ?? context.region }
  return { group, name, place }
}

/** Writes what a container printed, now, to its awslogs stream. Lines for a group that was deleted are lost. */
export function print(context: Ecs, task: Task, container: ContainerDefinition, lines: string[]): void {
  const stream = logStream(context, task, container)
  if (stream === undefined || lines.length === 0) return
  const { groups } = context.world.state<LogsState>('logs', stream.place)
  if (groups[stream.group] === undefined) return
  appendLog(context.world, stream.place, stream.group, stream.name, lines)
}

async function attempt(
  context: Ecs,
  service: string,
  operation: string,
  input: Input,
  place: Place,
  caller: Caller | undefined,
): Promise<{ output?: Output; error?: AwsError }> {
  try {
    return { output: await context.world.call(service, operation, input, place, caller) }
  } catch (error) {
    // 501 says that the rehearsal lacks the call: that is no answer of AWS.
    if (error instanceof AwsError && error.status !== 501) return { error }
    throw error
  }
}
