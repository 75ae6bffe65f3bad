/** The task definition that an order asks for. */
import type { EcsContext } from './context.ts'
import type { EcsOrder } from './order.ts'
import { type Definition, type RegisteredDefinition, withImages } from './task-definition.ts'
import { describeDefinition, findRevision, registerDefinition } from './task-definition-revisions.ts'

export interface Wanted {
  definition: Definition
  /** Revisions that were read on the way: what the service has, and what was named. */
  known: RegisteredDefinition[]
}

export async function readWanted(context: EcsContext, order: EcsOrder, live: RegisteredDefinition): Promise<Wanted> {
  const { definition: source, images } = order
  switch (source.kind) {
    case 'live':
      return { definition: withImages(live.definition, images), known: [live] }
    case 'content':
      return { definition: withImages(source.content, images), known: [live] }
    case 'existing': {
      const named = await describeDefinition(context, source.name)
      return { definition: withImages(named.definition, images), known: [named, live] }
    }
  }
}

/** The ARN of a revision that means what is wanted; a new one is registered only where there is none. */
export async function revisionOf(
  context: EcsContext,
  { definition, known }: Wanted,
): Promise<{ arn: string; registered: boolean }> {
  const arn = await findRevision(context, definition, known)
  if (arn !== undefined) return { arn, registered: false }
  return { arn: await registerDefinition(context, definition), registered: true }
}
