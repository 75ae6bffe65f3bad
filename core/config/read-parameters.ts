/** Systems Manager parameters by name; in a file of its own, so that the client is loaded where one is needed. */
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm'
import { explainAwsError } from '../aws/access-error.ts'
import { type AwsSession, createClient } from '../aws/session.ts'
import { userError } from '../errors.ts'

// Documentation of GetParameters: "Names … Maximum number of 10 items".
const namesPerCall = 10

/** Every path's value; throws one user error that names all that are missing. */
export async function readParameters(session: AwsSession, paths: readonly string[]): Promise<Map<string, string>> {
  const ssm = createClient(session, SSMClient)
  const values = new Map<string, string>()
  for (let start = 0; start < paths.length; start += namesPerCall) {
    const answer = await ssm
      .send(new GetParametersCommand({ Names: paths.slice(start, start + namesPerCall), WithDecryption: true }))
      .catch((thrown: unknown) => {
        throw explainAwsError(thrown, 'reading the parameters that the stacks left in Systems Manager')
      })
    for (const { Name, Value } of answer.Parameters ?? []) if (Name && Value !== undefined) values.set(Name, Value)
  }
  const missing = paths.filter((path) => !values.has(path))
  if (missing.length > 0) {
    throw userError({
      code: 'missing-parameter',
      message: `Systems Manager has no parameter ${missing.join(', ')}`,
      cure: 'Deploy the stack that writes it first (deploy-stacks), or correct the `${ssm:…}` in environments/.',
    })
  }
  return values
}
