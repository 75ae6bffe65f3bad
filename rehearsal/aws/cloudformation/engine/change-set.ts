/** What happens to a change set between its creation and its completion. */
import { AwsError } from '../../kernel/types.ts'
import { computeChanges } from '../change-set/compute.ts'
import type { Cfn } from '../names.ts'
import type { ChangeSet, Stack } from '../state.ts'

/** The wording that tells 'no changes' from a failure; tools compare it. */
const noChanges =
  "The submitted information didn't contain changes. Submit different information to create a change set."
const earlyValidation =
  'The following hook(s)/validation failed: [AWS::EarlyValidation::PropertyValidation]. ' +
  'To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.'

/** CREATE_PENDING → CREATE_IN_PROGRESS → CREATE_COMPLETE or FAILED. */
export function advanceChangeSet(context: Cfn, id: string): void {
  const changeSet = context.state.changeSets[id]
  const stack = context.state.stacks[changeSet?.stackId ?? '']
  if (!changeSet || !stack || changeSet.deletedAt !== undefined) return
  if (changeSet.status === 'CREATE_PENDING') {
    changeSet.status = 'CREATE_IN_PROGRESS'
    context.schedule(2000, 'change-set', { id })
    return
  }
  try {
    complete(context, changeSet, stack)
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    fail(changeSet, error.message)
  }
}

function complete(context: Cfn, changeSet: ChangeSet, stack: Stack): void {
  const { changes, anything, problems } = computeChanges(context, stack, changeSet.definition)
  if (problems.length > 0 && changeSet.validates) {
    changeSet.problems = problems
    fail(changeSet, earlyValidation)
  } else if (!anything && changeSet.type === 'UPDATE') {
    fail(changeSet, noChanges)
  } else {
    changeSet.changes = changes
    changeSet.status = 'CREATE_COMPLETE'
    changeSet.executionStatus = 'AVAILABLE'
  }
}

function fail(changeSet: ChangeSet, reason: string): void {
  changeSet.status = 'FAILED'
  changeSet.statusReason = reason
}
