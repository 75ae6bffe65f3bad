/** GitHub's OIDC tokens: GitHub documentation, "OpenID Connect reference". */
import { sign } from 'node:crypto'
import type { SigningKey } from './keys.ts'
import type { Actor, Repository } from './state.ts'

export const issuer = 'https://token.actions.githubusercontent.com'

/** What a token says about the job that asks for it. */
export interface TokenSubject {
  environment?: string
  ref: string
  sha: string
  actor: Actor
  /** The name of the run's workflow: the caller's, also in a called workflow. */
  workflow: string
  /** owner/name/path@ref of the run's workflow. */
  workflowRef: string
  workflowSha: string
  /** owner/name/path@ref of the file that the job stands in. */
  jobWorkflowRef: string
  jobWorkflowSha: string
  runId: number
  runNumber: number
  runAttempt: number
  eventName: string
  headRef: string
  baseRef: string
}

/** Changelog: repositories made after this day, or renamed or moved, name their immutable ids in `sub`. */
const immutableSubjectsSince = Date.parse('2026-07-15T00:00:00Z')

const lifetimeSeconds = 300

export function subjectOf(
  repository: Repository,
  job: Pick<TokenSubject, 'environment' | 'eventName' | 'ref'>,
): string {
  const immutable = Date.parse(repository.createdAt) > immutableSubjectsSince
  const name = immutable
    ? `${repository.owner}@${repository.ownerId}/${repository.name}@${repository.id}`
    : `${repository.owner}/${repository.name}`
  if (job.environment !== undefined) return `repo:${name}:environment:${job.environment.replaceAll(':', '%3A')}`
  if (job.eventName === 'pull_request') return `repo:${name}:pull_request`
  return `repo:${name}:ref:${job.ref}`
}

export function identityToken(request: {
  repository: Repository
  subject: TokenSubject
  audience: string
  /** Epoch milliseconds. */
  now: number
  id: string
  key: SigningKey
}): string {
  const { repository, subject, key } = request
  const issuedAt = Math.floor(request.now / 1000)
  const header = { typ: 'JWT', alg: 'RS256', x5t: key.id, kid: key.id }
  const claims = {
    jti: request.id,
    sub: subjectOf(repository, subject),
    ...(subject.environment === undefined ? {} : { environment: subject.environment }),
    aud: request.audience,
    ref: subject.ref,
    sha: subject.sha,
    repository: `${repository.owner}/${repository.name}`,
    repository_owner: repository.owner,
    repository_owner_id: String(repository.ownerId),
    run_id: String(subject.runId),
    run_number: String(subject.runNumber),
    run_attempt: String(subject.runAttempt),
    repository_visibility: 'private',
    repository_id: String(repository.id),
    actor_id: String(subject.actor.id),
    actor: subject.actor.login,
    workflow: subject.workflow,
    head_ref: subject.headRef,
    base_ref: subject.baseRef,
    event_name: subject.eventName,
    ref_protected: 'false',
    ref_type: subject.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    workflow_ref: subject.workflowRef,
    workflow_sha: subject.workflowSha,
    job_workflow_ref: subject.jobWorkflowRef,
    job_workflow_sha: subject.jobWorkflowSha,
    runner_environment: 'github-hosted',
    iss: issuer,
    nbf: issuedAt - 600,
    exp: issuedAt + lifetimeSeconds,
    iat: issuedAt,
  }
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${signed}.${sign('sha256', Buffer.from(signed), key.privateKey).toString('base64url')}`
}
