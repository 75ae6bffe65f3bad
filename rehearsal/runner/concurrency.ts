/**
 * Concurrency groups of a repository (GitHub documentation, "Control the concurrency of workflows and jobs").
 * One holds the group; by default one more may wait and a newer one cancels it; `queue: max` lets up to 100 wait.
 */
import type { GitHub } from '../github/github.ts'

export interface ConcurrencyRequest {
  /** Compared without regard to case. */
  group: string
  cancelInProgress: boolean
  queue: 'single' | 'max'
  /** Told when another request pushes this one out, while it waits or while it runs. */
  cancel(reason: string): void
}

const maxQueue = 100

interface Member {
  request: ConcurrencyRequest
  granted: PromiseWithResolvers<void>
}

export class ConcurrencyGroups {
  readonly #groups = new Map<string, { holder: Member; waiting: Member[] }>()

  /** `granted` settles when the group is free for this request; `leave` gives it up, waiting or holding. */
  enter(request: ConcurrencyRequest): { immediate: boolean; granted: Promise<void>; leave(): void } {
    const key = request.group.toLowerCase()
    const member: Member = { request, granted: Promise.withResolvers<void>() }
    const group = this.#groups.get(key)
    if (!group) {
      this.#groups.set(key, { holder: member, waiting: [] })
      member.granted.resolve()
    } else {
      group.waiting.push(member)
      const reason = `Canceling since a higher priority waiting request for '${request.group}' exists`
      if (request.cancelInProgress) group.holder.request.cancel(reason)
      const surplus =
        request.queue === 'max' && !request.cancelInProgress
          ? group.waiting.length - maxQueue
          : group.waiting.length - 1
      for (const displaced of group.waiting.slice(0, Math.max(0, surplus))) displaced.request.cancel(reason)
    }
    return { immediate: group === undefined, granted: member.granted.promise, leave: () => this.#leave(key, member) }
  }

  #leave(key: string, member: Member): void {
    const group = this.#groups.get(key)
    if (!group) return
    group.waiting = group.waiting.filter((waiting) => waiting !== member)
    if (group.holder !== member) return
    const next = group.waiting.shift()
    if (!next) {
      this.#groups.delete(key)
      return
    }
    group.holder = next
    next.granted.resolve()
  }
}

const groupsOfRepositories = new WeakMap<GitHub, ConcurrencyGroups>()

/** Groups span all runs of a repository. */
export function concurrencyOf(github: GitHub): ConcurrencyGroups {
  const known = groupsOfRepositories.get(github)
  if (known) return known
  const groups = new ConcurrencyGroups()
  groupsOfRepositories.set(github, groups)
  return groups
}
