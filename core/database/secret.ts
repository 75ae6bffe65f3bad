/** Who the database lets in, from Secrets Manager. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import * as z from 'zod'
import { explainAwsError } from '../aws/access-error.ts'
import { type AwsSession, createClient } from '../aws/session.ts'
import { awsErrorName, userError } from '../errors.ts'

const credentialsSchema = z.object({ username: z.string().min(1), password: z.string() })

export type DatabaseCredentials = z.output<typeof credentialsSchema>

/** `secretId` is a name or an ARN; the secret is JSON with `username` and `password`, as RDS makes it. */
export async function readCredentials(session: AwsSession, secretId: string): Promise<DatabaseCredentials> {
  const client = createClient(session, SecretsManagerClient)
  const answer = await client.send(new GetSecretValueCommand({ SecretId: secretId })).catch((thrown: unknown) => {
    if (awsErrorName(thrown) === 'ResourceNotFoundException') {
      throw userError({
        code: 'missing-secret',
        message: `Secrets Manager in ${session.region} has no secret ${secretId}`,
        cure: 'Deploy the stack that makes it first, or correct its name.',
        cause: thrown,
      })
    }
    throw explainAwsError(thrown, `reading the secret ${secretId}`)
  })
  const parsed = credentialsSchema.safeParse(jsonOf(answer.SecretString))
  if (parsed.success) return parsed.data
  throw userError({
    code: 'invalid-secret',
    message: `the secret ${secretId} is not JSON with username and password`,
    cure: 'Store {"username": "…", "password": "…"} in it, as RDS does.',
  })
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
