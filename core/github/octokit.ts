/**
 * Octokit's core with pagination, and nothing of the 83 kB of generated methods that `request` makes unnecessary.
 * Node's own fetch is used; where a proxy is set, the runner's HTTP client brings the way through it.
 */
import { Octokit } from '@octokit/core'
import { paginateRest } from '@octokit/plugin-paginate-rest'

const PagedOctokit = Octokit.plugin(paginateRest)

export async function createOctokit(token: string, baseUrl: string) {
  const fetch = await proxiedFetch(baseUrl)
  return new PagedOctokit({ auth: token, baseUrl, userAgent: 'fairway', ...(fetch && { request: { fetch } }) })
}

async function proxiedFetch(baseUrl: string): Promise<typeof fetch | undefined> {
  const { getProxyUrl } = await import('@actions/http-client/lib/proxy')
  if (getProxyUrl(new URL(baseUrl)) === undefined) return undefined
  const [{ HttpClient }, undici] = await Promise.all([import('@actions/http-client'), import('undici')])
  const dispatcher = new HttpClient().getAgentDispatcher(baseUrl)
  // undici's fetch goes with undici's dispatcher; Node's own is of another version.
  return ((input: string, init?: object) =>
    undici.fetch(input, { ...init, ...(dispatcher && { dispatcher }) })) as typeof fetch
}
