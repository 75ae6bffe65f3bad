/** From an action's inputs to AWS access: an environment and a release, or plain inputs. */
import { openSession } from '../aws/open-session.ts'
import type { AwsSession } from '../aws/session.ts'
import type { Environment } from '../config/load.ts'
import { userError } from '../errors.ts'
import { type Manifest, parseManifest } from '../release/manifest.ts'
import { readEnvironment, type TargetInputs } from './configuration.ts'
import type { ActionHost } from './host.ts'

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
