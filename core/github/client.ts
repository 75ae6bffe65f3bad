/** GitHub's REST API for a token; errors are explained. */
import type { ActionHost } from '../action/host.ts'
import { asError, FairwayError, userError } from '../errors.ts'
import { createOctokit } from './octokit.ts'

export interface GitHubClient {
  /** `request('GET /repos/{owner}/{repo}/deployments', { environment })`; owner and repo are filled in. */
  request<T>(route: string, parameters?: Record<string, unknown>): Promise<T>
  /** All pages of a route that answers with a list. */
  paginate<T>(route: string, parameters?: Record<string, unknown>): Promise<T[]>
  /** Page after page, for readers that stop early. */
  pages<T>(route: string, parameters?: Record<string, unknown>): AsyncIterable<T[]>
}

export async function gitHubClient(host: Pick<ActionHost, 'github'>, token: string): Promise<GitHubClient> {
  const octokit = await createOctokit(token, host.github.apiUrl)
  const [owner = '', repo = ''] = host.github.repository.split('/')
  const place = { owner, repo }
  return {
    async request<T>(route: string, parameters: Record<string, unknown> = {}) {
      try {
        const answer = await octokit.request(route, { ...(route.includes('{owner}') && place), ...parameters })
        return answer.data as T
      } catch (thrown) {
        throw explainGitHubError(thrown, route)
      }
    },
    async paginate<T>(route: string, parameters: Record<string, unknown> = {}) {
      try {
        return (await octokit.paginate(route, { ...place, per_page: 100, ...parameters })) as T[]
      } catch (thrown) {
        throw explainGitHubError(thrown, route)
      }
    },
    async *pages<T>(route: string, parameters: Record<string, unknown> = {}) {
      try {
        for await (const page of octokit.paginate.iterator(route, { ...place, per_page: 100, ...parameters })) {
          yield page.data as T[]
        }
      } catch (thrown) {
        throw explainGitHubError(thrown, route)
      }
    },
  }
}

/** What each route needs of the job's token, to name the cure of a 403. */
const permissions: [RegExp, string][] = [
  [/\/deployments/, 'deployments: write'],
  [/\/issues\/|\/comments/, 'pull-requests: write'],
  [/\/actions\//, 'actions: write'],
  [/\/environments/, 'actions: read'],
]

function explainGitHubError(thrown: unknown, route: string): Error {
  const error = asError(thrown)
  const status = (error as { status?: unknown }).status
  if (status === 403 || status === 401) {
    const permission = permissions.find(([pattern]) => pattern.test(route))?.[1] ?? 'contents: read'
    return userError({
      code: 'github-denied',
      message: `GitHub denied ${route}: ${error.message}`,
      cure: `Give the job \`permissions: ${permission}\`; a calling workflow has to grant it too.`,
      cause: error,
    })
  }
  if (typeof status === 'number') {
    return new FairwayError({
      fault: 'github',
      code: `github-${status}`,
      message: `GitHub answered ${route} with ${status}: ${error.message}`,
      cause: error,
    })
  }
  return error
}
