/** The simulated GitHub: one repository, its runs, environments, deployments and conversations. */
import type { VirtualClock } from '../clock/virtual-clock.ts'
import { Commits } from './commits.ts'
import { Credentials, person } from './credentials.ts'
import { Gates } from './gates.ts'
import { type SigningKey, signingKey } from './keys.ts'
import { Ledger } from './ledger.ts'
import { identityToken, issuer, type TokenSubject } from './oidc.ts'
import type { Permissions } from './permissions.ts'
import {
  type Actor,
  type EnvironmentRecord,
  emptyState,
  type GitHubState,
  type Issue,
  type JobRecord,
  type PullFile,
  type Repository,
  type RunRecord,
} from './state.ts'

export interface EnvironmentDefinition {
  name: string
  /** How many people are asked; 0 or absent: nobody. */
  reviewers?: number
  waitMinutes?: number
  /** Patterns of the branches that may deploy here. */
  branches?: string[]
  variables?: Record<string, string>
  secrets?: Record<string, string>
}

export interface GitHubOptions {
  clock: VirtualClock
  repository: Repository
  environments: EnvironmentDefinition[]
  /** What `save()` gave. */
  state?: string
  seed: string | number
  /** The repository's variables. */
  variables?: Record<string, string>
  /** A git work tree, from which contents and commits are read. */
  workTree?: string
}

/** One request as it came, for the check against GitHub's OpenAPI description. The token is left out. */
export interface RecordedGitHubCall {
  at: number
  method: string
  /** Path with query, as sent. */
  path: string
  headers: Record<string, string>
  body: string
  status: number
  /** The answer's body, as sent; empty for identity tokens. */
  reply: string
}

export interface Dispatch {
  workflow: string
  ref: string
  inputs: Record<string, string>
  actor: Actor
}

export class GitHub {
  readonly clock: VirtualClock
  readonly repository: Repository
  readonly state: GitHubState
  readonly credentials: Credentials
  readonly gates: Gates
  readonly ledger: Ledger
  readonly commits: Commits
  readonly calls: RecordedGitHubCall[] = []
  readonly issuer = issuer
  /** GITHUB_API_URL; set once the server listens. */
  url = ''
  readonly serverUrl = 'https://github.com'
  /** Starts the run that `workflow_dispatch` asks for; the rehearsal sets it. */
  onDispatch: ((dispatch: Dispatch) => void) | undefined
  readonly #seed: string
  #signing: SigningKey | undefined
  readonly #secrets: Record<string, Record<string, string>>
  readonly #runners = new Map<number, { cancel(by: Actor): void }>()

  constructor(options: GitHubOptions) {
    this.clock = options.clock
    this.repository = options.repository
    this.state =
      options.state === undefined ? emptyState() : { ...emptyState(), ...(JSON.parse(options.state) as GitHubState) }
    this.#seed = String(options.seed)
    this.credentials = new Credentials(this.#seed)
    const now = () => this.clock.now()
    this.gates = new Gates(this.state, now, () => this.nextId('gate'))
    this.ledger = new Ledger(this.state, now, (name) => this.nextId(name))
    this.commits = new Commits(this.state, options.workTree)
    Object.assign(this.state.variables, options.variables)
    this.#secrets = Object.fromEntries(options.environments.map(({ name, secrets }) => [name, secrets ?? {}]))
    for (const definition of options.environments) this.#define(definition)
  }

  get fullName(): string {
    return `${this.repository.owner}/${this.repository.name}`
  }

  /** The public half of the key that signs identity tokens: what AWS fetches from the issuer. */
  jwks(): { keys: SigningKey['publicJwk'][] } {
    return { keys: [this.#key.publicJwk] }
  }

  /** Made when first needed: finding its primes takes a moment. */
  get #key(): SigningKey {
    this.#signing ??= signingKey(this.#seed)
    return this.#signing
  }

  /** The state as JSON; tokens and running workflows are not part of it. */
  save(): string {
    return JSON.stringify(this.state)
  }

  nextId(name: string): number {
    const next = (this.state.counters[name] ?? firstIds[name] ?? 0) + 1
    this.state.counters[name] = next
    return next
  }

  /** What a job gets: its GITHUB_TOKEN, and with `id-token: write` the way to identity tokens. */
  credentialsFor(
    job: JobRecord,
    permissions: Permissions,
    subject: TokenSubject,
  ): { token: string; oidc?: { url: string; token: string } } {
    const token = this.credentials.issueJobToken({ jobId: job.id, runId: job.runId, attempt: job.attempt, permissions })
    if (permissions['id-token'] !== 'write') return { token }
    // Callers append `&audience=`, so the address has a query already (as on GitHub).
    const url = `${this.url}/_apis/oidc/jobs/${job.id}/idtoken?api-version=2.0`
    return { token, oidc: { url, token: this.credentials.issueOidcBearer({ jobId: job.id, subject }) } }
  }

  identityToken(subject: TokenSubject, audience = `${this.serverUrl}/${this.repository.owner}`): string {
    const id = `rehearsal-${this.nextId('identity-token')}`
    return identityToken({ repository: this.repository, subject, audience, now: this.clock.now(), id, key: this.#key })
  }

  environment(name: string): EnvironmentRecord | undefined {
    return this.state.environments.find((environment) => environment.name.toLowerCase() === name.toLowerCase())
  }

  /** A job or a deployment that names an unknown environment makes it, without protection, as on GitHub. */
  environmentOrNew(name: string): EnvironmentRecord {
    return this.environment(name) ?? this.#define({ name })
  }

  environmentSecrets(name: string): Record<string, string> {
    return this.#secrets[this.environment(name)?.name ?? name] ?? {}
  }

  run(id: number): RunRecord | undefined {
    return this.state.runs.find((run) => run.id === id)
  }

  jobsOf(run: RunRecord, attempt = run.attempt): JobRecord[] {
    return this.state.jobs.filter((job) => job.runId === run.id && job.attempt === attempt)
  }

  /** The runner says how a run of its can be cancelled. */
  attachRunner(runId: number, runner: { cancel(by: Actor): void }): void {
    this.#runners.set(runId, runner)
  }

  detachRunner(runId: number): void {
    this.#runners.delete(runId)
  }

  /** @returns false where that run is not under way. */
  cancelRun(id: number, by: Actor): boolean {
    const runner = this.#runners.get(id)
    runner?.cancel(by)
    return runner !== undefined
  }

  /** Somebody answers for an environment. @returns false where nothing waits for it. */
  review(review: {
    runId: number
    environment: string
    decision: 'approved' | 'rejected'
    by: string
    comment?: string
  }): boolean {
    return this.gates.review({ ...review, by: person(review.by), comment: review.comment ?? '' })
  }

  openIssue(issue: { title: string; body?: string; author: Actor; labels?: string[] }): Issue {
    const opened: Issue = {
      id: this.nextId('issue-id'),
      number: this.nextId('issue'),
      title: issue.title,
      body: issue.body ?? '',
      state: 'open',
      labels: issue.labels ?? [],
      author: issue.author,
      createdAt: this.clock.now(),
      updatedAt: this.clock.now(),
      closedAt: null,
    }
    this.state.issues.push(opened)
    return opened
  }

  openPullRequest(pull: {
    title: string
    body?: string
    author: string
    head: { ref: string; sha: string }
    base: { ref: string; sha: string }
    files?: PullFile[]
  }): Issue {
    const issue = this.openIssue({ ...pull, author: person(pull.author) })
    issue.pull = { head: pull.head, base: pull.base, draft: false, merged: false, files: pull.files ?? [] }
    this.commits.remember({
      sha: pull.head.sha,
      ref: `refs/heads/${pull.head.ref}`,
      parent: pull.base.sha,
      message: pull.title,
      author: issue.author,
      at: this.clock.now(),
    })
    return issue
  }

  #define(definition: EnvironmentDefinition): EnvironmentRecord {
    const known = this.environment(definition.name)
    const record: EnvironmentRecord = {
      id: known?.id ?? this.nextId('environment'),
      name: definition.name,
      createdAt: known?.createdAt ?? this.clock.now(),
      reviewers: definition.reviewers ?? 0,
      waitMinutes: definition.waitMinutes ?? 0,
      ...(definition.branches ? { branches: definition.branches } : {}),
      variables: { ...known?.variables, ...definition.variables },
    }
    if (known) Object.assign(known, record)
    else this.state.environments.push(record)
    return known ?? record
  }
}

/** Counters start where ids of different things can't be mistaken for one another. */
const firstIds: Record<string, number> = {
  run: 9_000_000,
  job: 30_000_000,
  workflow: 500_000,
  environment: 700_000,
  deployment: 2_000_000,
  status: 4_000_000,
  gate: 600_000,
  'issue-id': 800_000,
  comment: 1_000_000,
}
