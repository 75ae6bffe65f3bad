/** The tokens that calls come with: one GITHUB_TOKEN per job, and tokens of people. */
import { createHash } from 'node:crypto'
import type { TokenSubject } from './oidc.ts'
import type { Permissions } from './permissions.ts'
import type { Actor } from './state.ts'

export type Principal =
  | { kind: 'job'; actor: Actor; jobId: number; runId: number; permissions: Permissions }
  | { kind: 'person'; actor: Actor }

/** GitHub's own account for what a workflow does with its GITHUB_TOKEN. */
export const actionsBot: Actor = { login: 'github-actions[bot]', id: 41898282, type: 'Bot' }

/** A person of the rehearsal; the same login has the same id. */
export function person(login: string): Actor {
  const id = 100_000 + (createHash('sha256').update(login).digest().readUInt32BE(0) % 900_000)
  return { login, id, type: login.endsWith('[bot]') ? 'Bot' : 'User' }
}

interface OidcGrant {
  jobId: number
  subject: TokenSubject
}

export class Credentials {
  readonly #seed: string
  readonly #principals = new Map<string, Principal>()
  readonly #oidc = new Map<string, OidcGrant>()

  constructor(seed: string) {
    this.#seed = seed
  }

  issueJobToken(job: { jobId: number; runId: number; attempt: number; permissions: Permissions }): string {
    const token = `ghs_${this.#digest(`job:${job.jobId}:${job.attempt}`).slice(0, 36)}`
    this.#principals.set(token, {
      kind: 'job',
      actor: actionsBot,
      jobId: job.jobId,
      runId: job.runId,
      permissions: job.permissions,
    })
    return token
  }

  /** What a person calls the API with: everything is allowed to them. */
  issuePersonToken(login: string): string {
    const token = `ghp_${this.#digest(`person:${login}`).slice(0, 36)}`
    this.#principals.set(token, { kind: 'person', actor: person(login) })
    return token
  }

  /** The bearer that a job with `id-token: write` shows to get an identity token. */
  issueOidcBearer(grant: OidcGrant): string {
    const bearer = `oidc_${this.#digest(`oidc:${grant.jobId}`)}`
    this.#oidc.set(bearer, grant)
    return bearer
  }

  /** GitHub documentation, "GITHUB_TOKEN": it expires when the job ends. */
  revokeJob(jobId: number): void {
    for (const [token, principal] of this.#principals) {
      if (principal.kind === 'job' && principal.jobId === jobId) this.#principals.delete(token)
    }
    for (const [bearer, grant] of this.#oidc) {
      if (grant.jobId === jobId) this.#oidc.delete(bearer)
    }
  }

  principal(token: string): Principal | undefined {
    return this.#principals.get(token)
  }

  oidcGrant(bearer: string): OidcGrant | undefined {
    return this.#oidc.get(bearer)
  }

  #digest(text: string): string {
    return createHash('sha256').update(`${this.#seed}:${text}`).digest('hex')
  }
}
