import { readEnvironment } from '#core/action/configuration.ts'
import type { ActionHost } from '#core/action/host.ts'
import { readInputs } from '#core/action/inputs.ts'
import { gitHubClient } from '#core/github/client.ts'
import { manifestOf } from '#core/github/ledger.ts'
import { findRelease } from '#core/rollback/find-release.ts'
import { shape } from './inputs.ts'

export async function main(host: ActionHost): Promise<void> {
  const inputs = readInputs(host, shape)
  host.mask(inputs['github-token'])
  const environment = await readEnvironment(host, inputs)
  const target = { environment, role: inputs.role, region: inputs.region }
  // Every kind of component can be undone, which is a lot to load for a step that only finds a release.
  const run = () => import('./run.ts')
  if (inputs.release === undefined) {
    const { undoJob } = await run()
    await undoJob(host, target)
    return
  }
  const entry = await findRelease(await gitHubClient(host, inputs['github-token']), environment.name, inputs.release)
  const manifest = manifestOf(entry)
  host.report.info(
    `${environment.name} goes back to release ${manifest.id} (commit ${manifest.commit.slice(0, 12)}, ${entry.payload.verified ? 'verified' : 'not verified'} on ${entry.at})`,
  )
  host.setOutput('release', manifest.id)
  host.setOutput('commit', manifest.commit)
  host.setOutput('manifest', JSON.stringify(manifest))
  if (!inputs.apply) return
  const { bringBack } = await run()
  await bringBack(host, target, manifest)
}
