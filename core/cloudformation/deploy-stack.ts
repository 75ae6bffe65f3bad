/** One stack's rollout: planned as a change set against the real stack, and executed exactly as planned. */
import type { Stack } from '@aws-sdk/client-cloudformation'
import { type ChangeSet, changeSetName, createChangeSet } from './change-set.ts'
import { conclude, protect } from './conclude.ts'
import type { StackContext } from './context.ts'
import { changeText, countText, decide, type PlannedChange } from './decide.ts'
import { isBusy, settledStack, stackError } from './describe-stack.ts'
import { newestEvent } from './events.ts'
import { followExecution, startExecution } from './execute.ts'
import { explainRefusal, whereInTemplate } from './explain.ts'
import { checkParameters } from './parameters.ts'
import { recordStack, type StackRecord } from './stack-record.ts'
import { refusedDossier, rollout, type StackRollout } from './stack-result.ts'
import type { StackRun } from './stack-run.ts'
import { guidance, stateOf } from './stack-state.ts'
import type { StackTarget } from './stack-target.ts'
import { placeTemplate } from './template-location.ts'
import { validationErrors } from './validation-errors.ts'
import { withdraw } from './withdraw.ts'

export interface DeployOptions {
  /** Leaves the change set for a person to review and execute. */
  planOnly?: boolean
}

// A stack that others keep changing at the same moment is looked at again this often.
const looks = 4

/** Throws what stopped it before anything was changed; what stopped it later is in the result. */
export async function deployStack(
  context: StackContext,
  target: StackTarget,
  options: DeployOptions = {},
): Promise<StackRollout> {
  const started = context.clock.now()
  const run: StackRun = {
    context,
    target,
    deadline: started + target.timeoutMinutes * 60_000,
    seconds: () => (context.clock.now() - started) / 1000,
  }
  for (let look = 1; ; look++) {
    try {
      return await planAndExecute(run, options, look)
    } catch (thrown) {
      if (look < looks && isBusy(thrown)) continue
      throw explainRefusal(thrown, target)
    }
  }
}

async function planAndExecute(run: StackRun, options: DeployOptions, look: number): Promise<StackRollout> {
  const { context, target, deadline } = run
  const { stackName, component } = target
  const settled = await settledStack(context, { stackName, component, deadline })
  if (settled.state !== 'settled') return gaveUpWaiting(run, settled.state, settled.stack)
  const stack = settled.stack
  const state = stateOf(stack)
  if (state.may === 'nothing') {
    const { message, cure } = guidance(state.because, stackName, stack?.StackStatus ?? '')
    throw stackError(`stack-${state.because}`, message, cure)
  }
  const existed = state.may === 'update'
  const planned = await plan(run, stack, existed)
  if (planned.kind !== 'ready') return await notReady(run, planned, stack)
  const decision = decide(planned.changes, target.allowReplacement)
  for (const change of decision.changes) context.report.info(`${component}: ${changeText(change)}`)
  if (decision.kind === 'refuse') {
    await withdraw(context, { stackName, changeSetId: planned.id })
    const { refused } = decision
    const line = target.template.lineOf(refused[0]?.logicalId ?? '')
    return rollout({
      ...{ target, seconds: run.seconds(), stack, outcome: 'failed', detail: 'refused: would lose data' },
      dossier: refusedDossier(refused),
      location: { file: target.template.file, ...(line !== undefined && { line }) },
    })
  }
  if (options.planOnly) {
    const detail = `${countText(decision.changes)}; planned, not executed`
    return rollout({
      target,
      outcome: 'succeeded',
      detail,
      seconds: run.seconds(),
      changeSetId: planned.id,
      stackId: planned.stackId,
      stack,
    })
  }
  if (context.signal.aborted) return await notReady(run, { kind: 'aborted', id: planned.id }, stack)
  return await change(run, { stack, existed, planned, changes: decision.changes, look })
}

async function plan(run: StackRun, stack: Stack | undefined, existed: boolean): Promise<ChangeSet> {
  const { context, target, deadline } = run
  const { template, stackName, tags, capabilities, roleArn } = target
  const kept =
    target.keepParameters && existed ? (stack?.Parameters ?? []).map(({ ParameterKey = '' }) => ParameterKey) : []
  const parameters = checkParameters(template, { ...target.parameters, component: target.component, kept })
  const type = existed ? 'UPDATE' : 'CREATE'
  const name = changeSetName({
    template: template.sha256,
    parameters,
    tags,
    capabilities,
    roleArn: roleArn ?? null,
    type,
  })
  const location = await placeTemplate(context.session, template, target.bucket)
  try {
    return await createChangeSet(context, {
      stackName,
      name,
      type,
      template,
      location,
      parameters,
      tags,
      capabilities,
      roleArn,
      deadline,
    })
  } catch (thrown) {
    // A refused request can have made the stack already; it must not stay in REVIEW_IN_PROGRESS.
    if (!existed && !isBusy(thrown)) await withdraw(context, { stackName, changeSetId: undefined })
    throw thrown
  }
}

/** The plan is empty, failed, or was not waited for. */
async function notReady(
  run: StackRun,
  planned: Exclude<ChangeSet, { kind: 'ready' }>,
  stack: Stack | undefined,
): Promise<StackRollout> {
  const { context, target, seconds } = run
  const { stackName, template, component } = target
  if (planned.kind === 'empty') {
    const now = await protect(run, stack)
    context.report.info(`${component}: ${stackName} is unchanged`)
    return rollout({ target, outcome: 'unchanged', detail: 'nothing differs', seconds: seconds(), stack: now })
  }
  if (planned.kind === 'failed') {
    const findings = await validationErrors(context, { id: planned.id, reason: planned.reason, template })
    await withdraw(context, { stackName, changeSetId: planned.id })
    return rollout({
      ...{ target, outcome: 'failed', detail: 'could not be planned', seconds: seconds(), stack },
      location: whereInTemplate([planned.reason, ...findings].join('\n'), template),
      dossier: {
        reason: `AWS could not plan ${stackName}: ${planned.reason}`,
        nextStep: 'Correct what AWS names; nothing has been changed.',
        evidence: [{ title: 'Findings', lines: findings }],
      },
    })
  }
  await withdraw(context, { stackName, changeSetId: planned.id })
  return rollout({
    ...{ target, outcome: planned.kind === 'aborted' ? 'stopped' : 'timed-out', seconds: seconds(), stack },
    detail: 'stopped while planning; nothing changed',
    dossier: { reason: 'the job ended before the plan was there', nextStep: 'Run again.', evidence: [] },
  })
}

interface Change {
  stack: Stack | undefined
  existed: boolean
  planned: Extract<ChangeSet, { kind: 'ready' }>
  changes: PlannedChange[]
  look: number
}

async function change(run: StackRun, { stack, existed, planned, changes, look }: Change): Promise<StackRollout> {
  const { context, target, deadline } = run
  const { component, stackName, environment } = target
  const after = { stackId: planned.stackId, template: target.template.sha256 }
  const entry = {
    id: `${component}#${look}`,
    component,
    kind: 'stack' as const,
    environment,
    after,
    rollout: planned.id,
  }
  let before: StackRecord
  let marker: string | undefined
  try {
    before = await recordStack(context, target, stack)
    await context.journal.write({ ...entry, before })
    marker = await newestEvent(context.cloudFormation, planned.stackId)
    await startExecution(context, { changeSetId: planned.id, stackId: planned.stackId })
  } catch (thrown) {
    // Not executed: as with every refusal, nothing of the plan stays.
    await withdraw(context, { stackName, changeSetId: planned.id })
    throw thrown
  }
  const executed = await followExecution(context, {
    component,
    stackName,
    stackId: planned.stackId,
    marker,
    existed,
    deadline,
  })
  const ended = await conclude(run, { executed, existed, planned, changes })
  await context.journal.write({ ...entry, before, outcome: ended.result.outcome })
  return ended
}

function gaveUpWaiting(run: StackRun, state: 'timed-out' | 'aborted', stack: Stack | undefined): StackRollout {
  const { target, seconds } = run
  return rollout({
    ...{ target, outcome: state === 'aborted' ? 'stopped' : 'timed-out', seconds: seconds(), stack },
    detail: `another operation is under way (${stack?.StackStatus})`,
    dossier: {
      reason: `${target.stackName} is in ${stack?.StackStatus}, by an operation that is not this run’s`,
      nextStep: 'Wait for its end and run again; nothing has been changed here.',
      evidence: [],
    },
  })
}
