/** What an environment runs, as far as the ledger knows. */
import { asError } from '../errors.ts'
import type { GitHubClient } from '../github/client.ts'
import { type LedgerEntry, manifestOf, readLedger } from '../github/ledger.ts'
import type { Manifest } from '../release/manifest.ts'
import { isGreen } from '../rollout/outcome.ts'
import type { Base } from './offline-plan.ts'

export interface BaseRelease {
  base: Base | undefined
  /** The ledger could be read and has no entry at all. */
  neverDeployed: boolean
  notes: string[]
}

export interface BaseInput {
  /** Undefined: no token. */
  github: GitHubClient | undefined
  environment: string
  /** The manifest of the base branch, used where the ledger says nothing. */
  given: Manifest | undefined
}

/** The newest green entry's release: what it brought, migrations above all, is there. */
export async function baseRelease({ github, environment, given }: BaseInput): Promise<BaseRelease> {
  const fallback = given && { manifest: given, source: `release ${given.id} of the base branch` }
  if (github === undefined) return { base: fallback, neverDeployed: false, notes: [] }
  try {
    const { entry, any } = await newestGreen(github, environment)
    if (entry === undefined) return { base: fallback, neverDeployed: !any && !fallback, notes: [] }
    const { release } = entry.payload
    return {
      base: { manifest: manifestOf(entry), source: `release ${release}, which the ledger says ${environment} runs` },
      neverDeployed: false,
      notes: [],
    }
  } catch (thrown) {
    const why = `the ledger could not be read (${asError(thrown).message.split('\n')[0]})`
    return { base: fallback, neverDeployed: false, notes: [why] }
  }
}

async function newestGreen(
  github: GitHubClient,
  environment: string,
): Promise<{ entry: LedgerEntry | undefined; any: boolean }> {
  let any = false
  for await (const entry of readLedger(github, environment)) {
    any = true
    if (isGreen(entry.payload.outcome)) return { entry, any }
  }
  return { entry: undefined, any }
}
