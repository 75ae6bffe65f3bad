/** Whether a distribution needs an invalidation for a release. Pure. */
import { parseReference } from './reference.ts'

/** The newest invalidation of ours, as CloudFront tells it. */
export interface Known {
  id: string
  reference: string
  paths: readonly string[]
  completed: boolean
}

export type Decision = { kind: 'create' } | { kind: 'follow' | 'unchanged'; id: string }

/**
 * Only the newest counts: after a rollback to an older release the cache holds what was served in between, although an
 * invalidation for that older release is long completed.
 */
export function decideInvalidation(newest: Known | undefined, release: string, paths: readonly string[]): Decision {
  const reference = parseReference(newest?.reference)
  if (!newest || reference?.release !== release || reference.purpose !== 'deploy') return { kind: 'create' }
  if (!samePaths(newest.paths, paths)) return { kind: 'create' }
  return { kind: newest.completed ? 'unchanged' : 'follow', id: newest.id }
}

function samePaths(one: readonly string[], other: readonly string[]): boolean {
  const [a, b] = [new Set(one), new Set(other)]
  return a.size === b.size && [...a].every((path) => b.has(path))
}
