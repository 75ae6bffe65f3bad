/**
 * Which faults strike a service revision. A fault strikes only images that never ran stably in this
 * service without one, so that a rollback recovers; the first revision of a service is never struck.
 */
import type { FaultName } from '../../faults/faults.ts'
import { environmentOf } from './names.ts'
import type { Ecs, Service } from './state.ts'

const taskFaults: readonly FaultName[] = [
  'unhealthy-tasks',
  'crash-loop',
  'image-pull-error',
  'missing-secret',
  'no-capacity',
  'failing-check',
  'red-alarm',
]

/** All images of a task definition as one text. */
export function imagesKey(containers: { image: string }[]): string {
  return containers.map((container) => container.image).join(' ')
}

export function faultsFor(context: Ecs, service: Service, images: string): FaultName[] {
  if (service.provenImages.length === 0 || service.provenImages.includes(images)) return []
  const environment = environmentOf(context.state, service.clusterName, service)
  return taskFaults.filter((name) => context.world.faults.has(name, environment))
}

/** For tasks that RunTask starts: by the cluster's environment. */
export function faultsForRun(context: Ecs, cluster: string): FaultName[] {
  const environment = environmentOf(context.state, cluster)
  const possible: FaultName[] = ['crash-loop', 'image-pull-error', 'missing-secret']
  return possible.filter((name) => context.world.faults.has(name, environment))
}
