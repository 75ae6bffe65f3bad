/** What GitHub refuses and its published parser does not see. */
import { child, type Template, WorkflowError } from './template.ts'
import type { Workflow } from './workflow.ts'

/** GitHub documentation, "Workflow syntax": on.workflow_dispatch.inputs. */
const maxDispatchInputs = 25

export function checkWorkflow(workflow: Workflow): void {
  const tooMany = workflow.dispatchInputs[maxDispatchInputs]
  if (tooMany) {
    throw new WorkflowError(
      `workflow_dispatch takes at most ${maxDispatchInputs} inputs, here are ${workflow.dispatchInputs.length}`,
      tooMany.at,
    )
  }
  checkConcurrency(workflow.concurrency)
  for (const job of workflow.jobs) {
    checkConcurrency(job.concurrency)
    if (job.body.kind === 'call')
      checkReference(job.body.uses, { kind: 'literal', value: job.body.uses, at: job.body.usesAt })
    else {
      for (const step of job.body.steps) {
        if (step.body.kind === 'uses')
          checkReference(step.body.uses, { kind: 'literal', value: step.body.uses, at: step.at })
      }
    }
  }
}

/** Changelog of May 2026: `queue: max` can't be combined with `cancel-in-progress: true`. */
function checkConcurrency(concurrency: Template | undefined): void {
  const queue = child(concurrency, 'queue')
  const cancel = child(concurrency, 'cancel-in-progress')
  if (queue?.kind !== 'literal' || queue.value !== 'max' || cancel === undefined) return
  if (cancel.kind === 'literal' && cancel.value !== true) return
  throw new WorkflowError("'queue: max' can't be combined with 'cancel-in-progress: true'", queue.at)
}

/** Changelog of 2026-07-30: `$/path` is always the running commit and takes no @ref. */
function checkReference(uses: string, { at }: Template): void {
  if (uses.startsWith('$/') && uses.includes('@')) throw new WorkflowError(`${uses}: '$/' takes no @ref`, at)
}
