/** The inputs that name an environment, and the environment that they name; nothing here needs AWS. */
import type { ConfigLocation, Environment } from '../config/load.ts'
import { userError } from '../errors.ts'
import type { ActionHost } from './host.ts'
import { optionalText } from './inputs.ts'

/** Inputs of every action that can be told an environment. Spread into its own shape. */
export const targetShape = {
  environment: optionalText,
  manifest: optionalText,
  'config-directory': optionalText,
  role: optionalText,
  region: optionalText,
}

export interface TargetInputs {
  environment: string | undefined
  manifest: string | undefined
  'config-directory': string | undefined
  role: string | undefined
  region: string | undefined
}

export async function readEnvironment(
  host: ActionHost,
  inputs: Pick<TargetInputs, 'environment' | 'config-directory'>,
): Promise<Environment> {
  if (inputs.environment === undefined) {
    throw userError({
      code: 'missing-environment',
      message: 'the input "environment" is missing',
      cure: 'Name one of the environments under environments/, or give the plain inputs of this action.',
    })
  }
  // Loaded when needed: an action used alone, with plain inputs, reads no YAML.
  const { loadEnvironment } = await import('../config/load.ts')
  return await loadEnvironment(configLocation(host, inputs), inputs.environment)
}

export function configLocation(
  host: Pick<ActionHost, 'workspace'>,
  inputs: Pick<TargetInputs, 'config-directory'>,
): ConfigLocation {
  return { workspace: host.workspace, directory: inputs['config-directory'] ?? 'environments' }
}
