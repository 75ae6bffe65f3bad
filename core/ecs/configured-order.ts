/** One ECS component of an environment and a release → what its service is to become. */
import type { AwsSession } from '../aws/session.ts'
import type { EcsComponent } from '../config/components.ts'
import { resolveContract } from '../config/contract.ts'
import type { Environment } from '../config/load.ts'
import { userError } from '../errors.ts'
import type { Manifest } from '../release/manifest.ts'
import type { CancelPolicy, EcsOrder, WantedImage } from './order.ts'

export interface Configured {
  session: AwsSession
  environment: Environment
  manifest: Manifest
  /** What a caller wants otherwise than the component says. */
  overrides?: {
    forceNewDeployment?: boolean
    timeoutMinutes?: number | undefined
    onCancel?: CancelPolicy | undefined
  }
}

export async function configuredOrder(
  { session, environment, manifest, overrides = {} }: Configured,
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
    forceNewDeployment: overrides.forceNewDeployment ?? false,
    onCancel: overrides.onCancel ?? component.onCancel,
    timeoutMinutes: overrides.timeoutMinutes ?? component.timeoutMinutes,
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
