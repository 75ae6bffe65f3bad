import { finish } from '#core/action/finish.ts'
import type { ActionHost } from '#core/action/host.ts'
import { readInputs } from '#core/action/inputs.ts'
import { shape } from './inputs.ts'
import { configuredTasks, plainTask } from './tasks.ts'

export async function main(host: ActionHost): Promise<void> {
  const inputs = readInputs(host, shape)
  const items = inputs.environment === undefined ? [plainTask(host, inputs)] : await configuredTasks(host, inputs)

  // Loaded only now: with an environment, AWS has been asked before whose account it is.
  const { run } = await import('./run.ts')
  const results = await run(host, items)

  await finish(host, `Database migrations (${inputs.phase})${inputs['dry-run'] ? ', dry run' : ''}`, results)
}
