import { configLocation } from '#core/action/configuration.ts'
import type { ActionHost } from '#core/action/host.ts'
import { readInputs } from '#core/action/inputs.ts'
import { loadEnvironment } from '#core/config/load.ts'
import { gitHubClient } from '#core/github/client.ts'
import { parseManifest } from '#core/release/manifest.ts'
import { shape } from './inputs.ts'
import { run } from './run.ts'

export async function main(host: ActionHost): Promise<void> {
  const inputs = readInputs(host, shape)
  host.mask(inputs['github-token'])
  const environment = await loadEnvironment(configLocation(host, inputs), inputs.environment)

  const recorded = await run(host, {
    github: await gitHubClient(host, inputs['github-token']),
    environment,
    production: environment.pipeline.at(-1) === environment.name,
    manifest: parseManifest(inputs.manifest, environment.system),
    task: inputs.task,
    reason: inputs.reason,
    status: inputs.status,
    verification: inputs.verification,
    rollback: inputs.rollback,
  })

  host.setOutput('outcome', recorded.outcome)
  host.setOutput('deployment-id', String(recorded.deploymentId))
}
