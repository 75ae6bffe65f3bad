/** Credentials from GitHub's OIDC token, renewed for as long as a job waits. Nothing is written to disk. */
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types'
import type { Clock } from '../clock.ts'
import { FairwayError, userError } from '../errors.ts'

export interface WebIdentityOptions {
  roleArn: string
  region: string
  /** Shown in CloudTrail; 2 to 64 of [\w+=,.@-]. */
  sessionName: string
  /** Asks GitHub for a fresh token each time; its tokens live for five minutes. */
  idToken: (audience: string) => Promise<string>
  /** Masks what must never be printed, before it is used. */
  mask: (secret: string) => void
  clock: Clock
}

// What the SDK does too: it asks again within five minutes of the end.
const renewBeforeMs = 5 * 60_000

/** One session of the role for all clients; renewed when it is about to expire. */
export function webIdentityCredentials(options: WebIdentityOptions): AwsCredentialIdentityProvider {
  const { clock } = options
  const assume = assumeRole(options)
  let current: ReturnType<typeof assume> | undefined
  return async () => {
    const known = await current
    const fresh = known?.expiration && known.expiration.getTime() - clock.now() > renewBeforeMs
    if (!fresh) {
      current = assume()
      // A refusal is told to whoever asked, and not remembered.
      current.catch(() => {
        current = undefined
      })
    }
    return await (current ?? assume())
  }
}

function assumeRole(options: WebIdentityOptions): () => Promise<AwsCredentialIdentity> {
  const { roleArn, region, sessionName, idToken, mask } = options
  return async () => {
    const { fromWebToken } = await import('@aws-sdk/credential-providers')
    const webIdentityToken = await idToken('sts.amazonaws.com')
    mask(webIdentityToken)
    try {
      const credentials = await fromWebToken({
        roleArn,
        roleSessionName: sessionName.replace(/[^\w+=,.@-]/g, '-').slice(0, 64),
        webIdentityToken,
        durationSeconds: 3600,
        clientConfig: { region, maxAttempts: 8 },
      })()
      mask(credentials.secretAccessKey)
      if (credentials.sessionToken) mask(credentials.sessionToken)
      return credentials
    } catch (cause) {
      throw assumeError(roleArn, cause)
    }
  }
}

function assumeError(roleArn: string, cause: unknown): FairwayError {
  const name = cause instanceof Error ? cause.name : ''
  const said = cause instanceof Error ? cause.message : String(cause)
  if (name === 'AccessDenied' || name === 'AccessDeniedException') {
    return userError({
      code: 'role-not-assumable',
      message: `AWS did not let this job assume ${roleArn}: ${said}`,
      cure: 'Check that the role exists and that its trust policy names this repository and this environment (cloudformation/bootstrap-oidc.yml makes one that does).',
      cause,
    })
  }
  return new FairwayError({
    fault: 'aws',
    code: 'assume-role-failed',
    message: `AWS STS could not give credentials for ${roleArn}: ${name === 'Error' ? '' : `${name}: `}${said}`,
    cure: 'Check the Region, AWS_ENDPOINT_URL and the network between the runner and AWS STS, then run the job again.',
    cause,
  })
}
