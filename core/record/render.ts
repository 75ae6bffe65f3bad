/** The ledger's words for people. */
import type { LedgerTask } from '../github/ledger.ts'
import type { Manifest } from '../release/manifest.ts'
import { markdownTable } from '../report/table.ts'
import { shortDigest } from '../report/text.ts'
import { isGreen, type Outcome } from '../rollout/outcome.ts'

export interface LedgerWords {
  environment: string
  task: LedgerTask
  manifest: Manifest
  outcome: Outcome
  verified: boolean
  previous: string | null
  rollbackOf: string | null
  reason: string | undefined
  by: string
}

/** One line, e.g. 'r-0123456789ab succeeded, verified (before: r-ba9876543210)'. */
export function describeLedger(words: LedgerWords): string {
  const { manifest, outcome, verified, previous, rollbackOf, task, reason } = words
  const state = `${outcome}${verified ? ', verified' : ''}`
  const context =
    task === 'rollback' ? `rolled back from ${rollbackOf ?? 'an unknown release'}` : `before: ${previous ?? 'none'}`
  return `${manifest.id} ${state} (${context})${reason ? `: ${reason}` : ''}`
}

export function renderLedgerSummary(words: LedgerWords): string {
  const { environment, manifest, outcome, verified, previous } = words
  const runs = isGreen(outcome)
    ? manifest.id
    : outcome === 'rolled-back'
      ? (previous ?? 'what it ran before')
      : 'unknown: look at the dossier'
  const images = Object.entries(manifest.images).map(([name, { digest }]) => `${name} ${shortDigest(digest)}`)
  return [
    `### ${environment}: release \`${manifest.id}\` ${outcome}${verified ? ', verified' : ''}`,
    markdownTable(
      ['', ''],
      [
        ['runs now', runs],
        ['before', previous ?? 'nothing that the ledger knows'],
        ['commit', manifest.commit.slice(0, 12)],
        ['images', images.join(', ') || 'none'],
        ['by', words.by],
        ...(words.reason ? [['why', words.reason]] : []),
      ],
    ),
  ].join('\n\n')
}
