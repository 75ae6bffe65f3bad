/**
 * The ledger: GitHub Deployments with a payload say which release each environment runs, since when, whether it
 * was verified, and what it replaced.
 *
 * GitHub's own `auto_inactive` covers only non-production environments, so 'current' is computed here: the newest
 * entry with an end decides; an older one that still says active never counts.
 */
import * as z from 'zod'
import { type Manifest, manifestDigest, parseManifest } from '../release/manifest.ts'
import { cut } from '../report/limits.ts'
import { isGreen, type Outcome, outcomes } from '../rollout/outcome.ts'
import type { GitHubClient } from './client.ts'

export type LedgerTask = 'deploy' | 'rollback'

const payloadSchema = z.object({
  fairway: z.literal(1),
  release: z.string(),
  manifestDigest: z.string(),
  manifest: z.unknown(),
  outcome: z.enum(outcomes),
  /** Verified means: every step of the deployment, its checks included, was green. */
  verified: z.boolean(),
  /** The release that the environment ran before, if it is known. */
  previous: z.string().nullable(),
  /** For rollbacks: the release that was left. */
  rollbackOf: z.string().nullable(),
  runUrl: z.string(),
  by: z.string(),
})

export type LedgerPayload = z.output<typeof payloadSchema>

export interface LedgerEntry {
  deploymentId: number
  environment: string
  task: LedgerTask
  commit: string
  /** ISO 8601, UTC. */
  at: string
  payload: LedgerPayload
}

interface Deployment {
  id: number
  environment: string
  task: string
  sha: string
  created_at: string
  payload: unknown
}

/** Newest first; deployments that others made are skipped. Reads only as many pages as the caller takes. */
export async function* readLedger(github: GitHubClient, environment: string): AsyncGenerator<LedgerEntry> {
  for await (const page of github.pages<Deployment>('GET /repos/{owner}/{repo}/deployments', { environment })) {
    for (const deployment of page) {
      const payload = payloadSchema.safeParse(asObject(deployment.payload))
      if (!payload.success) continue
      yield {
        deploymentId: deployment.id,
        environment: deployment.environment,
        task: deployment.task === 'rollback' ? 'rollback' : 'deploy',
        commit: deployment.sha,
        at: deployment.created_at,
        payload: payload.data,
      }
    }
  }
}

/** What the environment runs, as far as the ledger knows: the newest entry decides. */
export async function currentEntry(github: GitHubClient, environment: string): Promise<LedgerEntry | undefined> {
  for await (const entry of readLedger(github, environment)) return entry
  return undefined
}

/** Which release an entry left in the environment: its own where it was green, else the one that was there before. */
export function runningRelease(entry: LedgerEntry): string | null {
  const { release, outcome, previous } = entry.payload
  return isGreen(outcome) ? release : outcome === 'rolled-back' ? previous : null
}

/** The newest verified entry that is not of release `except`. */
export async function lastVerified(
  github: GitHubClient,
  environment: string,
  except?: string,
): Promise<LedgerEntry | undefined> {
  for await (const entry of readLedger(github, environment)) {
    if (entry.payload.verified && entry.payload.release !== except) return entry
  }
  return undefined
}

/** The newest entry of a release in an environment. */
export async function entryOf(
  github: GitHubClient,
  environment: string,
  release: string,
): Promise<LedgerEntry | undefined> {
  for await (const entry of readLedger(github, environment)) if (entry.payload.release === release) return entry
  return undefined
}

/** The manifest that an entry carries, checked against its digest. */
export function manifestOf(entry: LedgerEntry): Manifest {
  return parseManifest(JSON.stringify(entry.payload.manifest))
}

export interface LedgerRecord {
  environment: string
  /** The last of the pipeline is production to GitHub. */
  production: boolean
  task: LedgerTask
  manifest: Manifest
  outcome: Outcome
  verified: boolean
  previous: string | null
  rollbackOf: string | null
  url: string | undefined
  runUrl: string
  by: string
  /** One line for people; cut to what GitHub takes. */
  description: string
}

// Documentation of "Create a deployment status": the description is at most 140 characters.
const descriptionCharacters = 140

/** Writes one entry with its final status. Answers the deployment's id. */
export async function writeLedger(github: GitHubClient, record: LedgerRecord): Promise<number> {
  const payload: LedgerPayload = {
    fairway: 1,
    release: record.manifest.id,
    manifestDigest: manifestDigest(record.manifest),
    manifest: record.manifest,
    outcome: record.outcome,
    verified: record.verified,
    previous: record.previous,
    rollbackOf: record.rollbackOf,
    runUrl: record.runUrl,
    by: record.by,
  }
  const description = cut(record.description, descriptionCharacters)
  const deployment = await github.request<{ id: number }>('POST /repos/{owner}/{repo}/deployments', {
    ref: record.manifest.commit,
    task: record.task,
    environment: record.environment,
    description,
    payload,
    auto_merge: false,
    required_contexts: [],
    production_environment: record.production,
    transient_environment: false,
  })
  await github.request('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
    deployment_id: deployment.id,
    state: isGreen(record.outcome) ? 'success' : 'failure',
    description,
    log_url: record.runUrl,
    ...(record.url && { environment_url: record.url }),
    auto_inactive: true,
  })
  return deployment.id
}

/** GitHub gives the payload back as it was sent, or as a JSON string where it was sent as one. */
function asObject(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload
  try {
    return JSON.parse(payload)
  } catch {
    return undefined
  }
}
