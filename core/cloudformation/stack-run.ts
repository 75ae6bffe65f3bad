/** One stack's rollout under way. */
import type { StackContext } from './context.ts'
import type { StackTarget } from './stack-target.ts'

export interface StackRun {
  context: StackContext
  target: StackTarget
  /** Epoch milliseconds. */
  deadline: number
  /** Since the start. */
  seconds: () => number
}
