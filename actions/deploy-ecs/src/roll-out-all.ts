import type { ActionHost } from '#core/action/host.ts'
import type { AwsSession } from '#core/aws/session.ts'
import { ecsContext } from '#core/ecs/context.ts'
import type { EcsOrder } from '#core/ecs/order.ts'
import { type EcsResult, rollOut } from '#core/ecs/roll-out.ts'
import { FairwayError } from '#core/errors.ts'
import { type Item, inOrder, type Ran } from '#core/rollout/in-order.ts'
import { isGreen } from '#core/rollout/outcome.ts'

export type OnBegun = (component: string, rollout: { id: string; taskDefinition: string }) => void

export interface Work {
  session: AwsSession
  /** An order is made when its turn has come, since the stacks' parameters may be of a component before it. */
  items: readonly Item<() => Promise<EcsOrder>>[]
}

export async function rollOutAll(host: ActionHost, { session, items }: Work, onBegun: OnBegun): Promise<EcsResult[]> {
  const context = ecsContext(host, session)
  const ran = await inOrder({
    items,
    run: async ({ id, value: order }) => await rollOut(context, await order(), (rollout) => onBegun(id, rollout)),
    good: ({ outcome }) => isGreen(outcome),
  })
  return ran.map((one) => asResult(host, one))
}

function asResult(host: ActionHost, ran: Ran<EcsResult>): EcsResult {
  const result = { component: ran.id, kind: 'ecs' as const, seconds: 0, digests: {} }
  switch (ran.state) {
    case 'ran':
      return ran.result
    case 'skipped':
      return { ...result, outcome: 'stopped', detail: `not started, since ${ran.because} was not good` }
    case 'threw': {
      const { error } = ran
      const known = error instanceof FairwayError && error.fault !== 'fairway'
      // What is not explained is a fault of ours, and only its stack says where.
      if (!known) host.report.info(error.stack ?? error.message)
      const cure = error instanceof FairwayError ? error.cure : undefined
      const dossier = {
        component: ran.id,
        outcome: 'failed' as const,
        reason: known ? error.message : `a fault of Fairway: ${error.message}`,
        nextStep:
          cure ?? (known ? 'Run the job again: it goes on from what is live.' : 'Please report it with the log.'),
        evidence: [],
      }
      return { ...result, outcome: 'failed', detail: error.message, dossier }
    }
  }
}
