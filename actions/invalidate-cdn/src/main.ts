import { finish } from '#core/action/finish.ts'
import type { ActionHost } from '#core/action/host.ts'
import { readInputs } from '#core/action/inputs.ts'
import { shape } from './inputs.ts'
import { run } from './run.ts'
import { configuredWork, plainWork } from './tasks.ts'

export async function main(host: ActionHost): Promise<void> {
  const inputs = readInputs(host, shape)
  const work = inputs.environment === undefined ? await plainWork(host, inputs) : await configuredWork(host, inputs)

  const results = await run(work)

  await finish(host, 'CDN invalidations', results)
}
