/** GitHub's HTTP client, which honours proxies; loaded when it is needed, as it is large. */
import type { HttpClient } from '@actions/http-client'

export async function createHttpClient(...options: ConstructorParameters<typeof HttpClient>): Promise<HttpClient> {
  const http = await import('@actions/http-client')
  return new http.HttpClient(...options)
}
