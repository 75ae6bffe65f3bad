/** What an ECS service runs against what the release would make it run, container by container. */
import { DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs'
import { explainAwsError } from '../aws/access-error.ts'
import type { EcsComponent } from '../config/components.ts'
import type { EcsContext } from '../ecs/context.ts'
import { describeService } from '../ecs/service.ts'
import type { Manifest } from '../release/manifest.ts'
import { plural, shortDigest } from '../report/text.ts'
import { type ComponentPlan, unchanged, unknown } from './model.ts'

/** `settings` with `${ssm:…}` filled in. */
export async function planEcs(
  context: EcsContext,
  component: string,
  settings: EcsComponent,
  images: Manifest['images'],
): Promise<ComponentPlan> {
  const service = await describeService(context, settings)
  const { taskDefinition } = await context.ecs
    .send(new DescribeTaskDefinitionCommand({ taskDefinition: service.taskDefinition }))
    .catch((thrown: unknown) => {
      throw explainAwsError(thrown, `reading the task definition of ${settings.service}`)
    })
  const running: Record<string, string> = {}
  for (const { name = '', image = '' } of taskDefinition?.containerDefinitions ?? []) running[name] = image
  return compareImages(component, running, releasedImages(settings, images))
}

/** Container → image reference of the release. */
export function releasedImages(
  settings: Pick<EcsComponent, 'containers'>,
  images: Manifest['images'],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings.containers).map(([container, image]) => [container, images[image]?.reference ?? '']),
  )
}

export function compareImages(
  component: string,
  running: Record<string, string>,
  released: Record<string, string>,
): ComponentPlan {
  const missing = Object.keys(released).filter((container) => !(container in running))
  if (missing.length > 0) {
    const there = Object.keys(running).join(', ') || 'none'
    return unknown(component, 'ecs', `the service has no container ${missing.join(', ')}; it has ${there}`)
  }
  const differing = Object.entries(released).filter(([container, image]) => running[container] !== image)
  const [first] = differing
  if (first === undefined) return unchanged(component, 'ecs', 'no change: runs this release’s images')
  const [container, image] = first
  const change = `${shortImage(running[container] ?? '')} → ${shortImage(image)}`
  return {
    component,
    kind: 'ecs',
    change: 'update',
    summary: differing.length === 1 ? `image ${change}` : `${plural(differing.length, 'image')} change`,
    warnings: [],
    details: differing.flatMap(([name, next]) => [`~ container ${name}`, `    ${running[name]} → ${next}`]),
  }
}

/** The digest's first digits, or the tag where there is no digest. */
function shortImage(image: string): string {
  const [name = '', digest] = image.split('@')
  return digest ? shortDigest(digest) : (name.split('/').at(-1) ?? name)
}
