/** Reads back what the service runs after a rollout said that it succeeded. */
import { DescribeTasksCommand, ListTasksCommand } from '@aws-sdk/client-ecs'
import { explainAwsError } from '../aws/access-error.ts'
import type { EcsContext } from './context.ts'
import type { ServiceName, WantedImage } from './order.ts'
import type { RolloutView } from './rollout-view.ts'
import { describeService, lastPart } from './service.ts'
import { describeRevisions } from './service-deployments.ts'
import { digestOf } from './task-definition.ts'
import { describeDefinition } from './task-definition-revisions.ts'

export type Confirmation =
  /** Digests by container, where they are known. */
  | { state: 'live'; digests: Record<string, string> }
  /** A newer rollout has begun since. */
  | { state: 'replaced'; by: string }
  | { state: 'different'; lines: string[] }

interface RunningImage {
  image: string
  digest: string | undefined
}

export interface Released {
  /** ARN. */
  taskDefinition: string
  images: Record<string, WantedImage>
  /** The rollout that brought it, as last seen; undefined where ECS has forgotten it. */
  view: RolloutView | undefined
}

export async function confirmLive(
  context: EcsContext,
  name: ServiceName,
  { taskDefinition, images, view }: Released,
): Promise<Confirmation> {
  const service = await describeService(context, name)
  const current = service.currentServiceDeployment
  if (view?.api === 'service-deployments' && current !== undefined && current !== view.id) {
    return { state: 'replaced', by: current }
  }
  const live = service.taskDefinition ?? ''
  // Emulators answer the task definition as it was given; AWS answers its ARN.
  if (live !== taskDefinition && lastPart(live) !== lastPart(taskDefinition)) {
    return { state: 'different', lines: [`the service has ${lastPart(live)}, not ${lastPart(taskDefinition)}`] }
  }
  const running = await runningImages(context, name, { taskDefinition, view })
  return compareImages(running, images)
}

/** Pure: each released image against what the container runs. */
export function compareImages(
  running: ReadonlyMap<string, RunningImage>,
  images: Record<string, WantedImage>,
): Confirmation {
  const lines = Object.entries(images).flatMap(([container, wanted]) => {
    const found = running.get(container)
    if (found === undefined) return [`${container}: not running`]
    if (wanted.digest === undefined) return found.image === wanted.reference ? [] : [differs(container, found, wanted)]
    // A reference by digest can only run that digest; a tag is believed only with the digest that ECS resolved.
    const same = digestOf(found.image) === wanted.digest || found.digest === wanted.digest
    return same ? [] : [differs(container, found, wanted)]
  })
  if (lines.length > 0) return { state: 'different', lines }
  const digests = [...running].flatMap(([container, { image, digest }]) => {
    const known = digestOf(image) ?? digest
    return known === undefined ? [] : [[container, known] as const]
  })
  return { state: 'live', digests: Object.fromEntries(digests) }
}

function differs(container: string, found: RunningImage, wanted: WantedImage): string {
  return `${container}: runs ${found.digest ?? found.image}, released was ${wanted.digest ?? wanted.reference}`
}

async function runningImages(
  context: EcsContext,
  name: ServiceName,
  { taskDefinition, view }: Pick<Released, 'taskDefinition' | 'view'>,
): Promise<Map<string, RunningImage>> {
  const images = await imagesOfRevision(context, view)
  const unresolved = [...images.values()].some(({ image, digest }) => digest === undefined && !digestOf(image))
  if (images.size > 0 && !unresolved) return images
  const ofTasks = await imagesOfTasks(context, name, taskDefinition)
  if (ofTasks.size > 0) return ofTasks
  const { definition } = await describeDefinition(context, taskDefinition)
  return new Map(definition.containerDefinitions.map(({ name, image }) => [name, { image, digest: undefined }]))
}

/** ECS resolves an image to its digest once for each service revision (Developer Guide, "Software version consistency"). */
async function imagesOfRevision(
  context: EcsContext,
  view: RolloutView | undefined,
): Promise<Map<string, RunningImage>> {
  const arn = view?.status === 'ROLLBACK_SUCCESSFUL' ? view.rollback?.revision : view?.targetRevision
  const revision = arn === undefined ? undefined : (await describeRevisions(context, [arn])).get(arn)
  return new Map(
    (revision?.containerImages ?? []).map(({ containerName, image, imageDigest }) => [
      containerName ?? '',
      { image: image ?? '', digest: imageDigest },
    ]),
  )
}

async function imagesOfTasks(
  { ecs }: EcsContext,
  { cluster, service }: ServiceName,
  taskDefinition: string,
): Promise<Map<string, RunningImage>> {
  const explain = (thrown: unknown) => {
    throw explainAwsError(thrown, `reading the running tasks of ${service}`)
  }
  const input = { cluster, serviceName: service, desiredStatus: 'RUNNING' } as const
  const { taskArns = [] } = await ecs.send(new ListTasksCommand(input)).catch(explain)
  if (taskArns.length === 0) return new Map()
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns })).catch(explain)
  const containers = tasks
    .filter((task) => task.taskDefinitionArn === taskDefinition)
    .flatMap((task) => task.containers ?? [])
  return new Map(
    containers.map(({ name, image, imageDigest }) => [name ?? '', { image: image ?? '', digest: imageDigest }]),
  )
}
