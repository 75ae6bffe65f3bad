/** What a stack would become: a change set against the real stack, made, read and deleted again. */
import { GetTemplateCommand, type Stack } from '@aws-sdk/client-cloudformation'
import { changeSetName, createChangeSet, deleteChangeSet } from '../cloudformation/change-set.ts'
import type { StackContext } from '../cloudformation/context.ts'
import { changeText, countText, losesData, type PlannedChange, plannedChange } from '../cloudformation/decide.ts'
import { describeStack } from '../cloudformation/describe-stack.ts'
import { explainRefusal } from '../cloudformation/explain.ts'
import { checkParameters } from '../cloudformation/parameters.ts'
import { guidance, stateOf } from '../cloudformation/stack-state.ts'
import type { StackTarget } from '../cloudformation/stack-target.ts'
import { parseTemplate, type Template } from '../cloudformation/template-file.ts'
import { placeTemplate, type TemplateLocation } from '../cloudformation/template-location.ts'
import { FairwayError } from '../errors.ts'
import { cut } from '../report/limits.ts'
import { plural } from '../report/text.ts'
import { type ComponentPlan, unchanged, unknown } from './model.ts'

const planMinutes = 10

export async function planStack(context: StackContext, target: StackTarget): Promise<ComponentPlan> {
  const { component, stackName } = target
  const stack = await describeStack(context.cloudFormation, stackName)
  const state = stateOf(stack)
  switch (state.may) {
    case 'create':
      return newStackPlan(component, stackName, target.template)
    case 'wait':
      return unknown(component, 'stack', `cannot be planned now: ${stackName} is in ${stack?.StackStatus}`)
    case 'nothing': {
      const { message, cure } = guidance(state.because, stackName, stack?.StackStatus ?? '')
      return unknown(component, 'stack', message, [cure])
    }
    case 'update':
      return await planUpdate(context, target, stack)
  }
}

/** From the template alone: a change set for a new stack would leave the stack behind, in REVIEW_IN_PROGRESS. */
function newStackPlan(component: string, stackName: string, template: Template): ComponentPlan {
  const counts = new Map<string, number>()
  for (const { type } of Object.values(template.resources)) counts.set(type, (counts.get(type) ?? 0) + 1)
  const total = Object.keys(template.resources).length
  return {
    component,
    kind: 'stack',
    change: 'create',
    summary: `will be created: up to ${plural(total, 'resource')}`,
    warnings: [],
    details: [
      `${stackName} is not there yet; from ${template.file}, where conditions may leave some out:`,
      ...[...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, count]) => `+ ${count} × ${type}`),
    ],
  }
}

async function planUpdate(
  context: StackContext,
  target: StackTarget,
  stack: Stack | undefined,
): Promise<ComponentPlan> {
  const { component, stackName, template, tags, capabilities, roleArn } = target
  const parameters = checkParameters(template, { ...target.parameters, component })
  const location = await placed(context, target)
  if ('unplaced' in location) return await offlineComparison(context, target, stack, location.unplaced)
  const deadline = context.clock.now() + planMinutes * 60_000
  // Each run's own, so that plans of several pull requests at once don't meet.
  const name = changeSetName({ plan: context.run, template: template.sha256, parameters, tags })
  const request = {
    stackName,
    name,
    type: 'UPDATE' as const,
    template,
    location,
    parameters,
    tags,
    capabilities,
    roleArn,
    deadline,
  }
  let made: string | undefined
  try {
    const planned = await createChangeSet(context, request)
    made = planned.kind === 'empty' ? undefined : planned.id
    if (planned.kind === 'empty') return unchanged(component, 'stack')
    if (planned.kind === 'ready')
      return changedStack(component, planned.changes.map(plannedChange), target.allowReplacement)
    if (planned.kind === 'failed') return unknown(component, 'stack', `AWS could not plan it: ${planned.reason}`)
    return unknown(component, 'stack', `the change set was not there in ${planMinutes} minutes`)
  } catch (thrown) {
    const error = explainRefusal(thrown, target)
    if (error instanceof FairwayError && error.code === 'stack-refused')
      return unknown(component, 'stack', error.message)
    throw error
  } finally {
    if (made !== undefined) await deleteChangeSet(context.cloudFormation, made)
  }
}

function changedStack(component: string, changes: PlannedChange[], allowReplacement: readonly string[]): ComponentPlan {
  return {
    component,
    kind: 'stack',
    change: 'update',
    summary: countText(changes),
    warnings: changes
      .filter(({ kind }) => kind === 'remove' || kind === 'replace' || kind === 'maybe-replace')
      .map((change) => warning(change, allowReplacement)),
    details: changes.flatMap(detailLines),
  }
}

function warning(change: PlannedChange, allowReplacement: readonly string[]): string {
  if (!losesData(change)) return changeText(change)
  const allowed = allowReplacement.includes(change.logicalId)
  return `${changeText(change)}: it holds data; ${allowed ? 'allowed by allowReplacement' : 'the deployment will refuse it'}`
}

const signs: Record<PlannedChange['kind'], string> = {
  add: '+',
  import: '+',
  modify: '~',
  replace: '±',
  'maybe-replace': '±',
  remove: '-',
}

function detailLines(change: PlannedChange): string[] {
  const { kind, logicalId, type, properties } = change
  return [
    `${signs[kind]} ${logicalId} (${type})${kind === 'maybe-replace' ? ', may be replaced' : ''}`,
    ...properties.map(({ path, before, after, replaces }) => {
      const values =
        before === undefined && after === undefined ? '' : `: ${shown(path, before)} → ${shown(path, after)}`
      return `    ${path}${values}${replaces ? ' (replaces)' : ''}`
    }),
  ]
}

/** Comments may be public: values of what is named like a secret are not shown. CloudFormation hides NoEcho itself. */
function shown(path: string, value: string | undefined): string {
  if (value === undefined || value === '') return 'none'
  if (/password|secret|token|private|credential/i.test(path)) return '(not shown)'
  return cut(value.replaceAll('\n', ' '), 120)
}

/** A plan role may not be allowed to upload; then a large template is compared without AWS. */
async function placed(context: StackContext, target: StackTarget): Promise<TemplateLocation | { unplaced: string }> {
  try {
    return await placeTemplate(context.session, target.template, target.bucket)
  } catch (thrown) {
    if (!(thrown instanceof FairwayError) || thrown.fault !== 'user') throw thrown
    return { unplaced: thrown.message }
  }
}

async function offlineComparison(
  { cloudFormation }: StackContext,
  { component, stackName, template }: StackTarget,
  stack: Stack | undefined,
  why: string,
): Promise<ComponentPlan> {
  const { TemplateBody = '' } = await cloudFormation.send(
    new GetTemplateCommand({ StackName: stack?.StackId ?? stackName, TemplateStage: 'Original' }),
  )
  const lines = templateDifferences(parseTemplate(`the live template of ${stackName}`, TemplateBody), template)
  if (TemplateBody === template.body) {
    return unknown(component, 'stack', 'the template is the same; whether parameters differ could not be planned', [
      why,
    ])
  }
  const removed = lines.filter((line) => line.startsWith('- '))
  return {
    ...unknown(
      component,
      'stack',
      `the template differs (${plural(lines.length, 'resource')} by name); not planned by AWS`,
    ),
    warnings: removed.map((line) => `removes ${line.slice(2)}`),
    details: [`AWS could not plan it: ${why}`, ...lines],
  }
}

/** By logical id and type: what is added, removed, or of another type (which is a replacement). */
export function templateDifferences(before: Template, after: Template): string[] {
  const ids = [...new Set([...Object.keys(before.resources), ...Object.keys(after.resources)])]
  return ids.flatMap((id) => {
    const old = before.resources[id]?.type
    const now = after.resources[id]?.type
    if (old === now) return []
    if (old === undefined) return [`+ ${id} (${now})`]
    if (now === undefined) return [`- ${id} (${old})`]
    return [`± ${id} (${old} → ${now})`]
  })
}
