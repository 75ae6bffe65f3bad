/** How things look in the REST API (GitHub documentation, REST API reference); only members that callers read. */
import type { GitHub } from './github.ts'
import type {
  Actor,
  Comment,
  Deployment,
  DeploymentStatus,
  EnvironmentRecord,
  Gate,
  Issue,
  JobRecord,
  RunRecord,
} from './state.ts'

export function repositoryUrl(github: GitHub): string {
  return `${github.url}/repos/${github.fullName}`
}

export function htmlUrl(github: GitHub): string {
  return `${github.serverUrl}/${github.fullName}`
}

export function time(at: number): string
export function time(at: number | null): string | null
export function time(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

export function actorView(github: GitHub, actor: Actor) {
  return {
    login: actor.login,
    id: actor.id,
    type: actor.type,
    url: `${github.url}/users/${actor.login}`,
    html_url: `${github.serverUrl}/${actor.login}`,
  }
}

export function repositoryView(github: GitHub) {
  const { owner, ownerId, name, id, createdAt } = github.repository
  return {
    id,
    name,
    full_name: github.fullName,
    private: true,
    visibility: 'private',
    owner: { login: owner, id: ownerId, type: 'Organization' },
    html_url: htmlUrl(github),
    url: repositoryUrl(github),
    default_branch: 'main',
    created_at: createdAt,
  }
}

export function deploymentView(github: GitHub, deployment: Deployment) {
  const url = `${repositoryUrl(github)}/deployments/${deployment.id}`
  return {
    url,
    id: deployment.id,
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    creator: actorView(github, deployment.creator),
    created_at: time(deployment.createdAt),
    updated_at: time(deployment.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(github),
    transient_environment: deployment.transient,
    production_environment: deployment.production,
  }
}

export function statusView(github: GitHub, deployment: Deployment, status: DeploymentStatus) {
  const url = `${repositoryUrl(github)}/deployments/${deployment.id}`
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    state: status.state,
    creator: actorView(github, status.creator),
    description: status.description,
    environment: status.environment,
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    target_url: status.logUrl,
    created_at: time(status.createdAt),
    updated_at: time(status.createdAt),
    deployment_url: url,
    repository_url: repositoryUrl(github),
  }
}

export function environmentView(github: GitHub, environment: EnvironmentRecord) {
  const rules: unknown[] = []
  if (environment.waitMinutes > 0)
    rules.push({ id: environment.id * 10 + 1, type: 'wait_timer', wait_timer: environment.waitMinutes })
  if (environment.reviewers > 0) {
    rules.push({
      id: environment.id * 10 + 2,
      type: 'required_reviewers',
      prevent_self_review: false,
      reviewers: reviewersView(github, environment),
    })
  }
  if (environment.branches) rules.push({ id: environment.id * 10 + 3, type: 'branch_policy' })
  return {
    id: environment.id,
    name: environment.name,
    url: `${repositoryUrl(github)}/environments/${encodeURIComponent(environment.name)}`,
    html_url: `${htmlUrl(github)}/deployments/activity_log?environments_filter=${encodeURIComponent(environment.name)}`,
    created_at: time(environment.createdAt),
    updated_at: time(environment.createdAt),
    protection_rules: rules,
    deployment_branch_policy: environment.branches ? { protected_branches: false, custom_branch_policies: true } : null,
  }
}

function reviewersView(github: GitHub, environment: EnvironmentRecord) {
  return Array.from({ length: environment.reviewers }, (_, index) => ({
    type: 'User',
    reviewer: actorView(github, { login: `reviewer-${index + 1}`, id: environment.id * 100 + index, type: 'User' }),
  }))
}

export function runView(github: GitHub, run: RunRecord) {
  const url = `${repositoryUrl(github)}/actions/runs/${run.id}`
  const branch = run.ref.replace(/^refs\/(heads|tags)\//, '')
  return {
    id: run.id,
    name: run.name,
    display_title: run.title,
    head_branch: branch,
    head_sha: run.sha,
    path: run.path,
    run_number: run.number,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflowId,
    url,
    html_url: `${htmlUrl(github)}/actions/runs/${run.id}`,
    created_at: time(run.createdAt),
    updated_at: time(run.updatedAt),
    run_started_at: time(run.startedAt),
    actor: actorView(github, run.actor),
    triggering_actor: actorView(github, run.actor),
    jobs_url: `${url}/jobs`,
    cancel_url: `${url}/cancel`,
    repository: repositoryView(github),
    pull_requests: [],
  }
}

export function jobView(github: GitHub, run: RunRecord, job: JobRecord) {
  return {
    id: job.id,
    run_id: job.runId,
    run_url: `${repositoryUrl(github)}/actions/runs/${job.runId}`,
    run_attempt: job.attempt,
    head_sha: run.sha,
    head_branch: run.ref.replace(/^refs\/(heads|tags)\//, ''),
    workflow_name: run.name,
    name: job.name,
    url: `${repositoryUrl(github)}/actions/jobs/${job.id}`,
    html_url: `${htmlUrl(github)}/actions/runs/${job.runId}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: time(job.createdAt),
    started_at: time(job.startedAt ?? job.createdAt),
    completed_at: time(job.completedAt),
    labels: job.labels,
    steps: job.steps.map((step) => ({
      name: step.name,
      number: step.number,
      status: step.status,
      conclusion: step.conclusion,
      started_at: time(step.startedAt),
      completed_at: time(step.completedAt),
    })),
  }
}

export function pendingView(github: GitHub, gate: Gate) {
  const environment = github.environmentOrNew(gate.environment)
  return {
    environment: {
      id: environment.id,
      name: environment.name,
      url: `${repositoryUrl(github)}/environments/${encodeURIComponent(environment.name)}`,
    },
    wait_timer: environment.waitMinutes,
    wait_timer_started_at: time(gate.since),
    current_user_can_approve: false,
    reviewers: reviewersView(github, environment),
  }
}

export function issueView(github: GitHub, issue: Issue) {
  const kind = issue.pull ? 'pull' : 'issues'
  return {
    id: issue.id,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    labels: issue.labels.map((name, index) => ({ id: index + 1, name })),
    user: actorView(github, issue.author),
    comments: github.state.comments.filter((comment) => comment.issue === issue.number).length,
    url: `${repositoryUrl(github)}/issues/${issue.number}`,
    html_url: `${htmlUrl(github)}/${kind}/${issue.number}`,
    created_at: time(issue.createdAt),
    updated_at: time(issue.updatedAt),
    closed_at: time(issue.closedAt),
    ...(issue.pull ? { pull_request: { url: `${repositoryUrl(github)}/pulls/${issue.number}` } } : {}),
  }
}

export function pullView(github: GitHub, issue: Issue & { pull: NonNullable<Issue['pull']> }) {
  const { pull } = issue
  function side({ ref, sha }: { ref: string; sha: string }) {
    return { ref, sha, label: `${github.repository.owner}:${ref}`, repo: repositoryView(github) }
  }
  const { pull_request, comments, ...shared } = issueView(github, issue)
  return {
    ...shared,
    url: `${repositoryUrl(github)}/pulls/${issue.number}`,
    head: side(pull.head),
    base: side(pull.base),
    draft: pull.draft,
    merged: pull.merged,
    changed_files: pull.files.length,
    comments,
  }
}

export function commentView(github: GitHub, comment: Comment) {
  const issue = github.state.issues.find(({ number }) => number === comment.issue)
  return {
    id: comment.id,
    body: comment.body,
    user: actorView(github, comment.author),
    url: `${repositoryUrl(github)}/issues/comments/${comment.id}`,
    html_url: `${htmlUrl(github)}/${issue?.pull ? 'pull' : 'issues'}/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(github)}/issues/${comment.issue}`,
    created_at: time(comment.createdAt),
    updated_at: time(comment.updatedAt),
  }
}
