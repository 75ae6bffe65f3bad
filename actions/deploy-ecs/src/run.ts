import type { ActionHost } from '#core/action/host.ts'
import { openPlainSession, openTarget } from '#core/action/target.ts'
import { componentsOf } from '#core/config/components-of.ts'
import { configuredOrder } from '#core/ecs/configured-order.ts'
import type { EcsResult } from '#core/ecs/roll-out.ts'
import type { Inputs } from './inputs.ts'
import { plainOrder, plainTarget } from './plain.ts'
import { refusePlainInputs } from './plain-inputs.ts'
import type { OnBegun, Work } from './roll-out-all.ts'

/** Rolls out all ECS services of the environment, or the one that plain inputs name. */
export async function run(host: ActionHost, inputs: Inputs, onBegun: OnBegun): Promise<EcsResult[]> {
  const work = inputs.environment === undefined ? await plainWork(host, inputs) : await configuredWork(host, inputs)
  // Loaded only now: with an environment, AWS has been asked before whose account it is.
  const { rollOutAll } = await import('./roll-out-all.ts')
  return await rollOutAll(host, work, onBegun)
}

async function plainWork(host: ActionHost, inputs: Inputs): Promise<Work> {
  const target = plainTarget(inputs)
  const session = await openPlainSession(host, inputs)
  const order = await plainOrder(host, session, target, inputs)
  return { session, items: [{ id: order.component, needs: [], value: async () => order }] }
}

async function configuredWork(host: ActionHost, inputs: Inputs): Promise<Work> {
  refusePlainInputs(inputs)
  const { environment, manifest, session } = await openTarget(host, inputs, 'deploy')
  const overrides = {
    forceNewDeployment: inputs['force-new-deployment'],
    timeoutMinutes: inputs['timeout-minutes'],
    onCancel: inputs['on-cancel'],
  }
  const items = componentsOf(environment, 'ecs').map(([id, component]) => ({
    id,
    needs: component.needs,
    value: () => configuredOrder({ session, environment, manifest, overrides }, id, component),
  }))
  return { session, items }
}
