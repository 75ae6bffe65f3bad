/** Whose account do the credentials open? */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { userError } from '../errors.ts'
import { explainAwsError } from './access-error.ts'
import { type AwsSession, createClient } from './session.ts'

/** Throws a user error where the credentials are of another account, or where AWS does not take them. */
export async function requireAccount(session: AwsSession, account: string): Promise<void> {
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
