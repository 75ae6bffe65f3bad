/** Plain inputs → what the service is to become. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ActionHost } from '#core/action/host.ts'
import { type AwsSession, inRegion } from '#core/aws/session.ts'
import type { DefinitionSource, EcsOrder, WantedImage } from '#core/ecs/order.ts'
import { digestOf } from '#core/ecs/task-definition.ts'
import { FairwayError, userError } from '#core/errors.ts'
import type { Inputs } from './inputs.ts'

export interface PlainTarget {
  cluster: string
  service: string
}

/** Throws before AWS is asked anything, where inputs are missing. */
export function plainTarget(inputs: Inputs): PlainTarget {
  const { cluster, service } = inputs
  if (cluster === undefined || service === undefined) throw missing(cluster === undefined ? 'cluster' : 'service')
  refuseNothing(inputs)
  return { cluster, service }
}

export async function plainOrder(
  host: ActionHost,
  session: AwsSession,
  { cluster, service }: PlainTarget,
  inputs: Inputs,
): Promise<EcsOrder> {
  return {
    component: service.split('/').at(-1) ?? service,
    environment: '',
    cluster,
    service,
    images: await wantedImages(host, session, inputs.images),
    definition: await definitionSource(host, inputs['task-definition']),
    strategy: inputs.strategy,
    desiredCount: inputs['desired-count'],
    forceNewDeployment: inputs['force-new-deployment'],
    onCancel: inputs['on-cancel'] ?? 'rollback',
    timeoutMinutes: inputs['timeout-minutes'] ?? 30,
  }
}

function missing(name: string): FairwayError {
  return userError({
    code: 'missing-input',
    message: `the input "${name}" is missing`,
    cure: 'Name a cluster and a service, or an environment under environments/.',
  })
}

function refuseNothing(inputs: Inputs): void {
  const asked =
    Object.keys(inputs.images).length > 0 ||
    inputs['task-definition'] !== undefined ||
    inputs['desired-count'] !== undefined ||
    inputs['force-new-deployment']
  if (asked) return
  throw userError({
    code: 'missing-input',
    message:
      'nothing is asked for: "images", "task-definition", "desired-count" and "force-new-deployment" are all empty',
    cure: 'Give the images as container=reference lines.',
  })
}

async function wantedImages(
  host: ActionHost,
  session: AwsSession,
  images: Record<string, string>,
): Promise<Record<string, WantedImage>> {
  const wanted: Record<string, WantedImage> = {}
  for (const [container, reference] of Object.entries(images)) {
    wanted[container] = await wantedImage(host, session, { name: container, reference })
  }
  return wanted
}

/** A tag that can't be resolved goes through as it is: what it will run is for the registry to say. */
async function wantedImage(
  host: ActionHost,
  session: AwsSession,
  image: { name: string; reference: string },
): Promise<WantedImage> {
  const digest = digestOf(image.reference)
  if (digest) return { reference: image.reference, digest }
  const { resolveImages } = await import('#core/release/images.ts')
  try {
    const found = await resolveImages([image], { ecrSession: async (region) => inRegion(session, region) })
    const released = found[image.name]
    if (released) return { reference: released.reference, digest: released.digest }
  } catch (thrown) {
    if (!(thrown instanceof FairwayError) || thrown.code !== 'unresolvable-image') throw thrown
    host.report.warning(
      `${thrown.message}. It is deployed by its tag, so what runs can change without a deployment, and can’t be checked.`,
    )
  }
  return { reference: image.reference, digest: undefined }
}

const revision = /^(arn:.+|[A-Za-z0-9_-]{1,255}(:\d+)?)$/

async function definitionSource(host: ActionHost, given: string | undefined): Promise<DefinitionSource> {
  if (given === undefined) return { kind: 'live' }
  if (given.startsWith('arn:')) return { kind: 'existing', name: given }
  const text = await readFile(join(host.workspace, given), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined
    throw cause
  })
  if (text !== undefined) {
    // Loaded only for a file: most deployments change the images of the live definition, and read no YAML.
    const { parseDefinition } = await import('./definition-file.ts')
    return { kind: 'content', content: parseDefinition(given, text) }
  }
  if (revision.test(given)) return { kind: 'existing', name: given }
  throw userError({
    code: 'missing-file',
    message: `the input "task-definition" is "${given}", which is neither a file of the repository nor a revision`,
    cure: 'Give a path from the repository’s root (check it out before this step), an ARN, or family:revision.',
    location: { file: given },
  })
}
