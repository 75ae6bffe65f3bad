import type { ActionHost } from '#core/action/host.ts'
import { openPlainSession, openTarget } from '#core/action/target.ts'
import type { AwsSession } from '#core/aws/session.ts'
import type { CdnTask } from '#core/cdn/invalidate.ts'
import { componentsOf } from '#core/config/components-of.ts'
import { resolveContract } from '#core/config/contract.ts'
import { userError } from '#core/errors.ts'
import type { Item } from '#core/rollout/in-order.ts'
import type { Inputs } from './inputs.ts'

/** What is to be invalidated for a component; made when its turn comes, since its stack may be new. */
export type Prepare = () => Promise<CdnTask>

export interface Work {
  session: AwsSession
  items: Item<Prepare>[]
}

/** One task for each `cdn` component of an environment. */
export async function configuredWork(host: ActionHost, inputs: Inputs): Promise<Work> {
  const { environment, manifest, session } = await openTarget(host, inputs, 'deploy')
  const items = componentsOf(environment, 'cdn').map(([id, component]) => ({
    id,
    needs: component.needs,
    value: async () => ({
      component: id,
      environment: environment.name,
      release: manifest.id,
      ...(await resolveContract(session, environment, {
        distribution: component.distribution,
        paths: component.paths,
      })),
      wait: inputs.wait,
      timeoutMinutes: component.timeoutMinutes,
    }),
  }))
  return { session, items }
}

/** One task for each distribution that the inputs name. */
export async function plainWork(host: ActionHost, inputs: Inputs): Promise<Work> {
  const distributions = [...new Set(inputs['distribution-id'])]
  if (distributions.length === 0) {
    throw userError({
      code: 'missing-input',
      message: 'the input "distribution-id" is missing',
      cure: 'Give `environment` and `manifest`, or the ids of the distributions.',
    })
  }
  const { paths, release, wait } = inputs
  const items = distributions.map((distribution) => ({
    id: distribution,
    needs: [],
    value: async () => ({
      component: distribution,
      environment: '',
      release,
      distribution,
      paths,
      wait,
      timeoutMinutes: inputs['timeout-minutes'],
    }),
  }))
  // The Region only has to be a known one: CloudFront is asked where it lives.
  const region = inputs.region ?? 'us-east-1'
  return { session: await openPlainSession(host, { ...inputs, region }), items }
}
