/** From an action's host to AWS access: which role, by which credentials, and is it the right account. */
import type { ActionHost } from '../action/host.ts'
import { type AwsSession, createSession } from './session.ts'
import { webIdentityCredentials } from './web-identity.ts'

export interface SessionTarget {
  region: string
  /** Assumed through GitHub's OIDC token where the job can have one; else the SDK's own chain is used. */
  role: string | undefined
  /** Refuses to go on in any other account. */
  account?: string
}

/** Throws a user error, before anything is changed, where the credentials are missing, wrong or of another account. */
export async function openSession(host: ActionHost, target: SessionTarget): Promise<AwsSession> {
  const { region, role, account } = target
  const credentials =
    role !== undefined && host.idToken !== undefined
      ? webIdentityCredentials({
          roleArn: role,
          region,
          sessionName: `fairway-${host.github.runId}-${host.github.runAttempt}`,
          idToken: host.idToken,
          mask: (secret) => host.mask(secret),
          clock: host.clock,
        })
      : undefined
  if (role !== undefined && credentials === undefined) {
    host.report.info(
      `No OIDC token in this job (\`id-token: write\`): using the AWS credentials of the environment instead of ${role}`,
    )
  }
  const session = createSession({ region, clock: host.clock, ...(credentials && { credentials }) })
  if (account !== undefined) {
    // Loaded when needed: with plain inputs, no account is named, and the first request is another service's.
    const { requireAccount } = await import('./require-account.ts')
    await requireAccount(session, account)
  }
  return session
}
