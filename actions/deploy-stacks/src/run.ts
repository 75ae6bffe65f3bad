import { configLocation } from '#core/action/configuration.ts'
import type { ActionHost } from '#core/action/host.ts'
import { openPlainSession, openTarget } from '#core/action/target.ts'
import type { StackRollout } from '#core/cloudformation/stack-result.ts'
import type { StackTarget } from '#core/cloudformation/stack-target.ts'
import { userError } from '#core/errors.ts'
import { inOrder, type Ran } from '#core/rollout/in-order.ts'
import { isGreen } from '#core/rollout/outcome.ts'
import type { Inputs } from './inputs.ts'
import { plainTarget } from './plain.ts'

/** Deploys all stacks of the environment, or the one that plain inputs name. */
export async function run(host: ActionHost, inputs: Inputs): Promise<Ran<StackRollout>[]> {
  if (inputs.environment === undefined) return await deployPlain(host, inputs)
  if (inputs.name !== undefined || inputs.template !== undefined) {
    throw userError({
      code: 'invalid-input',
      message: 'the inputs "name" and "template" are for use without "environment"',
      cure: 'Leave them out: with an environment, its files say which stacks there are.',
    })
  }
  return await deployEnvironment(host, inputs)
}

async function deployEnvironment(host: ActionHost, inputs: Inputs): Promise<Ran<StackRollout>[]> {
  const { environment, manifest, session } = await openTarget(host, inputs, 'deploy')
  // Loaded when needed: one stack alone, from plain inputs, needs none of the schemas of environments/.
  const { configuredStacks, stackTarget } = await import('#core/cloudformation/configured-stacks.ts')
  const location = configLocation(host, inputs)
  const stacks = await configuredStacks({ host, location, environment, manifest })
  const { deployStack, stackContext } = await stackRoom()
  const context = stackContext(host, session)
  return await inOrder({
    items: stacks,
    // Most of a stack's time is waiting; the rate limiter bounds the calls.
    parallel: 20,
    async run({ value: stack }) {
      const target = await stackTarget(session, environment, stack, inputs['template-bucket'])
      maskHidden(host, target)
      return await deployStack(context, target)
    },
    good: ({ result }) => isGreen(result.outcome),
  })
}

async function deployPlain(host: ActionHost, inputs: Inputs): Promise<Ran<StackRollout>[]> {
  const target = await plainTarget(host, inputs)
  maskHidden(host, target)
  const { deployStack, stackContext } = await stackRoom()
  const context = stackContext(host, await openPlainSession(host, inputs))
  const planOnly = inputs['no-execute-changeset']
  return await inOrder({
    items: [{ id: target.component, needs: [], value: target }],
    run: async () => await deployStack(context, target, { planOnly }),
    good: ({ result }) => isGreen(result.outcome),
  })
}

/** Loaded late: with an environment, AWS is asked before whose account it is. */
async function stackRoom() {
  const [{ deployStack }, { stackContext }] = await Promise.all([
    import('#core/cloudformation/deploy-stack.ts'),
    import('#core/cloudformation/context.ts'),
  ])
  return { deployStack, stackContext }
}

/** Values of NoEcho parameters must not show in the log. */
function maskHidden(host: ActionHost, { template, parameters: { values } }: StackTarget): void {
  for (const [name, { noEcho }] of Object.entries(template.parameters)) {
    const value = values[name]
    if (noEcho && value !== undefined && String(value) !== '') host.mask(String(value))
  }
}
