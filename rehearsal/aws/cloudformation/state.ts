/** The state of CloudFormation in one account and Region; plain data, times are virtual epoch milliseconds. */
import type { Caller } from '../kernel/types.ts'
import type { Change } from './change-set/model.ts'
import type { Fields } from './template/model.ts'
import type { StackParameter } from './template/parameters.ts'

export interface CloudFormationState {
  /** By stack id (ARN); deleted stacks stay. */
  stacks: Record<string, Stack>
  /** By change set id (ARN). */
  changeSets: Record<string, ChangeSet>
  drifts: Record<string, DriftDetection>
}

/** What a stack is to be made of. */
export interface Definition {
  template: string
  parameters: StackParameter[]
  tags: Record<string, string>
  capabilities: string[]
}

export interface Stack {
  id: string
  name: string
  status: string
  statusReason?: string
  createdAt: number
  updatedAt?: number
  deletedAt?: number
  definition: Definition
  roleArn?: string
  disableRollback: boolean
  terminationProtection: boolean
  changeSetId?: string
  outputs: StackOutput[]
  /** Names of other stacks' exports that this one uses. */
  imports: string[]
  resources: Record<string, StackResource>
  /** Oldest first. */
  events: StackEvent[]
  parentId?: string
  rootId?: string
  operation?: Operation
  lastOperations: { type: OperationType; id: string }[]
  /** Tokens of calls that were accepted, so that a repeated one does nothing. */
  tokens: string[]
  drift: { status: string; checkedAt?: number }
}

export interface StackOutput {
  key: string
  value: string
  description?: string
  exportName?: string
}

export interface StackResource {
  logicalId: string
  type: string
  physicalId: string
  status: string
  reason?: string
  updatedAt: number
  /** As they were handed to the service. */
  properties: Fields
  attributes: Record<string, string | number | string[]>
  /** The stack's tags at that time. */
  tags: Record<string, string>
  deletionPolicy: string
  replacePolicy: string
  metadata?: string
  drift?: ResourceDrift
}

interface ResourceDrift {
  status: string
  checkedAt: number
  expected?: string
  actual?: string
  differences: { PropertyPath: string; ExpectedValue: string; ActualValue: string; DifferenceType: string }[]
}

export interface StackEvent {
  id: string
  at: number
  operationId?: string
  logicalId: string
  physicalId: string
  type: string
  status: string
  reason?: string
  properties?: string
  token?: string
  detailedStatus?: string
}

export type OperationType = 'CREATE_STACK' | 'UPDATE_STACK' | 'DELETE_STACK' | 'ROLLBACK' | 'CONTINUE_ROLLBACK'

/** forward: towards the target; back: to what was before; the cleanups delete what is left over. */
export type Phase = 'forward' | 'cleanup' | 'back' | 'back-cleanup' | 'delete'

export interface Operation {
  id: string
  type: OperationType
  phase: Phase
  /** Who acts: the execution role, or the caller. */
  principal: Caller
  token?: string
  target: Definition
  /** Where 'back' goes; absent for a creation. */
  before?: Definition
  onFailure: 'rollback' | 'nothing' | 'delete'
  /** A rollback deletes all that the operation made, also what is marked Retain. */
  retainExceptOnCreate?: true
  tasks: Record<string, Task>
  /** How each changed resource was before, newest last; null if it was not there. */
  undo: { logicalId: string; before: StackResource | null }[]
  /** Resources that no longer belong to the stack and have to be deleted. */
  garbage: StackResource[]
  failed: { logicalId: string; verb: 'create' | 'update' | 'delete' }[]
  /** Logical ids that a deletion retains or a rollback skips. */
  leave: string[]
  /** The resource that the fault stack-failure strikes. */
  struck?: string
}

export interface Task {
  logicalId: string
  action: 'apply' | 'restore' | 'delete'
  state: 'waiting' | 'running' | 'done' | 'failed' | 'skipped'
  needs: string[]
  /** What is being created, updated or deleted, for events. */
  verb?: 'CREATE' | 'UPDATE' | 'DELETE'
  startedAt?: number
  /** Of a deletion: what is deleted. */
  victim?: StackResource
}

export interface ChangeSet {
  id: string
  name: string
  stackId: string
  type: 'CREATE' | 'UPDATE'
  description?: string
  status: string
  statusReason?: string
  executionStatus: string
  createdAt: number
  definition: Definition
  roleArn?: string
  onStackFailure?: string
  includeNested: boolean
  validates: boolean
  token?: string
  caller: Caller
  changes: Change[]
  /** What early validation found. */
  problems: { logicalId: string; type: string; path: string; message: string }[]
  operationId: string
  deletedAt?: number
}

export interface DriftDetection {
  id: string
  stackId: string
  startedAt: number
  status: string
  drifted: number
  stackDriftStatus: string
  /** Logical ids, where only some are looked at. */
  only?: string[]
}

export function emptyState(): CloudFormationState {
  return { stacks: {}, changeSets: {}, drifts: {} }
}
