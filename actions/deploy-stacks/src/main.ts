import { finish, resultsOf } from '#core/action/finish.ts'
import type { ActionHost } from '#core/action/host.ts'
import { readInputs } from '#core/action/inputs.ts'
import type { StackRollout } from '#core/cloudformation/stack-result.ts'
import type { Ran } from '#core/rollout/in-order.ts'
import { shape } from './inputs.ts'
import { run } from './run.ts'

export async function main(host: ActionHost): Promise<void> {
  const inputs = readInputs(host, shape)

  const ran = await run(host, inputs)

  const { environment } = inputs
  const stacks = ran.flatMap((one) => (one.state === 'ran' ? [one.result] : []))
  if (environment === undefined) setPlainOutputs(host, stacks[0])
  else setOutputs(host, stacks)
  const results = resultsOf(ran.map(onlyResult), 'stack')
  await finish(host, environment === undefined ? 'Stack' : `Stacks of ${environment}`, results)
}

function onlyResult(one: Ran<StackRollout>): Ran<StackRollout['result']> {
  return one.state === 'ran' ? { ...one, result: one.result.result } : one
}

function setPlainOutputs(host: ActionHost, stack: StackRollout | undefined): void {
  host.setOutput('stack-id', stack?.stackId ?? '')
  host.setOutput('outputs', JSON.stringify(stack?.outputs ?? {}))
  host.setOutput('change-set-id', stack?.changeSetId ?? '')
}

function setOutputs(host: ActionHost, stacks: readonly StackRollout[]): void {
  const byComponent = (value: (stack: StackRollout) => unknown) =>
    JSON.stringify(Object.fromEntries(stacks.map((stack) => [stack.result.component, value(stack)])))
  host.setOutput(
    'stack-id',
    byComponent(({ stackId }) => stackId),
  )
  host.setOutput(
    'outputs',
    byComponent(({ outputs }) => outputs),
  )
}
