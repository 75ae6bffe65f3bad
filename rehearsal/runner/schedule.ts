/** Jobs of a workflow in the order of their needs, each leg of a matrix, and called workflows recursively. */
import type { Conclusion } from '../github/state.ts'
import { type Frame, githubContext, jobStatusFunctions } from './contexts.ts'
import { evaluateCondition, resolve, resolveText, resolveTexts, type Scope, type Value } from './expressions.ts'
import { inConcurrencyGroup } from './groups.ts'
import { bindInputs } from './inputs.ts'
import { type JobEnd, runJob } from './job.ts'
import { jobRecord, skipJob } from './job-records.ts'
import { JobRun } from './job-run.ts'
import { legsOf, type MatrixLeg } from './legs.ts'
import type { PlannedJob } from './plan.ts'
import type { Run } from './run.ts'
import { WorkflowError } from './template.ts'

interface NodeEnd extends JobEnd {
  /** Results of the job and of everything it needs, directly or not. */
  lineage: Map<string, Conclusion>
}

/** Runs all jobs of a frame; the caller holds virtual time. */
export async function runWorkflow(run: Run, frame: Frame): Promise<JobEnd> {
  const { workflow, jobs } = frame.plan
  const scope: Scope = { contexts: frameContexts(run, frame) }
  return inConcurrencyGroup<JobEnd>(
    run,
    {
      template: workflow.concurrency,
      scope,
      cancellation: frame.cancellation,
      onPending() {
        run.record.status = 'pending'
      },
    },
    () => runJobs(run, frame, jobs),
    async () => ({ result: 'cancelled', outputs: {} }),
  )
}

async function runJobs(run: Run, frame: Frame, jobs: readonly PlannedJob[]): Promise<JobEnd> {
  const ends = new Map(jobs.map(({ job }) => [job.id, Promise.withResolvers<NodeEnd>()]))
  const started = jobs.map((planned) =>
    run.holding(async () => {
      const needs = await run.conductor.idle(
        Promise.all(planned.job.needs.map(async (id) => ({ id, end: await endOf(ends, id) }))),
      )
      const end = await runNode(run, frame, planned, needs)
      ends.get(planned.job.id)?.resolve(end)
      return { id: planned.job.id, end }
    }),
  )
  const ended = await run.conductor.idle(Promise.all(started))
  const contexts = { ...frameContexts(run, frame), jobs: needsContext(ended) }
  const outputs: Record<string, string> = {}
  for (const output of frame.plan.workflow.call?.outputs ?? [])
    outputs[output.name] = resolveText(output.value, { contexts })
  return { result: combine(ended.map(({ end }) => end.result)), outputs }
}

function endOf(ends: ReadonlyMap<string, PromiseWithResolvers<NodeEnd>>, id: string): Promise<NodeEnd> {
  const end = ends.get(id)
  if (!end) throw new Error(`unknown job ${id}`)
  return end.promise
}

async function runNode(
  run: Run,
  frame: Frame,
  planned: PlannedJob,
  needs: { id: string; end: NodeEnd }[],
): Promise<NodeEnd> {
  const { job } = planned
  const lineage = new Map(needs.flatMap(({ end }) => [...end.lineage]))
  const contexts = { ...frameContexts(run, frame), needs: needsContext(needs) }
  function wanted(cancelled: boolean): boolean {
    return evaluateCondition(job.condition, { contexts, functions: jobStatusFunctions(lineage, cancelled) }, job.at)
  }
  function end(result: Conclusion, outputs: Record<string, string> = {}): NodeEnd {
    return { result, outputs, lineage: new Map([...lineage, [job.id, result]]) }
  }
  try {
    if (!wanted(frame.cancellation.cancelled)) {
      skipJob(run, frame, job)
      return end('skipped')
    }
    const { legs, maxParallel, failFast } = legsOf(job, { contexts })
    const cancellation = frame.cancellation.below()
    const ends = await runLegs(run, legs, maxParallel, async (leg) => {
      const scope: Scope = { contexts: { ...contexts, strategy: leg.strategy, matrix: leg.matrix } }
      const legEnd = await runLeg(run, { ...frame, cancellation }, planned, { leg, scope, wanted })
      if (legEnd.result === 'failure' && failFast)
        cancellation.cancel(`The job was canceled because "${job.id}${leg.label}" failed.`)
      return legEnd
    })
    // Of the legs' outputs the last writer wins (GitHub documentation, "Passing information between jobs").
    return end(
      combine(ends.map(({ result }) => result)),
      Object.assign({}, ...ends.map(({ outputs }) => nonEmpty(outputs))),
    )
  } catch (error) {
    if (!(error instanceof WorkflowError)) throw error
    run.annotations.push({ level: 'error', message: error.message })
    skipJob(run, frame, job, 'failure')
    return end('failure')
  }
}

/** In the order in which they ended. */
async function runLegs(
  run: Run,
  legs: readonly MatrixLeg[],
  maxParallel: number,
  work: (leg: MatrixLeg) => Promise<JobEnd>,
): Promise<JobEnd[]> {
  const ended: JobEnd[] = []
  const queue = [...legs]
  const workers = Array.from({ length: Math.min(maxParallel, legs.length) }, () =>
    run.holding(async () => {
      for (let leg = queue.shift(); leg; leg = queue.shift()) ended.push(await work(leg))
    }),
  )
  await run.conductor.idle(Promise.all(workers))
  return ended
}

interface LegRequest {
  leg: MatrixLeg
  scope: Scope
  wanted(cancelled: boolean): boolean
}

async function runLeg(run: Run, frame: Frame, planned: PlannedJob, request: LegRequest): Promise<JobEnd> {
  const { job, call } = planned
  const { leg, scope } = request
  const shown = job.name ? resolveText(job.name, scope) : `${job.id}${leg.label}`
  const path = `${frame.path}${job.id}${leg.count > 1 ? `(${leg.index + 1})` : ''}`
  const name = `${frame.name}${shown}`
  if (call && job.body.kind === 'call') {
    const cancellation = frame.cancellation.below()
    const inputs = bindInputs({
      definitions: call.workflow.call?.inputs ?? [],
      given: job.body.with ? (resolve(job.body.with, scope) as Record<string, Value>) : {},
      scope: { contexts: frameContexts(run, frame) },
      at: job.body.usesAt,
    })
    const secretScope: Scope = { contexts: { ...scope.contexts, secrets: frame.secrets } }
    const secrets = job.body.secrets === 'inherit' ? frame.secrets : resolveTexts(job.body.secrets, secretScope)
    const called: Frame = { plan: call, inputs, secrets, path: `${path}.`, name: `${name} / `, cancellation }
    return inConcurrencyGroup<JobEnd>(
      run,
      { template: job.concurrency, scope, cancellation, onPending() {} },
      () => runWorkflow(run, called),
      async () => ({ result: 'cancelled', outputs: {} }),
    )
  }
  if (job.body.kind !== 'steps') throw new Error(`job ${path} calls a workflow that was not planned`)
  const record = jobRecord(run, name, labelsOf(resolve(job.body.runsOn, scope)))
  const identity = { path, name, recordId: record.id }
  const { permissions, actions } = planned
  return runJob(
    new JobRun({ run, frame, job, body: job.body, actions, permissions, record, identity, scope }),
    request.wanted,
  )
}

/** Without vars of an environment, which a job gets only once it is allowed in. */
function frameContexts(run: Run, frame: Frame): Record<string, Value> {
  return {
    github: githubContext(run),
    inputs: frame.inputs,
    vars: { ...run.github.state.variables, ...run.settings.vars },
  }
}

function needsContext(needs: readonly { id: string; end: JobEnd }[]): Record<string, Value> {
  return Object.fromEntries(needs.map(({ id, end }) => [id, { result: end.result, outputs: end.outputs }]))
}

/** A failure outweighs a cancellation, and that a success; what was skipped does not count, unless everything was. */
function combine(results: readonly Conclusion[]): Conclusion {
  return (['failure', 'cancelled', 'success'] as const).find((result) => results.includes(result)) ?? 'skipped'
}

function nonEmpty(outputs: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== ''))
}

function labelsOf(value: Value): string[] {
  if (Array.isArray(value)) return value.map(String)
  if (typeof value === 'object' && value !== null) return labelsOf(value.labels ?? [])
  return [String(value)]
}
