/** A rollout's own word → its outcome. Pure. */
import type { Outcome } from '../rollout/outcome.ts'
import { isOver, type RolloutView } from './rollout-view.ts'

type Facts = Pick<RolloutView, 'status' | 'breakerTriggered' | 'triggeredAlarms'> & {
  /** A newer rollout of the same service exists. */
  replaced?: boolean
}

/**
 * Undefined while it is under way, and for states that this version doesn't know: those are waited for, never judged.
 * SUCCESSFUL is the only green one, and even that is checked against what runs.
 */
export function classify(facts: Facts): Outcome | undefined {
  if (!isOver(facts)) return undefined
  switch (facts.status) {
    case 'SUCCESSFUL':
      return 'succeeded'
    case 'ROLLBACK_SUCCESSFUL':
      return 'rolled-back'
    case 'ROLLBACK_FAILED':
      return 'rollback-failed'
    default:
      // STOPPED: replaced, failed without a rollback being set up, or stopped by somebody.
      if (facts.replaced) return 'superseded'
      return facts.breakerTriggered || facts.triggeredAlarms.length > 0 ? 'failed' : 'stopped'
  }
}
