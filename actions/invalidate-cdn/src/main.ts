import { finish } from '#core/action/finish.ts'
import type { ActionHost } from '#core/action/host.ts'
import { readInputs } from '#core/action/inputs.ts'
import { shape } from './inputs.ts'
import { configuredWork, plainWork } from './tasks.ts'

export async function main(host: ActionHost): Promise<void> {
  const inputs = readInputs(host, shape)
  const work = inputs.environment === undefined ? await plainWork(host, inputs) : await configuredWork(host, inputs)

  // Loaded only now: with an environment, AWS has been asked before whose account it is.
  const { run } = await import('./run.ts')
  const results = await run(host, work)

  await finish(host, 'CDN invalidations', results)
}
