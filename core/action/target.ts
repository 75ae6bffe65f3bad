/** What the actions that read environments/ share: the inputs that name an environment and a release. */
import { openSession } from '../aws/open-session.ts'
import type { AwsSession } from '../aws/session.ts'
import { type Environment, loadEnvironment } from '../config/load.ts'
import { userError } from '../errors.ts'
import { type Manifest, parseManifest } from '../release/manifest.ts'
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

interface TargetInputs {
  environment: string | undefined
  manifest: string | undefined
  'config-directory': string | undefined
  role: string | undefined
  region: string | undefined
}

export interface Target {
  environment: Environment
  manifest: Manifest
  session: AwsSession
}

/** Loads the environment and the release, and opens AWS access with the environment's role for `purpose`. */
export async function openTarget(host: ActionHost, inputs: TargetInputs, purpose: 'plan' | 'deploy'): Promise<Target> {
  const environment = await readEnvironment(host, inputs)
  if (inputs.manifest === undefined) {
    throw userError({
      code: 'missing-manifest',
      message: 'the input "manifest" is missing',
      cure: 'Pass on the `manifest` output of create-release together with `environment`.',
    })
  }
  const manifest = parseManifest(inputs.manifest, environment.system)
  const session = await openSession(host, {
    region: inputs.region ?? environment.region,
    role: inputs.role ?? environment.roles[purpose],
    account: environment.account,
  })
  return { environment, manifest, session }
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
  return await loadEnvironment(configLocation(host, inputs), inputs.environment)
}

export function configLocation(host: Pick<ActionHost, 'workspace'>, inputs: Pick<TargetInputs, 'config-directory'>) {
  return { workspace: host.workspace, directory: inputs['config-directory'] ?? 'environments' }
}

/** For actions used alone with plain inputs: AWS access by `role` and `region`, or by what the job has. */
export async function openPlainSession(
  host: ActionHost,
  inputs: Pick<TargetInputs, 'role' | 'region'>,
): Promise<AwsSession> {
  const region = inputs.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION
  if (!region) {
    throw userError({
      code: 'missing-region',
      message: 'no AWS Region is known',
      cure: 'Set the input "region", or AWS_REGION in the job’s environment.',
    })
  }
  return await openSession(host, { region, role: inputs.role })
}
