import { finish } from '#core/action/finish.ts'
import type { ActionHost } from '#core/action/host.ts'
import { readInputs } from '#core/action/inputs.ts'
import { shape } from './inputs.ts'
import { run } from './run.ts'
import { configuredTask, plainTask } from './tasks.ts'

export async function main(host: ActionHost): Promise<void> {
  const inputs = readInputs(host, shape)
  const task = inputs.environment === undefined ? await plainTask(host, inputs) : await configuredTask(host, inputs)

  const results = await run(host, task, inputs['follow-redirects'])

  await finish(host, 'Verification', results)
}
