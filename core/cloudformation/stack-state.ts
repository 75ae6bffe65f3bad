/**
 * Every status a stack can be in, and what may be done with it then. Source: CloudFormation user guide, "Stack status
 * codes", "Stack failure options", "Continue rolling back an update"; change sets of new stacks: API reference of
 * CreateChangeSet (ChangeSetType).
 */
import type { Stack, StackStatus } from '@aws-sdk/client-cloudformation'

export type Refusal = 'delete-first' | 'continue-rollback-first' | 'repair-by-hand'

export type StackState =
  /** No stack, or one that only holds change sets: the next change set is of type CREATE. */
  | { may: 'create' }
  | { may: 'update' }
  /** Something is under way: wait for its end, then look again. */
  | { may: 'wait' }
  | { may: 'nothing'; because: Refusal }

const create = { may: 'create' } as const
const update = { may: 'update' } as const
const wait = { may: 'wait' } as const

export const stackStates: Record<StackStatus, StackState> = {
  REVIEW_IN_PROGRESS: create,
  DELETE_COMPLETE: create,

  CREATE_COMPLETE: update,
  UPDATE_COMPLETE: update,
  UPDATE_ROLLBACK_COMPLETE: update,
  IMPORT_COMPLETE: update,
  IMPORT_ROLLBACK_COMPLETE: update,
  // Left by an operation whose rollback was disabled; an update may go on from here.
  CREATE_FAILED: update,
  UPDATE_FAILED: update,

  CREATE_IN_PROGRESS: wait,
  UPDATE_IN_PROGRESS: wait,
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: wait,
  UPDATE_ROLLBACK_IN_PROGRESS: wait,
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: wait,
  ROLLBACK_IN_PROGRESS: wait,
  DELETE_IN_PROGRESS: wait,
  IMPORT_IN_PROGRESS: wait,
  IMPORT_ROLLBACK_IN_PROGRESS: wait,

  ROLLBACK_COMPLETE: { may: 'nothing', because: 'delete-first' },
  ROLLBACK_FAILED: { may: 'nothing', because: 'delete-first' },
  DELETE_FAILED: { may: 'nothing', because: 'delete-first' },
  UPDATE_ROLLBACK_FAILED: { may: 'nothing', because: 'continue-rollback-first' },
  IMPORT_ROLLBACK_FAILED: { may: 'nothing', because: 'repair-by-hand' },
}

export function stateOf(stack: Pick<Stack, 'StackStatus'> | undefined): StackState {
  if (stack === undefined) return create
  const known = stack.StackStatus === undefined ? undefined : stackStates[stack.StackStatus]
  return known ?? { may: 'nothing', because: 'repair-by-hand' }
}

/** How an operation on a stack ended, by the status it left; undefined while it is under way. */
export type OperationEnd = 'succeeded' | 'rolled-back' | 'rollback-failed' | 'failed'

export function endOf(status: string | undefined): OperationEnd | undefined {
  switch (status) {
    case 'CREATE_COMPLETE':
    case 'UPDATE_COMPLETE':
    case 'IMPORT_COMPLETE':
      return 'succeeded'
    case 'ROLLBACK_COMPLETE':
    case 'UPDATE_ROLLBACK_COMPLETE':
    case 'IMPORT_ROLLBACK_COMPLETE':
      return 'rolled-back'
    case 'ROLLBACK_FAILED':
    case 'UPDATE_ROLLBACK_FAILED':
    case 'IMPORT_ROLLBACK_FAILED':
      return 'rollback-failed'
    case 'CREATE_FAILED':
    case 'UPDATE_FAILED':
    case 'DELETE_FAILED':
    case 'DELETE_COMPLETE':
      return 'failed'
    default:
      return undefined
  }
}

/** What a person has to do before this stack can be changed again. */
export function guidance(because: Refusal, stackName: string, status: string): { message: string; cure: string } {
  switch (because) {
    case 'delete-first':
      return {
        message: `the stack ${stackName} is in ${status}: AWS lets it only be deleted`,
        cure: `Look at its events for what failed. If nothing in it is worth keeping: aws cloudformation delete-stack --stack-name ${stackName}, then run this again. Fairway never deletes a stack that it did not just create.`,
      }
    case 'continue-rollback-first':
      return {
        message: `the stack ${stackName} is in ${status}: the rollback of its last update did not finish`,
        cure: `Repair what its events name, then: aws cloudformation continue-update-rollback --stack-name ${stackName} (with --resources-to-skip LOGICAL_ID for what cannot be repaired; what is skipped may differ from the template). Then run this again.`,
      }
    case 'repair-by-hand':
      return {
        message: `the stack ${stackName} is in ${status}, from which Fairway knows no way on`,
        cure: 'Bring it to a *_COMPLETE status in the CloudFormation console, then run this again.',
      }
  }
}
