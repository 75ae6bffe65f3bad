/** From an action's host to AWS access: which role, by which credentials, and is it the right account. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { ActionHost } from '../action/host.ts'
import { userError } from '../errors.ts'
import { explainAwsError } from './access-error.ts'
import { type AwsSession, createClient, createSession } from './session.ts'
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
  if (account !== undefined) await requireAccount(session, account)
  return session
}

async function requireAccount(session: AwsSession, account: string): Promise<void> {
  const sts = createClient(session, STSClient)
  const identity = await sts.send(new GetCallerIdentityCommand({})).catch((thrown: unknown) => {
    throw explainAwsError(thrown, 'asking who this job is')
  })
  if (identity.Account === account) return
  throw userError({
    code: 'wrong-account',
    message: `the credentials are of account ${identity.Account} (${identity.Arn}), but this environment is in account ${account}`,
    cure: 'Correct `account` or `roles` in the environment’s file, or the credentials of the job.',
  })
}
