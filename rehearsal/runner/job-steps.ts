/** The order of a job's steps: pre of actions, the steps, then post of those that ran, newest first. */

import { bindActionInputs, findAction, type PostStep, runNode, runUses } from './action-step.ts'
import { isCheckout } from './checkout.ts'
import { resolveText, resolveTexts } from './expressions.ts'
import type { JobRun } from './job-run.ts'
import { runScript } from './run-step.ts'
import { conduct, type StepFrame } from './step-run.ts'
import { type Template, WorkflowError } from './template.ts'
import type { RunDefaults, Source, Step } from './workflow.ts'

export async function runSteps(job: JobRun): Promise<void> {
  const frame: StepFrame = {
    steps: job.steps,
    status: () => job.status,
    fail() {
      if (job.status === 'success') job.status = 'failure'
    },
    contexts: {},
    env: {},
  }
  const posts: PostStep[] = []
  const from = job.frame.plan.workflow.source
  const defaults = [job.body.defaults, job.frame.plan.workflow.defaults]
  const states = new Map(job.body.steps.map((step) => [step, {} as Record<string, string>]))
  for (const step of job.body.steps) await runPre(job, frame, step, from, states.get(step) ?? {})
  for (const step of job.body.steps)
    await runStep(job, frame, step, { from, posts, defaults, state: states.get(step) ?? {} })
  for (const post of posts) {
    await conduct(job, { ...post.frame, env: post.stepEnv }, { ...post, id: `__post_${post.id}` })
  }
}

export async function runStep(
  job: JobRun,
  frame: StepFrame,
  step: Step,
  context: { from: Source; posts: PostStep[]; defaults: RunDefaults[]; state?: Record<string, string> },
): Promise<void> {
  const { body, at } = step
  await conduct(job, frame, {
    ...step,
    name: nameOf(job, step),
    run: (running) =>
      body.kind === 'run'
        ? runScript(running, body, context.defaults, at)
        : runUses(running, { body, at, from: context.from, posts: context.posts, state: context.state ?? {} }),
  })
}

/** `pre:` runs before all steps, so an action that is only there after a checkout (`./`) has none. */
async function runPre(
  job: JobRun,
  frame: StepFrame,
  step: Step,
  from: Source,
  state: Record<string, string>,
): Promise<void> {
  const { body, at } = step
  if (body.kind !== 'uses' || body.uses.startsWith('./') || isCheckout(body.uses)) return
  const action = await findAction(job, { body, at, from })
  if (action.runs.kind !== 'node' || action.runs.pre === undefined) return
  const { pre, preCondition } = action.runs
  await conduct(job, frame, {
    id: `__pre_${step.id}`,
    name: `Pre ${nameOf(job, step)}`,
    at,
    condition: preCondition,
    ...(step.env ? { env: step.env } : {}),
    run: (running) =>
      runNode(running, {
        action,
        script: pre,
        inputs: bindActionInputs(running, action, resolveTexts(body.with, running.scope())),
        state,
      }),
  })
}

/** The given name, else what GitHub shows: `Run …` with the first line of the script or the action. */
function nameOf(job: JobRun, step: Step): string {
  if (step.name) return evaluated(job, step.name)
  if (step.body.kind === 'uses') return `Run ${step.body.uses}`
  const { run } = step.body
  const text = run.kind === 'literal' ? String(run.value) : evaluated(job, run)
  return `Run ${text.trim().split('\n')[0] ?? ''}`
}

/** A name is shown before the step is decided on; one that cannot be evaluated yet is shown as it stands. */
function evaluated(job: JobRun, template: Template): string {
  try {
    return resolveText(
      template,
      job.scopeWith({ env: job.env, steps: job.steps as never, vars: job.vars, secrets: job.secrets }),
    )
  } catch (error) {
    if (!(error instanceof WorkflowError)) throw error
    return template.kind === 'expression' ? template.expression : ''
  }
}
