/** AWS::ECS::TaskDefinition: any change but tags registers a new revision, which replaces the old one. */
import { nameOf } from '../../kernel/handlers.ts'
import type { HandlerContext, Properties, ResourceHandler } from '../../kernel/types.ts'
import { apiTags, toApi, updateTags } from './properties.ts'

function toDefinition(properties: Properties, context: HandlerContext): Properties {
  const { Tags: _, ContainerDefinitions, Cpu, Memory, ...rest } = properties
  const containers = (ContainerDefinitions ?? []) as Properties[]
  return {
    ...(toApi(rest) as Properties),
    family: nameOf(properties.Family, context, 255),
    ...(Cpu === undefined ? {} : { cpu: String(Cpu) }),
    ...(Memory === undefined ? {} : { memory: String(Memory) }),
    containerDefinitions: containers.map(toContainer),
    tags: apiTags(properties, context),
  }
}

/** Cpu and Memory of a container are numbers; those of the task are text. */
function toContainer(container: Properties): Properties {
  const { Cpu, Memory, ...rest } = container
  return {
    ...(toApi(rest) as Properties),
    ...(Cpu === undefined ? {} : { cpu: Number(Cpu) }),
    ...(Memory === undefined ? {} : { memory: Number(Memory) }),
  }
}

export const taskDefinitionResource: ResourceHandler = {
  type: 'AWS::ECS::TaskDefinition',
  async create(properties, context) {
    const input = toDefinition(properties, context)
    const output = await context.world.call('ecs', 'RegisterTaskDefinition', input, context, context.caller)
    const arn = String((output?.taskDefinition as Properties | undefined)?.taskDefinitionArn)
    return { physicalId: arn, attributes: { TaskDefinitionArn: arn } }
  },
  async update(physicalId, properties, before, context) {
    const { Tags: _, ...now } = properties
    const { Tags: __, ...then } = before
    if (JSON.stringify(now) !== JSON.stringify(then)) return this.create(properties, context)
    await updateTags(physicalId, properties, context)
    return { physicalId, attributes: { TaskDefinitionArn: physicalId } }
  },
  async remove(physicalId, _properties, context) {
    await context.world.call('ecs', 'DeregisterTaskDefinition', { taskDefinition: physicalId }, context, context.caller)
  },
}
