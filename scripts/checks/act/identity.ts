/** Identity tokens for act's jobs: the simulated GitHub signs them, the address says which job asks. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { GitHub } from '#rehearsal/github/github.ts'
import type { TokenSubject } from '#rehearsal/github/oidc.ts'

export interface IdentityServer {
  url: string
  close(): Promise<void>
}

/** `subjectOf` gets what is in the address: the job's id and, for jobs with an environment, its name. */
export async function startIdentityServer(
  github: () => GitHub,
  subjectOf: (job: string, environment: string | undefined) => TokenSubject,
): Promise<IdentityServer> {
  const server = createServer((request, response) => {
    const address = new URL(request.url ?? '/', 'http://127.0.0.1')
    const [job = '', environment] = address.pathname.slice(1).split('/').map(decodeURIComponent)
    const value = github().identityToken(subjectOf(job, environment), address.searchParams.get('audience') ?? undefined)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ count: value.length, value }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
