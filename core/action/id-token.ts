/** GitHub's OIDC token of this job, asked as GitHub's documentation of "OpenID Connect reference" says. */
import { FairwayError } from '../errors.ts'
import { createHttpClient } from '../http.ts'

/** Undefined where the job has no `id-token: write`. The HTTP client is loaded when a token is asked for. */
export function idTokenSource(environment: NodeJS.ProcessEnv): ((audience: string) => Promise<string>) | undefined {
  const url = environment.ACTIONS_ID_TOKEN_REQUEST_URL
  const bearer = environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN
  if (!url || !bearer) return undefined
  return async (audience) => {
    const { BearerCredentialHandler } = await import('@actions/http-client/lib/auth')
    const client = await createHttpClient('fairway', [new BearerCredentialHandler(bearer)], {
      allowRetries: true,
      maxRetries: 10,
    })
    try {
      const answer = await client.getJson<{ value?: string }>(`${url}&audience=${encodeURIComponent(audience)}`)
      if (answer.result?.value) return answer.result.value
      throw new Error(`status ${answer.statusCode}, and no token`)
    } catch (cause) {
      throw new FairwayError({
        fault: 'github',
        code: 'no-id-token',
        message: `GitHub gave no OIDC token: ${cause instanceof Error ? cause.message : String(cause)}`,
        cure: 'Run the job again; if it stays so, see whether GitHub Actions has an incident.',
        cause,
      })
    }
  }
}
