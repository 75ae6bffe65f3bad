/** Stacks, their resources and events as the API shows them. */
import type { Stack, StackEvent, StackResource } from '../state.ts'
import type { StackParameter } from '../template/parameters.ts'
import { descriptionOf } from './template.ts'

export function time(ms: number): string {
  return new Date(ms).toISOString()
}

export function stackView(stack: Stack) {
  const { definition } = stack
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: stack.changeSetId,
    Description: descriptionOf(definition.template),
    Parameters: parametersView(definition.parameters),
    CreationTime: time(stack.createdAt),
    ...(stack.updatedAt === undefined ? {} : { LastUpdatedTime: time(stack.updatedAt) }),
    ...(stack.deletedAt === undefined ? {} : { DeletionTime: time(stack.deletedAt) }),
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DisableRollback: stack.disableRollback,
    NotificationARNs: [],
    Capabilities: definition.capabilities,
    Outputs: stack.outputs.map((output) => ({
      OutputKey: output.key,
      OutputValue: output.value,
      Description: output.description,
      ExportName: output.exportName,
    })),
    RoleARN: stack.roleArn,
    Tags: tagsView(definition.tags),
    EnableTerminationProtection: stack.terminationProtection,
    ParentId: stack.parentId,
    RootId: stack.rootId,
    DriftInformation: driftView(stack),
    LastOperations: stack.lastOperations.map(({ type, id }) => ({ OperationType: type, OperationId: id })),
  }
}

export function stackSummary(stack: Stack) {
  const {
    StackId,
    StackName,
    CreationTime,
    StackStatus,
    StackStatusReason,
    ParentId,
    RootId,
    LastOperations,
    ...rest
  } = stackView(stack)
  const { LastUpdatedTime, DeletionTime } = rest
  return {
    StackId,
    StackName,
    TemplateDescription: rest.Description,
    CreationTime,
    ...(LastUpdatedTime === undefined ? {} : { LastUpdatedTime }),
    ...(DeletionTime === undefined ? {} : { DeletionTime }),
    StackStatus,
    StackStatusReason,
    ParentId,
    RootId,
    DriftInformation: rest.DriftInformation,
    LastOperations,
  }
}

function driftView(stack: Stack) {
  const { status, checkedAt } = stack.drift
  return { StackDriftStatus: status, ...(checkedAt === undefined ? {} : { LastCheckTimestamp: time(checkedAt) }) }
}

export function parametersView(parameters: StackParameter[]) {
  return parameters.map(({ key, value, resolved, noEcho }) => ({
    ParameterKey: key,
    ParameterValue: noEcho ? '****' : value,
    ResolvedValue: resolved,
  }))
}

export function tagsView(tags: Record<string, string>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
}

export function eventView(stack: Stack, event: StackEvent) {
  return {
    StackId: stack.id,
    EventId: event.id,
    StackName: stack.name,
    OperationId: event.operationId,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: time(event.at),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties,
    ClientRequestToken: event.token,
    DetailedStatus: event.detailedStatus,
  }
}

function resourceBase(resource: StackResource) {
  return {
    LogicalResourceId: resource.logicalId,
    // A resource that never came to be has no physical id.
    PhysicalResourceId: resource.physicalId === '' ? undefined : resource.physicalId,
    ResourceType: resource.type,
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.reason,
    DriftInformation: {
      StackResourceDriftStatus: resource.drift?.status ?? 'NOT_CHECKED',
      ...(resource.drift === undefined ? {} : { LastCheckTimestamp: time(resource.drift.checkedAt) }),
    },
  }
}

export function resourceView(stack: Stack, resource: StackResource) {
  return { StackName: stack.name, StackId: stack.id, ...resourceBase(resource), Timestamp: time(resource.updatedAt) }
}

export function resourceSummary(resource: StackResource) {
  return { ...resourceBase(resource), LastUpdatedTimestamp: time(resource.updatedAt) }
}

export function resourceDetail(stack: Stack, resource: StackResource) {
  return {
    StackName: stack.name,
    StackId: stack.id,
    ...resourceSummary(resource),
    Metadata: resource.metadata,
  }
}
