import { configLocation } from '#core/action/configuration.ts'
import type { ActionHost } from '#core/action/host.ts'
import { readInputs } from '#core/action/inputs.ts'
import type { ReleaseParts } from '#core/release/create.ts'
import { type Inputs, shape } from './inputs.ts'
import { plainParts, requireConfigured } from './parts.ts'
import { run } from './run.ts'

export async function main(host: ActionHost): Promise<void> {
  const inputs = readInputs(host, shape)
  const { bundles, sites, role, commit, until, system } = inputs
  const parts: ReleaseParts =
    system === undefined
      ? { ...(await partsOfConfiguration(host, inputs)), bundles, sites }
      : plainParts({ ...inputs, system })

  const created = await run(host, { parts: { ...parts, role: role ?? parts.role }, commit, until })

  host.setOutput('id', created.manifest.id)
  host.setOutput('manifest', created.json)
  host.setOutput('digest', created.digest)
  host.setOutput('commit', created.manifest.commit)
  host.setOutput('system', created.manifest.system)
  host.setOutput('environments', JSON.stringify(created.environments))
}

async function partsOfConfiguration(host: ActionHost, inputs: Inputs) {
  requireConfigured(inputs)
  // Loaded when needed: a release that inputs alone describe reads no YAML.
  const { configuredParts } = await import('#core/release/configured-parts.ts')
  return await configuredParts(configLocation(host, inputs), inputs.images)
}
