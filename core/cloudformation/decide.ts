/** What a change set would do, and whether it may be done. Pure. */
import type { ResourceChange } from '@aws-sdk/client-cloudformation'
import { plural } from '../report/text.ts'
import { holdsData } from './data-types.ts'

export type ChangeKind = 'add' | 'modify' | 'replace' | 'maybe-replace' | 'remove' | 'import'

export interface PlannedChange {
  kind: ChangeKind
  logicalId: string
  type: string
  physicalId: string | undefined
  /** What happens to the resource that is removed or replaced. */
  old: 'deleted' | 'kept' | 'snapshot' | undefined
  holdsData: boolean
  /** Property paths that change; those that force the replacement are marked. */
  properties: { path: string; before: string | undefined; after: string | undefined; replaces: boolean }[]
}

export function plannedChange(change: ResourceChange): PlannedChange {
  const kind = kindOf(change)
  const type = change.ResourceType ?? 'unknown type'
  return {
    kind,
    logicalId: change.LogicalResourceId ?? '?',
    type,
    physicalId: change.PhysicalResourceId,
    old: kind === 'remove' || kind === 'replace' || kind === 'maybe-replace' ? fateOf(change) : undefined,
    holdsData: holdsData(type),
    properties: propertiesOf(change),
  }
}

export type Decision =
  | { kind: 'execute'; changes: PlannedChange[] }
  /** `refused` are the changes that would lose data and are not allowed. */
  | { kind: 'refuse'; changes: PlannedChange[]; refused: PlannedChange[] }

export function decide(all: readonly ResourceChange[], allowReplacement: readonly string[]): Decision {
  const changes = all.map(plannedChange)
  const refused = changes.filter((change) => losesData(change) && !allowReplacement.includes(change.logicalId))
  return refused.length > 0 ? { kind: 'refuse', changes, refused } : { kind: 'execute', changes }
}

/**
 * Replacing is a loss even where the old resource is kept: what reads it would find an empty one. Removing what is
 * kept (DeletionPolicy Retain) is not.
 */
export function losesData(change: PlannedChange): boolean {
  if (!change.holdsData) return false
  if (change.kind === 'remove') return change.old !== 'kept'
  return change.kind === 'replace' || change.kind === 'maybe-replace'
}

/** 'replaces Database (AWS::RDS::DBInstance; forced by StorageEncrypted; the old one is deleted)' */
export function changeText(change: PlannedChange): string {
  const verbs: Record<ChangeKind, string> = {
    add: 'adds',
    modify: 'changes',
    replace: 'replaces',
    'maybe-replace': 'may replace',
    remove: 'removes',
    import: 'imports',
  }
  const forced = change.properties.filter(({ replaces }) => replaces).map(({ path }) => path)
  const changed = change.properties.map(({ path }) => path)
  const notes = [
    change.type,
    ...(forced.length > 0 ? [`forced by ${forced.join(', ')}`] : []),
    ...(change.kind === 'modify' && changed.length > 0 ? [changed.join(', ')] : []),
    ...(change.old === 'deleted' ? ['the old one is deleted'] : []),
    ...(change.old === 'kept' ? ['the old one is kept, outside of the stack'] : []),
    ...(change.old === 'snapshot' ? ['a snapshot of the old one is kept'] : []),
  ]
  return `${verbs[change.kind]} ${change.logicalId} (${notes.join('; ')})`
}

/** '1 resource added', '3 resources: 2 added, 1 replaced' */
export function countText(changes: readonly PlannedChange[]): string {
  const words: [ChangeKind, string][] = [
    ['add', 'added'],
    ['import', 'imported'],
    ['modify', 'changed'],
    ['maybe-replace', 'maybe replaced'],
    ['replace', 'replaced'],
    ['remove', 'removed'],
  ]
  const counts = words.flatMap(([kind, word]) => {
    const count = changes.filter((change) => change.kind === kind).length
    return count === 0 ? [] : [{ count, word }]
  })
  const [first, ...others] = counts
  // A change of outputs or tags alone touches no resource, but is one.
  if (first === undefined) return 'outputs or tags changed'
  if (others.length === 0) return `${plural(first.count, 'resource')} ${first.word}`
  return `${plural(changes.length, 'resource')}: ${counts.map(({ count, word }) => `${count} ${word}`).join(', ')}`
}

function kindOf({ Action, Replacement }: ResourceChange): ChangeKind {
  switch (Action) {
    case 'Add':
      return 'add'
    case 'Remove':
      return 'remove'
    case 'Import':
      return 'import'
    case 'Modify':
      if (Replacement === 'True') return 'replace'
      return Replacement === 'Conditional' ? 'maybe-replace' : 'modify'
    // Dynamic: CloudFormation knows only when it executes (nested stacks); the worst is assumed.
    case 'Dynamic':
      return 'maybe-replace'
    default:
      return 'modify'
  }
}

function fateOf({ PolicyAction }: ResourceChange): 'deleted' | 'kept' | 'snapshot' {
  switch (PolicyAction) {
    case 'Retain':
    case 'ReplaceAndRetain':
      return 'kept'
    case 'Snapshot':
    case 'ReplaceAndSnapshot':
      return 'snapshot'
    default:
      return 'deleted'
  }
}

/** AWS's word in a change set for what no plan can know (API reference: ResourceTargetDefinition). */
const unknownYet = '{{changeSet:KNOWN_AFTER_APPLY}}'

function propertiesOf(change: ResourceChange): PlannedChange['properties'] {
  const byPath = new Map<string, PlannedChange['properties'][number]>()
  for (const { Target } of change.Details ?? []) {
    if (!Target) continue
    const path =
      Target.Path?.replace(/^\/(Properties\/)?/, '').replaceAll('/', '.') || (Target.Name ?? Target.Attribute ?? '?')
    const replaces = Target.RequiresRecreation === 'Always' || Target.RequiresRecreation === 'Conditionally'
    const known = byPath.get(path)
    byPath.set(path, {
      path,
      before: Target.BeforeValue ?? known?.before,
      after: Target.AfterValue?.replaceAll(unknownYet, '(known when it is there)') ?? known?.after,
      replaces: replaces || (known?.replaces ?? false),
    })
  }
  return [...byPath.values()]
}
