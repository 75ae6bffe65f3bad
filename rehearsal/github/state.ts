/** What the simulated GitHub remembers: plain JSON, so that it can be saved beside the simulated account. */

export interface Repository {
  owner: string
  name: string
  ownerId: number
  id: number
  /** ISO 8601. Decides the form of the OIDC subject: from 2026-07-15 on it holds the immutable ids. */
  createdAt: string
}

/** Somebody or something that acts. */
export interface Actor {
  login: string
  id: number
  type: 'User' | 'Bot'
}

export interface EnvironmentRecord {
  id: number
  name: string
  createdAt: number
  /** How many people are asked; one approval is enough. 0: nobody is asked. */
  reviewers: number
  waitMinutes: number
  /** Branch name patterns that may deploy; absent: every branch. */
  branches?: string[]
  variables: Record<string, string>
}

export type DeploymentState = 'error' | 'failure' | 'inactive' | 'in_progress' | 'queued' | 'pending' | 'success'

export interface DeploymentStatus {
  id: number
  state: DeploymentState
  creator: Actor
  description: string
  environment: string
  logUrl: string
  environmentUrl: string
  createdAt: number
}

export interface Deployment {
  id: number
  sha: string
  ref: string
  task: string
  environment: string
  description: string
  payload: unknown
  transient: boolean
  production: boolean
  creator: Actor
  createdAt: number
  updatedAt: number
  /** Oldest first. */
  statuses: DeploymentStatus[]
}

type RunStatus = 'queued' | 'in_progress' | 'waiting' | 'pending' | 'completed'
export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped'

export interface RunRecord {
  id: number
  number: number
  attempt: number
  /** The workflow's name. */
  name: string
  /** What `run-name` says, or the commit's or event's title. */
  title: string
  path: string
  workflowId: number
  event: string
  ref: string
  sha: string
  actor: Actor
  status: RunStatus
  conclusion: Conclusion | null
  createdAt: number
  startedAt: number
  updatedAt: number
}

export interface StepRecord {
  name: string
  number: number
  status: 'queued' | 'in_progress' | 'completed'
  conclusion: Conclusion | null
  startedAt: number | null
  completedAt: number | null
}

export interface JobRecord {
  id: number
  runId: number
  attempt: number
  /** As shown: `deploy / prod / rollout`. */
  name: string
  status: RunStatus
  conclusion: Conclusion | null
  createdAt: number
  startedAt: number | null
  completedAt: number | null
  labels: string[]
  steps: StepRecord[]
}

/** Jobs of one run that wait for one environment. */
export interface Gate {
  id: number
  runId: number
  environment: string
  jobIds: number[]
  since: number
  /** Reviewers are asked and nobody has answered. */
  state: 'waiting' | 'approved' | 'rejected' | 'cancelled'
  by?: Actor
  comment?: string
  decidedAt?: number
}

export interface Issue {
  id: number
  number: number
  title: string
  body: string
  state: 'open' | 'closed'
  labels: string[]
  author: Actor
  createdAt: number
  updatedAt: number
  closedAt: number | null
  /** Present for pull requests, which share the numbers of issues. */
  pull?: { head: PullSide; base: PullSide; draft: boolean; merged: boolean; files: PullFile[] }
}

interface PullSide {
  ref: string
  sha: string
}

export interface PullFile {
  filename: string
  status: 'added' | 'removed' | 'modified' | 'renamed'
}

export interface Comment {
  id: number
  issue: number
  body: string
  author: Actor
  createdAt: number
  updatedAt: number
}

export interface GitHubState {
  counters: Record<string, number>
  environments: EnvironmentRecord[]
  deployments: Deployment[]
  runs: RunRecord[]
  jobs: JobRecord[]
  gates: Gate[]
  issues: Issue[]
  comments: Comment[]
  variables: Record<string, string>
  /** Branches and tags: full ref → commit. */
  refs: Record<string, string>
  commits: Commit[]
}

export interface Commit {
  sha: string
  /** What its branch pointed at before. */
  parent?: string
  message: string
  author: Actor
  at: number
}

export function emptyState(): GitHubState {
  return {
    counters: {},
    environments: [],
    deployments: [],
    runs: [],
    jobs: [],
    gates: [],
    issues: [],
    comments: [],
    variables: {},
    refs: {},
    commits: [],
  }
}
