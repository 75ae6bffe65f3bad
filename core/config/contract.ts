/** Reads what stacks tell each other, and the deployer, through Systems Manager parameters. */
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm'
import { explainAwsError } from '../aws/access-error.ts'
import { type AwsSession, createClient } from '../aws/session.ts'
import { userError } from '../errors.ts'
import type { Environment } from './load.ts'
import { fillSsm, ssmPaths } from './placeholders.ts'

// Documentation of GetParameters: "Names … Maximum number of 10 items".
const namesPerCall = 10

/** Replaces `${ssm:…}` in every string of `value`; one call for ten parameters, none where there is nothing to read. */
export async function resolveContract<T>(
  session: AwsSession,
  environment: Pick<Environment, 'system' | 'name'>,
  value: T,
): Promise<T> {
  const facts = { system: environment.system, environment: environment.name }
  const paths = ssmPaths(strings(value), facts)
  if (paths.length === 0) return value
  const values = await readParameters(session, paths)
  return mapStrings(value, (text) => fillSsm(text, values, facts)) as T
}

async function readParameters(session: AwsSession, paths: readonly string[]): Promise<Map<string, string>> {
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

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(strings)
  return []
}

function mapStrings(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value)
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, map))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, map)]))
  }
  return value
}
