/** References to outputs that nobody declares: on GitHub they are silently empty. */

import type { PlannedJob } from './plan.ts'
import { entriesOf, type Template, WorkflowError } from './template.ts'
import { contextPaths, expressionsOf } from './walk-expression.ts'
import type { Job, Step, Workflow } from './workflow.ts'

/** @throws WorkflowError with the place of the reference and the declared names. */
export function checkOutputs(workflow: Workflow, jobs: readonly PlannedJob[]): void {
  const outputs = new Map(jobs.map((planned) => [planned.job.id.toLowerCase(), declaredOutputs(planned)]))
  for (const output of workflow.call?.outputs ?? []) {
    for (const path of pathsIn(output.value)) if (path.steps[0] === 'jobs') checkJobOutput(path, outputs)
  }
  for (const planned of jobs) {
    const paths = [...pathsOfJob(planned.job)]
    for (const path of paths) {
      if (path.steps[0] === 'needs') checkJobOutput(path, outputs)
      if (path.steps[0] === 'steps') checkStepOutput(path, planned)
    }
  }
}

interface Path {
  steps: string[]
  template: Template
}

function checkJobOutput({ steps, template }: Path, outputs: ReadonlyMap<string, string[]>): void {
  const [context, job, member, output] = steps
  if (job === undefined || member !== 'outputs' || output === undefined) return
  const declared = outputs.get(job.toLowerCase())
  if (declared === undefined) throw new WorkflowError(`${context}.${job}: there is no job ${job}`, template.at)
  refuse(`${context}.${job}.outputs.${output}`, output, declared, template)
}

function checkStepOutput({ steps, template }: Path, { job, actions }: PlannedJob): void {
  const [, id, member, output] = steps
  if (job.body.kind !== 'steps' || id === undefined) return
  const step = job.body.steps.find((candidate) => candidate.id.toLowerCase() === id.toLowerCase())
  if (!step) throw new WorkflowError(`steps.${id}: the job has no step with that id`, template.at)
  if (member !== 'outputs' || output === undefined || step.body.kind !== 'uses') return
  const action = actions.get(step.body.uses)
  if (action)
    refuse(
      `steps.${id}.outputs.${output}`,
      output,
      action.outputs.map(({ name }) => name),
      template,
    )
}

function refuse(reference: string, output: string, declared: readonly string[], template: Template): void {
  if (declared.some((name) => name.toLowerCase() === output.toLowerCase())) return
  throw new WorkflowError(
    `${reference}: that output is not declared (declared: ${declared.join(', ') || 'none'})`,
    template.at,
  )
}

function declaredOutputs({ job, call }: PlannedJob): string[] {
  if (call) return (call.workflow.call?.outputs ?? []).map((output) => output.name)
  return entriesOf(job.outputs, 'outputs').map((entry) => entry.key)
}

function* pathsOfJob(job: Job): Generator<Path> {
  yield* pathsInCondition(job.condition, job)
  for (const template of [job.name, job.strategy, job.concurrency, job.outputs]) yield* pathsIn(template)
  if (job.body.kind === 'call') {
    yield* pathsIn(job.body.with)
    if (job.body.secrets !== 'inherit') yield* pathsIn(job.body.secrets)
    return
  }
  const { runsOn, environment, env, timeoutMinutes, continueOnError } = job.body
  for (const template of [runsOn, environment, env, timeoutMinutes, continueOnError]) yield* pathsIn(template)
  for (const step of job.body.steps) yield* pathsOfStep(step)
}

function* pathsOfStep(step: Step): Generator<Path> {
  yield* pathsInCondition(step.condition, step)
  for (const template of [step.name, step.env, step.timeoutMinutes, step.continueOnError]) yield* pathsIn(template)
  if (step.body.kind === 'run') {
    for (const template of [step.body.run, step.body.workingDirectory]) yield* pathsIn(template)
  } else yield* pathsIn(step.body.with)
}

function* pathsInCondition(condition: string, { at }: Pick<Step, 'at'>): Generator<Path> {
  yield* pathsIn({ kind: 'expression', expression: condition, at })
}

function* pathsIn(template: Template | undefined): Generator<Path> {
  for (const expression of expressionsOf(template)) {
    for (const steps of contextPaths(expression.expression)) yield { steps, template: expression }
  }
}
