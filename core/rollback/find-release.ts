/** Finds the release that an environment is to be brought back to, in the ledger. */
import { userError } from '../errors.ts'
import type { GitHubClient } from '../github/client.ts'
import { currentEntry, entryOf, type LedgerEntry, lastVerified, runningRelease } from '../github/ledger.ts'

/** `wanted` is a release id, or 'last-verified': the newest verified one that is not the release that runs now. */
export async function findRelease(github: GitHubClient, environment: string, wanted: string): Promise<LedgerEntry> {
  if (wanted === 'last-verified') {
    const current = await currentEntry(github, environment)
    const running = current ? runningRelease(current) : null
    const entry = await lastVerified(github, environment, running ?? undefined)
    if (entry) return entry
    throw userError({
      code: 'nothing-to-roll-back-to',
      message: running
        ? `the ledger of ${environment} knows no verified release before ${running}`
        : `the ledger of ${environment} knows no verified release`,
      cure: 'Name a release with `release`, or fix forward.',
    })
  }
  const entry = await entryOf(github, environment, wanted)
  if (entry) return entry
  throw userError({
    code: 'unknown-release',
    message: `the ledger of ${environment} has no release ${wanted}`,
    cure: 'Look at the environment’s deployments on GitHub for the ids that were there.',
  })
}
