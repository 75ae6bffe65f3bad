/** The journal's entry of a rollout, and reading it back. */
import * as z from 'zod'
import { FairwayError } from '../errors.ts'
import type { JournalEntry } from '../rollout/journal.ts'
import type { EcsContext } from './context.ts'
import type { EcsOrder } from './order.ts'

const beforeSchema = z.object({
  cluster: z.string(),
  service: z.string(),
  /** ARN of the task definition. */
  taskDefinition: z.string(),
  /** Where the rollout changed it. */
  desiredCount: z.number().optional(),
})

const afterSchema = z.object({ taskDefinition: z.string(), api: z.enum(['service-deployments', 'deployments']) })

export type Before = z.output<typeof beforeSchema>
export type After = z.output<typeof afterSchema>

/** `backend#2` for the second rollout of the component in this job. */
export async function newEntry(
  { journal }: Pick<EcsContext, 'journal'>,
  order: Pick<EcsOrder, 'component' | 'environment'>,
  state: { before: Before; after: After },
): Promise<JournalEntry> {
  const { component, environment } = order
  const earlier = (await journal.entries()).filter((entry) => entry.kind === 'ecs' && entry.component === component)
  return { id: `${component}#${earlier.length + 1}`, component, kind: 'ecs', environment, ...state }
}

export function readEntry(entry: JournalEntry): { before: Before; after: After } {
  const before = beforeSchema.safeParse(entry.before)
  const after = afterSchema.safeParse(entry.after)
  if (before.success && after.success) return { before: before.data, after: after.data }
  throw new FairwayError({
    fault: 'fairway',
    code: 'journal-damaged',
    message: `the journal's entry ${entry.id} doesn't say what the service was before`,
    cure: 'Roll back by release: the journal of this job cannot be trusted.',
    cause: before.error ?? after.error,
  })
}
