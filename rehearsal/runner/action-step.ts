/** `uses:` steps: node24 actions, composite actions, and the checkout that the runner does itself. */
import { join } from 'node:path'
import { checkout, isCheckout } from './checkout.ts'
import { runComposite } from './composite.ts'
import { resolveText, resolveTexts } from './expressions.ts'
import type { JobRun } from './job-run.ts'
import { readAction } from './parse-action.ts'
import { runProcess } from './process-step.ts'
import type { StepFrame, StepRun } from './step-run.ts'
import { machineOf } from './step-scope.ts'
import { type Position, WorkflowError } from './template.ts'
import type { Action, Source, Step } from './workflow.ts'

/** What has to run after the job's steps, newest first. */
export interface PostStep {
  name: string
  id: string
  at: Position
  condition: string
  frame: StepFrame
  stepEnv: Record<string, string>
  run(step: StepRun): Promise<boolean>
}

interface UsesStep {
  body: Step['body'] & { kind: 'uses' }
  at: Position
  /** The repository of the file that the step stands in. */
  from: Source
  /** Values written to GITHUB_STATE, from pre over main to post. */
  state: Record<string, string>
  posts: PostStep[]
}

export async function runUses(step: StepRun, uses: UsesStep): Promise<boolean> {
  const { body, at } = uses
  const given = resolveTexts(body.with, step.scope())
  if (isCheckout(body.uses)) return checkout(step, given, at)
  const action = await findAction(step.job, uses)
  warnOfInputs(step, action, given)
  const inputs = bindActionInputs(step, action, given)
  if (action.runs.kind === 'composite')
    return runComposite(step, { action, steps: action.runs.steps, inputs, posts: uses.posts })
  const { post, postCondition } = action.runs
  if (post !== undefined) {
    uses.posts.unshift({
      name: `Post ${step.identity.name}`,
      id: step.identity.id,
      at,
      condition: postCondition,
      frame: step.frame,
      stepEnv: step.env,
      run: (later) => runNode(later, { action, script: post, inputs, state: uses.state }),
    })
  }
  return runNode(step, { action, script: action.runs.main, inputs, state: uses.state })
}

export async function findAction(
  job: JobRun,
  { body, at, from }: Pick<UsesStep, 'body' | 'at' | 'from'>,
): Promise<Action> {
  const { uses } = body
  // `./` is looked up in what was checked out (GitHub documentation, "Workflow syntax": jobs.<job_id>.steps[*].uses).
  const { source, path } = uses.startsWith('./')
    ? { source: { ...from, directory: machineOf(job).workspace }, path: uses.slice(2) }
    : job.run.sources.locate(uses, from, at)
  const action = await readAction(source, path)
  if (action) return action
  const hint = uses.startsWith('./') ? ' Did you forget to run actions/checkout before running your local action?' : ''
  throw new WorkflowError(`Can't find 'action.yml' or 'action.yaml' under '${path}'.${hint}`, at)
}

export async function runNode(
  step: StepRun,
  work: { action: Action; script: string; inputs: Record<string, string>; state: Record<string, string> },
): Promise<boolean> {
  const { action, inputs, state } = work
  const { source } = action
  const own = source.repository === step.job.run.github.fullName
  return runProcess(step, {
    command: step.job.run.settings.node,
    parameters: [join(action.directory, work.script)],
    directory: machineOf(step.job).workspace,
    environment: {
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
      ),
      ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])),
      GITHUB_ACTION: step.identity.id,
      GITHUB_ACTION_PATH: action.directory,
      GITHUB_ACTION_REPOSITORY: own ? '' : source.repository,
      GITHUB_ACTION_REF: own ? '' : source.ref.replace(/^refs\/(heads|tags)\//, ''),
    },
    saysExitCode: false,
    state,
  })
}

/** GitHub does not enforce `required`, and only warns of names that are not declared; both are passed on as given. */
function warnOfInputs(step: StepRun, action: Action, given: Record<string, string>): void {
  const names = action.inputs.map((input) => input.name)
  const unexpected = Object.keys(given).filter((name) => !names.some((known) => sameName(known, name)))
  if (unexpected.length > 0) {
    const list = (texts: string[]) => texts.map((text) => `'${text}'`).join(', ')
    step.log.line(`::warning::Unexpected input(s) ${list(unexpected)}, valid inputs are [${list(names)}]`)
  }
  for (const input of action.inputs) {
    const missing = input.required && !input.default && !Object.keys(given).some((name) => sameName(name, input.name))
    if (missing) step.log.line(`Input '${input.name}' is required by ${action.file} and was not given.`)
  }
}

/** What was given, over the defaults of action.yml. */
export function bindActionInputs(step: StepRun, action: Action, given: Record<string, string>): Record<string, string> {
  const defaults = action.inputs.filter((input) => !Object.keys(given).some((name) => sameName(name, input.name)))
  const bound: Record<string, string> = {}
  for (const input of defaults) if (input.default) bound[input.name] = resolveText(input.default, step.scope())
  for (const [name, value] of Object.entries(given)) {
    bound[action.inputs.find((input) => sameName(input.name, name))?.name ?? name] = value
  }
  return bound
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
