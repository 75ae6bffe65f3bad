/** Where the templates of a system go that are too large for a request. */
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { explainAwsError } from '../aws/access-error.ts'
import { type AwsSession, createClient } from '../aws/session.ts'
import { awsErrorName } from '../errors.ts'
import { noBucket } from './template-location.ts'

/** The bucket that the `artifacts` stack leaves in the contract. */
export async function contractBucket(session: AwsSession, system: string, environment: string): Promise<string> {
  const path = `/${system}/${environment}/artifacts/bucket`
  try {
    const { Parameter } = await createClient(session, SSMClient).send(new GetParameterCommand({ Name: path }))
    if (Parameter?.Value) return Parameter.Value
  } catch (thrown) {
    if (awsErrorName(thrown) !== 'ParameterNotFound') throw explainAwsError(thrown, `reading ${path}`)
  }
  throw noBucket(`Systems Manager has no parameter ${path}`)
}
