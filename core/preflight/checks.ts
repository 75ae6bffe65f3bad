/** May this release go into this environment now? Pure: what is known goes in, the reasons against come out. */
import type { Freeze } from '../config/schema.ts'
import type { LedgerTask } from '../github/ledger.ts'

export interface PreflightFacts {
  environment: string
  release: string
  task: LedgerTask
  /** Epoch milliseconds. */
  now: number
  freezes: readonly Freeze[]
  /** The environment before this one, where it has to have verified the release. */
  previous: { name: string; verified: boolean } | undefined
  /** Set by a rollback, until a deployment lifts it. */
  hold: { since: string; by: string; left: string | null } | undefined
  liftHold: boolean
  /** How the release's commit stands to the one that is deployed; `behind` means older. */
  order: 'same' | 'ahead' | 'behind' | 'diverged' | 'nothing-deployed'
  deployedCommit: string | undefined
}

export interface Refusal {
  code: 'frozen' | 'not-verified-before' | 'held' | 'out-of-order'
  message: string
  cure: string
}

export function preflightRefusals(facts: PreflightFacts): Refusal[] {
  const refusals: Refusal[] = []
  for (const freeze of facts.freezes) {
    if (facts.now < Date.parse(freeze.from) || facts.now >= Date.parse(freeze.to)) continue
    refusals.push({
      code: 'frozen',
      message: `${facts.environment} is frozen from ${freeze.from} to ${freeze.to}: ${freeze.reason}`,
      cure: `Wait until ${freeze.to}, or change \`gates.freeze\` in the environment’s file by a reviewed commit.`,
    })
  }
  // A rollback goes back to what was verified here; it owes nothing to the order of the pipeline.
  if (facts.task === 'rollback') return refusals
  if (facts.previous && !facts.previous.verified) {
    refusals.push({
      code: 'not-verified-before',
      message: `release ${facts.release} has not been verified in ${facts.previous.name}, which comes before ${facts.environment}`,
      cure: `Deploy it to ${facts.previous.name} first, or set \`gates.requirePrevious: false\` for ${facts.environment}.`,
    })
  }
  if (facts.hold && !facts.liftHold) {
    refusals.push({
      code: 'held',
      message: `${facts.environment} is held since ${facts.hold.since}: ${facts.hold.by} rolled it back${facts.hold.left ? ` from ${facts.hold.left}` : ''}`,
      cure: 'Run the deployment with `lift-hold: true` once the reason for the rollback is gone.',
    })
  }
  if (facts.order === 'behind') {
    refusals.push({
      code: 'out-of-order',
      message: `release ${facts.release} is older than what ${facts.environment} runs (commit ${facts.deployedCommit?.slice(0, 12)})`,
      cure: 'Nothing to do if a newer release overtook this one; to go back on purpose, run the rollback workflow.',
    })
  }
  return refusals
}
