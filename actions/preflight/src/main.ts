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
  const manifest = parseManifest(inputs.manifest, environment.system)
  const github = await gitHubClient(host, inputs['github-token'])

  const { running, superseded } = await run(host, {
    github,
    environment,
    manifest,
    task: inputs.task,
    liftHold: inputs['lift-hold'],
    supersede: inputs.supersede,
  })

  host.setOutput('release', manifest.id)
  host.setOutput('running', running ?? '')
  host.setOutput('superseded', JSON.stringify(superseded))
}
