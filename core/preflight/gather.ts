/** Reads what `preflightRefusals` needs from the ledger and from GitHub. */
import type { Environment } from '../config/load.ts'
import type { GitHubClient } from '../github/client.ts'
import { currentEntry, entryOf, type LedgerTask } from '../github/ledger.ts'
import type { Manifest } from '../release/manifest.ts'
import type { PreflightFacts } from './checks.ts'

export interface GatherOptions {
  github: GitHubClient
  environment: Environment
  manifest: Manifest
  task: LedgerTask
  liftHold: boolean
  now: number
}

export async function gatherFacts(options: GatherOptions): Promise<PreflightFacts & { running: string | undefined }> {
  const { github, environment, manifest, task, liftHold, now } = options
  const current = await currentEntry(github, environment.name)
  const previous = environment.gates.requirePrevious ? environment.previous : undefined
  return {
    environment: environment.name,
    release: manifest.id,
    task,
    now,
    freezes: environment.gates.freeze,
    previous: previous ? { name: previous, verified: await wasVerified(github, previous, manifest.id) } : undefined,
    hold:
      current?.task === 'rollback'
        ? { since: current.at, by: current.payload.by, left: current.payload.rollbackOf }
        : undefined,
    liftHold,
    order: current ? await compare(github, current.commit, manifest.commit) : 'nothing-deployed',
    deployedCommit: current?.commit,
    running: current?.payload.release,
  }
}

async function wasVerified(github: GitHubClient, environment: string, release: string): Promise<boolean> {
  return (await entryOf(github, environment, release))?.payload.verified ?? false
}

/** GitHub's own comparison: the release's commit seen from the deployed one. */
async function compare(github: GitHubClient, deployed: string, released: string): Promise<PreflightFacts['order']> {
  if (deployed === released) return 'same'
  const { status } = await github.request<{ status: 'identical' | 'ahead' | 'behind' | 'diverged' }>(
    'GET /repos/{owner}/{repo}/compare/{basehead}',
    { basehead: `${deployed}...${released}` },
  )
  return status === 'identical' ? 'same' : status
}
