/** How the rollout of one stack ended, with what a person needs where it is not green. */
import type { Stack } from '@aws-sdk/client-cloudformation'
import type { LocatedResult } from '../action/finish.ts'
import type { Location } from '../errors.ts'
import type { Dossier, Outcome } from '../rollout/outcome.ts'
import { changeText, type PlannedChange } from './decide.ts'
import { eventLine } from './events.ts'
import type { Executed } from './execute.ts'
import type { RootCause } from './root-cause.ts'
import type { StackTarget } from './stack-target.ts'

export interface StackRollout {
  result: LocatedResult
  stackId: string | undefined
  changeSetId: string | undefined
  outputs: Record<string, string>
}

export interface Ending {
  target: Pick<StackTarget, 'component' | 'template'>
  outcome: Outcome
  detail: string
  seconds: number
  stackId?: string | undefined
  changeSetId?: string | undefined
  stack?: Stack | undefined
  dossier?: Omit<Dossier, 'component' | 'outcome'>
  /** Where the fault is, for the annotation. */
  location?: Location | undefined
}

export function rollout(ending: Ending): StackRollout {
  const { target, outcome, detail, seconds, stack, dossier, location } = ending
  const { component } = target
  const id = ending.changeSetId ?? ending.stackId ?? stack?.StackId
  return {
    result: {
      component,
      kind: 'stack',
      outcome,
      ...(id !== undefined && { id }),
      detail,
      seconds,
      ...(dossier && { dossier: { component, outcome, ...dossier } }),
      ...(location && { location }),
    },
    stackId: ending.stackId ?? stack?.StackId,
    changeSetId: ending.changeSetId,
    outputs: Object.fromEntries(
      (stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    ),
  }
}

export function refusedDossier(refused: readonly PlannedChange[]): Omit<Dossier, 'component' | 'outcome'> {
  const ids = refused.map(({ logicalId }) => logicalId)
  return {
    reason: `the change would delete or replace what holds data: ${ids.join(', ')}`,
    probableCause: 'a property that cannot be changed in place, a renamed resource or a removed one',
    nextStep: `If the data may go, add \`allowReplacement: [${ids.join(', ')}]\` to the component in this environment’s file; else change the template so that these resources stay.`,
    evidence: [{ title: 'Refused changes', lines: refused.map(changeText) }],
  }
}

export function executionDossier(
  target: Pick<StackTarget, 'template'>,
  executed: Executed,
  cause: RootCause | undefined,
  nextStep: string,
): Omit<Dossier, 'component' | 'outcome'> {
  const failed = executed.events.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED'))
  return {
    reason: cause ? causeText(cause, target.template.file) : (executed.cancelled ?? 'CloudFormation named no resource'),
    nextStep,
    evidence: [
      { title: 'Failed resources', lines: failed.map((event) => eventLine('', event).replace(/^: /, '')) },
      {
        title: 'Last events',
        lines: executed.events.slice(-10).map((event) => eventLine('', event).replace(/^: /, '')),
      },
    ],
  }
}

/** 'Database (AWS::RDS::DBInstance, cloudformation/data-sql.yml:60): CREATE_FAILED: …' */
export function causeText(cause: RootCause, file: string): string {
  const at = cause.line === undefined ? file : `${file}:${cause.line}`
  return `${cause.logicalId} (${cause.type}, ${at}): ${cause.status}: ${cause.reason}`
}
