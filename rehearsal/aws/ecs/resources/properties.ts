/** From CloudFormation's property names and loose types to those of the ECS API. */
import { tagsOf } from '../../kernel/handlers.ts'
import type { HandlerContext, Properties } from '../../kernel/types.ts'
import type { Tag } from '../state.ts'

/** Keys whose children are data, not property names. */
const freeMaps = new Set(['Options', 'DockerLabels', 'DriverOpts', 'Labels'])

const irregular: Record<string, string> = {
  EFSVolumeConfiguration: 'efsVolumeConfiguration',
  FSxWindowsFileServerVolumeConfiguration: 'fsxWindowsFileServerVolumeConfiguration',
  FilesystemId: 'fileSystemId',
  IAM: 'iam',
}

const numbers = new Set(
  (
    'DesiredCount ContainerPort HostPort MinimumHealthyPercent MaximumPercent HealthCheckGracePeriodSeconds ' +
    'MemoryReservation StartTimeout StopTimeout Interval Timeout Retries StartPeriod SoftLimit HardLimit SizeInGiB ' +
    'Base Weight BakeTimeInMinutes HealthyPercent CanaryPercent CanaryBakeTimeInMinutes StepPercent ' +
    'StepBakeTimeInMinutes TimeoutInMinutes Size MaxSwap Swappiness'
  ).split(' '),
)

/** Template parameters arrive as text where the property is a number or a boolean. */
export function toApi(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => toApi(item, key))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, child]) => [
        irregular[name] ?? name.charAt(0).toLowerCase() + name.slice(1),
        freeMaps.has(name) ? texts(child) : toApi(child, name),
      ]),
    )
  }
  if (key === 'Value') return String(value)
  if (numbers.has(key) && typeof value === 'string' && value !== '') return Number(value)
  if (value === 'true') return true
  if (value === 'false') return false
  return value
}

function texts(map: unknown): unknown {
  if (typeof map !== 'object' || map === null) return map
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, String(value)]))
}

export function apiTags(properties: Properties, context: HandlerContext): Tag[] {
  return Object.entries(tagsOf(properties, context)).map(([key, value]) => ({ key, value }))
}

export function changed(properties: Properties, before: Properties, keys: readonly string[]): boolean {
  return keys.some((key) => JSON.stringify(properties[key]) !== JSON.stringify(before[key]))
}

/** Tags that the stack has and the resource has not. */
export async function updateTags(arn: string, properties: Properties, context: HandlerContext): Promise<void> {
  const output = await context.world.call('ecs', 'ListTagsForResource', { resourceArn: arn }, context)
  const now = (output?.tags ?? []) as Tag[]
  const tags = apiTags(properties, context).filter(
    (tag) => !now.some((each) => each.key === tag.key && each.value === tag.value),
  )
  if (tags.length > 0)
    await context.world.call('ecs', 'TagResource', { resourceArn: arn, tags }, context, context.caller)
}
