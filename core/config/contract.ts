/** Reads what stacks tell each other, and the deployer, through Systems Manager parameters. */
import type { AwsSession } from '../aws/session.ts'
import type { Environment } from './load.ts'
import { fillSsm, ssmPaths } from './placeholders.ts'

/** Replaces `${ssm:…}` in every string of `value`; one call for ten parameters, none where there is nothing to read. */
export async function resolveContract<T>(
  session: AwsSession,
  environment: Pick<Environment, 'system' | 'name'>,
  value: T,
): Promise<T> {
  const facts = { system: environment.system, environment: environment.name }
  const paths = ssmPaths(strings(value), facts)
  if (paths.length === 0) return value
  const { readParameters } = await import('./read-parameters.ts')
  const values = await readParameters(session, paths)
  return mapStrings(value, (text) => fillSsm(text, values, facts)) as T
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
