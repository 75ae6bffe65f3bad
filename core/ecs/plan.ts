/** What to do about a service. Pure: the facts have been read before. */
import { isOver, isRollingBack, type RolloutView } from './rollout-view.ts'

export interface PlanFacts {
  /** The service's task definition means what is wanted. */
  liveIsWanted: boolean
  /** The service's newest rollout, if one is known. */
  rollout:
    | {
        view: Pick<RolloutView, 'id' | 'status' | 'breakerTriggered' | 'triggeredAlarms'>
        /** It brings, or brought, what is wanted. */
        targetIsWanted: boolean
        /** It goes back to what is wanted. */
        rollbackIsWanted: boolean
      }
    | undefined
  desiredCount: { live: number; wanted: number | undefined }
  forceNewDeployment: boolean
}

export type Plan =
  | { kind: 'unchanged' }
  /** Somebody, or a killed run of ours, is at it already; `toward` says which of its ends is the good one. */
  | { kind: 'attach'; rollout: string; toward: 'target' | 'rollback' }
  /** Only the number of tasks differs: no rollout to follow, since the revision stays. */
  | { kind: 'scale' }
  | {
      kind: 'start'
      /** ECS begins no rollout of a task definition that the service already has, unless told to. */
      force: boolean
      /** A rollout of something else that is under way, which AWS ends when this one starts. */
      supersedes: string | undefined
      because: string
    }

export function planRollout(facts: PlanFacts): Plan {
  const { rollout, liveIsWanted, desiredCount, forceNewDeployment } = facts
  const open = rollout && !isOver(rollout.view) ? rollout : undefined
  if (open) {
    const { view, targetIsWanted, rollbackIsWanted } = open
    if (targetIsWanted && wasCalledBack(view)) {
      const because = 'its last rollout was called back before its end'
      return { kind: 'start', force: liveIsWanted, supersedes: view.id, because }
    }
    if (targetIsWanted) return { kind: 'attach', rollout: view.id, toward: 'target' }
    if (rollbackIsWanted && isRollingBack(view)) return { kind: 'attach', rollout: view.id, toward: 'rollback' }
    return { kind: 'start', force: liveIsWanted, supersedes: view.id, because: 'another release is being rolled out' }
  }
  if (forceNewDeployment) return { kind: 'start', force: true, supersedes: undefined, because: 'it is forced' }
  if (!liveIsWanted) return { kind: 'start', force: false, supersedes: undefined, because: 'the release is new here' }
  const status = rollout?.view.status
  const settled = status === undefined || status === 'SUCCESSFUL' || status === 'ROLLBACK_SUCCESSFUL'
  if (!settled) {
    return { kind: 'start', force: true, supersedes: undefined, because: `its last rollout ended ${status}` }
  }
  const { live, wanted } = desiredCount
  return wanted !== undefined && wanted !== live ? { kind: 'scale' } : { kind: 'unchanged' }
}

/** It goes back although nothing was wrong with it: somebody asked for that, as a run does that is cancelled. */
function wasCalledBack(view: Pick<RolloutView, 'status' | 'breakerTriggered' | 'triggeredAlarms'>): boolean {
  return isRollingBack(view) && !view.breakerTriggered && view.triggeredAlarms.length === 0
}
