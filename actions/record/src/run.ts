import type { ActionHost } from '#core/action/host.ts'
import type { Environment } from '#core/config/load.ts'
import type { GitHubClient } from '#core/github/client.ts'
import { currentEntry, type LedgerTask, runningRelease, writeLedger } from '#core/github/ledger.ts'
import { conclude, type JobEnd } from '#core/record/conclude.ts'
import { describeLedger, renderLedgerSummary } from '#core/record/render.ts'
import type { Manifest } from '#core/release/manifest.ts'
import type { Outcome } from '#core/rollout/outcome.ts'

interface Options extends Omit<JobEnd, 'journal'> {
  github: GitHubClient
  environment: Environment
  production: boolean
  manifest: Manifest
  task: LedgerTask
  reason: string | undefined
}

export async function run(host: ActionHost, options: Options): Promise<{ outcome: Outcome; deploymentId: number }> {
  const { github, environment, production, manifest, task, reason } = options
  const before = await currentEntry(github, environment.name)
  const previous = before ? runningRelease(before) : null
  const { outcome, verified } = conclude({ ...options, journal: await host.journal.entries() })
  const record = {
    environment: environment.name,
    production,
    task,
    manifest,
    outcome,
    verified,
    previous,
    rollbackOf: task === 'rollback' ? previous : null,
    url: environment.url,
    runUrl: `${host.github.serverUrl}/${host.github.repository}/actions/runs/${host.github.runId}`,
    by: host.github.actor,
  }
  const description = describeLedger({ ...record, reason })

  const deploymentId = await writeLedger(github, { ...record, description })

  host.report.info(`${environment.name}: ${description}`)
  await host.summarize(renderLedgerSummary({ ...record, reason }))
  return { outcome, deploymentId }
}
