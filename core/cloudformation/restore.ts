/** Brings a stack back to what the journal says it was before this job, by a change set like any other. */
import type { Capability, Parameter, Stack } from '@aws-sdk/client-cloudformation'
import { asError, userError } from '../errors.ts'
import type { JournalEntry } from '../rollout/journal.ts'
import type { Outcome, RolloutResult } from '../rollout/outcome.ts'
import { type ChangeSet, changeSetName, createChangeSet } from './change-set.ts'
import type { StackContext } from './context.ts'
import { changeText, countText, decide } from './decide.ts'
import { settledStack, stackError } from './describe-stack.ts'
import { newestEvent } from './events.ts'
import { followExecution, startExecution } from './execute.ts'
import { deepRootCause } from './root-cause.ts'
import { type StackRecord, stackRecordSchema } from './stack-record.ts'
import { causeText } from './stack-result.ts'
import { guidance, stateOf } from './stack-state.ts'
import { parseTemplate } from './template-file.ts'
import { noBucket, placeTemplate } from './template-location.ts'
import { withdraw } from './withdraw.ts'

/**
 * `succeeded` when the change was taken back, `unchanged` where the stack is already as it was before this job. A
 * stack that the job created is left in place, and the result says so: deleting it would delete what it holds.
 */
export async function restoreStack(context: StackContext, entry: JournalEntry): Promise<RolloutResult> {
  const started = context.clock.now()
  const answer = await tryRestore(context, entry).catch((thrown: unknown): Restored => {
    const error = asError(thrown)
    const cure = (error as { cure?: unknown }).cure
    return {
      outcome: 'rollback-failed',
      detail: error.message,
      nextStep: typeof cure === 'string' ? cure : 'Look at the stack’s events.',
    }
  })
  const { outcome, detail, nextStep } = answer
  return {
    component: entry.component,
    kind: 'stack',
    outcome,
    detail,
    seconds: (context.clock.now() - started) / 1000,
    ...(nextStep !== undefined && {
      dossier: { component: entry.component, outcome, reason: detail, nextStep, evidence: [] },
    }),
  }
}

interface Restored {
  outcome: Outcome
  detail: string
  nextStep?: string
}

async function tryRestore(context: StackContext, entry: JournalEntry): Promise<Restored> {
  const record = stackRecordSchema.parse(entry.before)
  const { component } = entry
  const deadline = context.clock.now() + record.timeoutMinutes * 60_000
  const settled = await settledStack(context, { stackName: record.stackName, component, deadline })
  if (settled.state !== 'settled') {
    return {
      outcome: 'rollback-failed',
      detail: `${record.stackName} is still in ${settled.stack?.StackStatus}`,
      nextStep: 'Wait for the end of the operation that is under way, then run the rollback again.',
    }
  }
  const { stack } = settled
  if (!record.existed) return leftInPlace(record, stack)
  const state = stateOf(stack)
  if (state.may === 'create')
    throw stackError('stack-gone', `the stack ${record.stackName} is gone`, 'Create it again.')
  if (state.may === 'nothing') {
    const { message, cure } = guidance(state.because, record.stackName, stack?.StackStatus ?? '')
    throw stackError(`stack-${state.because}`, message, cure)
  }
  return await restoreBy(context, entry, { record, stack, deadline })
}

function leftInPlace(record: StackRecord, stack: Stack | undefined): Restored {
  if (stack === undefined || stack.StackStatus === 'DELETE_COMPLETE') {
    return { outcome: 'unchanged', detail: 'there was no such stack before, and there is none now' }
  }
  const detail = `created by this job (${stack.StackStatus}) and left in place: Fairway does not delete a stack to roll back`
  return { outcome: 'unchanged', detail: `${detail}; delete ${record.stackName} yourself if it should go` }
}

interface Restoration {
  record: StackRecord
  stack: Stack | undefined
  deadline: number
}

async function restoreBy(context: StackContext, entry: JournalEntry, restoration: Restoration): Promise<Restored> {
  const { record } = restoration
  const { component } = entry
  const template = parseTemplate(`the template of ${record.stackName} before`, record.template ?? '')
  const planned = await planBack(context, restoration)
  if (planned.kind === 'empty') {
    // CloudFormation has rolled it back itself, or it was never executed.
    return { outcome: 'unchanged', detail: 'the stack is as it was before this job' }
  }
  if (planned.kind !== 'ready') {
    await withdraw(context, { stackName: record.stackName, changeSetId: planned.id })
    throw stackError(
      'restore-not-planned',
      planned.kind === 'failed' ? planned.reason : `the change set was not made in time (${planned.kind})`,
      'Deploy the release that was there before.',
    )
  }
  const decision = decide(planned.changes, record.allowReplacement ?? [])
  for (const change of decision.changes) context.report.info(`${component}: back: ${changeText(change)}`)
  if (decision.kind === 'refuse') {
    await withdraw(context, { stackName: record.stackName, changeSetId: planned.id })
    throw userError({
      code: 'restore-would-lose-data',
      message: `going back would lose data: ${decision.refused.map(changeText).join('; ')}`,
      cure: 'Decide by hand: keep the new resources and fix forward, or list them under `allowReplacement` and deploy the older release.',
    })
  }
  const marker = await newestEvent(context.cloudFormation, planned.stackId)
  await startExecution(context, { changeSetId: planned.id, stackId: planned.stackId })
  const executed = await followExecution(context, {
    ...{ component, stackName: record.stackName, stackId: planned.stackId, marker },
    ...{ existed: true, deadline: restoration.deadline },
  })
  if (executed.end === 'succeeded') {
    const hidden = hiddenOnes(record)
    const note = hidden.length > 0 ? `; NoEcho parameters keep their new values: ${hidden.join(', ')}` : ''
    return { outcome: 'succeeded', detail: `restored; ${countText(decision.changes)}${note}` }
  }
  const cause = await deepRootCause(context.cloudFormation, {
    events: executed.events,
    stackId: planned.stackId,
    template,
  })
  throw stackError(
    'restore-failed',
    cause ? causeText(cause, 'template before') : `the stack ended in ${executed.status ?? executed.state}`,
    'Look at the stack’s events, correct the cause and run the rollback again.',
  )
}

async function planBack(context: StackContext, { record, stack, deadline }: Restoration): Promise<ChangeSet> {
  const { stackName, template: body = '', tags = {}, capabilities = [], roleArn } = record
  const template = parseTemplate(`the template of ${stackName} before`, body)
  const parameters = parametersBack(record, stack)
  const location = await placeTemplate(context.session, template, async () => {
    if (record.bucket === undefined) throw noBucket('the journal has none')
    return record.bucket
  })
  return await createChangeSet(context, {
    stackName,
    name: changeSetName({ template: template.sha256, parameters, tags, type: 'RESTORE' }),
    type: 'UPDATE',
    template,
    location,
    parameters,
    tags,
    capabilities: capabilities as Capability[],
    roleArn,
    deadline,
  })
}

/** CloudFormation shows a NoEcho value as asterisks, so it can't be put back: the live one stays where there is one. */
function parametersBack(record: StackRecord, stack: Stack | undefined): Parameter[] {
  const live = new Set((stack?.Parameters ?? []).map(({ ParameterKey }) => ParameterKey))
  return (record.parameters ?? []).flatMap(({ key, value }): Parameter[] => {
    if (!isHidden(value)) return [{ ParameterKey: key, ParameterValue: value }]
    return live.has(key) ? [{ ParameterKey: key, UsePreviousValue: true }] : []
  })
}

function hiddenOnes(record: StackRecord): string[] {
  return (record.parameters ?? []).filter(({ value }) => isHidden(value)).map(({ key }) => key)
}

function isHidden(value: string): boolean {
  return /^\*{4,}$/.test(value)
}
