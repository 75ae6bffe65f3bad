import type { ActionHost } from '#core/action/host.ts'

interface PullRequest {
  number: number
  head?: { repo?: { full_name?: string } | null }
}

type Host = Pick<ActionHost, 'github'>

/** The number of the pull request that this run is about, if it is about one. */
export function pullRequestNumber(host: Host): number | undefined {
  return pullRequest(host)?.number
}

/** Also where the fork is gone already: then its repository is null. */
export function isFork(host: Host): boolean {
  const pull = pullRequest(host)
  return pull?.head !== undefined && pull.head.repo?.full_name !== host.github.repository
}

function pullRequest({ github }: Host): PullRequest | undefined {
  const pull = github.event.pull_request
  return typeof pull === 'object' && pull !== null ? (pull as PullRequest) : undefined
}
