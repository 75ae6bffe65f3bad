/** One ECS component of an environment and a release → what its service is to become. */
import type { AwsSession } from '#core/aws/session.ts'
import type { EcsComponent } from '#core/config/components.ts'
import { resolveContract } from '#core/config/contract.ts'
import type { Environment } from '#core/config/load.ts'
import type { EcsOrder, WantedImage } from '#core/ecs/order.ts'
import { userError } from '#core/errors.ts'
import type { Manifest } from '#core/release/manifest.ts'
import type { Inputs } from './inputs.ts'

export interface Configured {
  session: AwsSession
  environment: Environment
  manifest: Manifest
  inputs: Pick<Inputs, 'force-new-deployment' | 'timeout-minutes' | 'on-cancel'>
}

export async function configuredOrder(
  { session, environment, manifest, inputs }: Configured,
  id: string,
  component: EcsComponent,
): Promise<EcsOrder> {
  const images = releasedImages(id, component, manifest)
  const { cluster, service } = component
  const resolved = await resolveContract(session, environment, { cluster, service })
  return {
    ...resolved,
    component: id,
    environment: environment.name,
    images,
    definition: { kind: 'live' },
    strategy: component.strategy,
    desiredCount: undefined,
    forceNewDeployment: inputs['force-new-deployment'],
    onCancel: inputs['on-cancel'] ?? component.onCancel,
    timeoutMinutes: inputs['timeout-minutes'] ?? component.timeoutMinutes,
  }
}

function releasedImages(id: string, { containers }: EcsComponent, manifest: Manifest): Record<string, WantedImage> {
  return Object.fromEntries(
    Object.entries(containers).map(([container, image]) => {
      const released = manifest.images[image]
      if (released) return [container, { reference: released.reference, digest: released.digest }]
      throw userError({
        code: 'image-not-in-release',
        message: `release ${manifest.id} has no image "${image}", which the container "${container}" of "${id}" runs; it has ${Object.keys(manifest.images).join(', ') || 'none'}`,
        cure: 'Create the release anew from the present environments/system.yml.',
      })
    }),
  )
}

const plainOnly = ['cluster', 'service', 'task-definition', 'strategy', 'desired-count'] as const

/** With an environment its files say what there is; a plain input beside it would be silently of no effect. */
export function refusePlainInputs(inputs: Inputs): void {
  const given = [
    ...plainOnly.filter((name) => inputs[name] !== undefined),
    ...(Object.keys(inputs.images).length > 0 ? ['images'] : []),
  ]
  if (given.length === 0) return
  throw userError({
    code: 'invalid-input',
    message: `the input ${given.map((name) => `"${name}"`).join(', ')} is for use without "environment"`,
    cure: 'Leave it out: with an environment, its files and the release say what is deployed.',
  })
}
