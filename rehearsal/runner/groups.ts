/** Waits for a concurrency group before doing something, and gives the group back afterwards. */
import type { Cancellation } from './cancellation.ts'
import type { ConcurrencyRequest } from './concurrency.ts'
import { resolve, type Scope, toText } from './expressions.ts'
import type { Run } from './run.ts'
import { type Template, WorkflowError } from './template.ts'

export async function inConcurrencyGroup<Result>(
  run: Run,
  request: { template: Template | undefined; scope: Scope; cancellation: Cancellation; onPending(group: string): void },
  work: () => Promise<Result>,
  cancelled: () => Promise<Result>,
): Promise<Result> {
  const { template, cancellation } = request
  const wanted = template && settingsOf(template, request.scope)
  if (!wanted) return work()
  const place = run.groups.enter({ ...wanted, cancel: (reason) => cancellation.cancel(reason) })
  const cancel = cancellation.wait()
  try {
    if (!place.immediate) {
      request.onPending(wanted.group)
      const first = await run.conductor.idle(Promise.race([place.granted, cancel.cancelled]))
      if (first === 'cancelled') return await cancelled()
    }
    return await work()
  } finally {
    cancel.done()
    place.leave()
  }
}

function settingsOf(template: Template, scope: Scope): Omit<ConcurrencyRequest, 'cancel'> | undefined {
  const value = resolve(template, scope)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const group = toText(value)
    return group === '' ? undefined : { group, cancelInProgress: false, queue: 'single' }
  }
  const group = toText(value.group ?? null)
  if (group === '') return undefined
  const cancelInProgress = value['cancel-in-progress'] === true
  const queue = value.queue === 'max' ? 'max' : 'single'
  if (queue === 'max' && cancelInProgress)
    throw new WorkflowError("'queue: max' can't be combined with 'cancel-in-progress: true'", template.at)
  return { group, cancelInProgress, queue }
}
