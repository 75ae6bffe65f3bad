/** Change sets as the API shows them. */
import type { Change } from '../change-set/model.ts'
import type { ChangeSet, Stack } from '../state.ts'
import { parametersView, tagsView, time } from './stack.ts'

export function changeSetView(changeSet: ChangeSet, stack: Stack, changes: Change[], values: boolean) {
  return {
    ...changeSetSummary(changeSet, stack),
    Parameters: parametersView(changeSet.definition.parameters),
    NotificationARNs: [],
    RollbackConfiguration: {},
    Capabilities: changeSet.definition.capabilities,
    Tags: tagsView(changeSet.definition.tags),
    OnStackFailure: changeSet.onStackFailure,
    Changes: changes.map((change) => ({ Type: 'Resource', ResourceChange: values ? change : withoutValues(change) })),
  }
}

/** Values are shown only on request (IncludePropertyValues). */
function withoutValues({ BeforeContext: _before, AfterContext: _after, ...change }: Change) {
  const Details = change.Details.map(({ Target, ...detail }) => {
    const { BeforeValue: _b, AfterValue: _a, ...target } = Target
    return { ...detail, Target: target }
  })
  return { ...change, Details }
}

export function changeSetSummary(changeSet: ChangeSet, stack: Stack) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: changeSet.id,
    ChangeSetName: changeSet.name,
    Description: changeSet.description,
    ExecutionStatus: changeSet.executionStatus,
    Status: changeSet.status,
    StatusReason: changeSet.statusReason,
    CreationTime: time(changeSet.createdAt),
    IncludeNestedStacks: changeSet.includeNested,
    ImportExistingResources: false,
  }
}
