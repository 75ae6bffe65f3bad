/** Composite actions: their steps run as part of the one step that uses them. */
import type { PostStep } from './action-step.ts'
import { resolveText, type Value } from './expressions.ts'
import { runStep } from './job-steps.ts'
import type { StepFrame, StepRun } from './step-run.ts'
import type { Action, Step } from './workflow.ts'

export async function runComposite(
  step: StepRun,
  composite: { action: Action; steps: Step[]; inputs: Record<string, string>; posts: PostStep[] },
): Promise<boolean> {
  const { action, inputs, posts } = composite
  let failed = false
  const frame: StepFrame = {
    steps: {},
    status: () => (step.job.status === 'cancelled' ? 'cancelled' : failed ? 'failure' : 'success'),
    fail() {
      failed = true
    },
    contexts: {
      inputs,
      github: { action_path: action.directory, action_repository: action.source.repository },
      secrets: {},
      needs: {},
    },
    env: { ...step.env, GITHUB_ACTION_PATH: action.directory },
    parent: step,
  }
  for (const inner of composite.steps)
    await runStep(step.job, frame, inner, { from: action.source, posts, defaults: [] })
  const scope = step.scope()
  const contexts = { ...scope.contexts, steps: frame.steps as unknown as Record<string, Value>, inputs }
  for (const output of action.outputs) {
    if (output.value) step.outputs[output.name] = resolveText(output.value, { ...scope, contexts })
  }
  return !failed
}
