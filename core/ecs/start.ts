/** Starts a rollout and finds its id at once: UpdateService itself does not name it. */
import { type Service, UpdateServiceCommand, type UpdateServiceCommandInput } from '@aws-sdk/client-ecs'
import { explainAwsError } from '../aws/access-error.ts'
import { awsErrorName, FairwayError, userError } from '../errors.ts'
import { poll } from '../rollout/poll.ts'
import type { EcsContext } from './context.ts'
import { deploymentsView } from './follow-deployments.ts'
import type { ServiceName } from './order.ts'
import type { RolloutApi } from './rollout-view.ts'
import { describeRevisions, listRollouts } from './service-deployments.ts'

export interface StartOptions {
  service: Service
  api: RolloutApi
  /** ARN. */
  taskDefinition: string
  update: Pick<UpdateServiceCommandInput, 'desiredCount' | 'deploymentConfiguration' | 'forceNewDeployment'>
  /** The newest rollout before this one: when it was made, by AWS's clock, and its id. */
  newest: { id: string; createdAt: number } | undefined
}

export interface StartedRollout {
  id: string
  /** Epoch milliseconds by AWS's clock. */
  createdAt: number
}

export async function startRollout(
  context: EcsContext,
  name: ServiceName,
  options: StartOptions,
): Promise<StartedRollout> {
  const { taskDefinition, update, api } = options
  const after = await updateService(context, name, { taskDefinition, ...update })
  return api === 'deployments' ? primaryOf(after, name) : await findRollout(context, name, options)
}

export async function updateService(
  { ecs }: Pick<EcsContext, 'ecs'>,
  { cluster, service }: ServiceName,
  update: Omit<UpdateServiceCommandInput, 'cluster' | 'service'>,
): Promise<Service> {
  const answer = await ecs.send(new UpdateServiceCommand({ cluster, service, ...update })).catch((thrown: unknown) => {
    const name = awsErrorName(thrown)
    if (name === 'InvalidParameterException' || name === 'ClientException' || name === 'ServiceNotActiveException') {
      throw userError({
        code: 'update-refused',
        message: `ECS refused to update the service ${service}: ${(thrown as Error).message}`,
        cure: 'Correct what ECS names; the service runs what it ran before.',
        cause: thrown,
      })
    }
    throw explainAwsError(thrown, `updating the service ${service}`)
  })
  return answer.service ?? {}
}

function primaryOf(service: Service, name: ServiceName): StartedRollout {
  const view = deploymentsView(service)
  if (view) return { id: view.id, createdAt: view.createdAt }
  throw notFound(name)
}

const findWithinSeconds = 60

/**
 * Lists what came after the newest rollout known before, and takes the one whose revision has our task definition:
 * somebody else may have started one at the same time. (UpdateService's answer does not reliably name the new
 * service deployment: aws/containers-roadmap issue 2709.) Not cut short by a cancelled job, which needs the id to stop it.
 */
async function findRollout(
  context: EcsContext,
  name: ServiceName,
  { service, newest, taskDefinition }: StartOptions,
): Promise<StartedRollout> {
  // One second less, since the filter is exclusive and AWS keeps more digits than a Date.
  const after = (newest?.createdAt ?? service.createdAt?.getTime() ?? 0) - 1000
  const { clock } = context
  const result = await poll({
    observe: async () => {
      const briefs = (await listRollouts(context, name, after)).filter(
        ({ serviceDeploymentArn: arn }) => arn !== undefined && arn !== newest?.id,
      )
      if (briefs.length === 0) return undefined
      const targets = briefs.map(({ targetServiceRevisionArn }) => targetServiceRevisionArn ?? '')
      const revisions = await describeRevisions(context, targets)
      const created = (brief: (typeof briefs)[number]) => brief.createdAt?.getTime() ?? 0
      const found = briefs
        .filter((brief) => revisions.get(brief.targetServiceRevisionArn ?? '')?.taskDefinition === taskDefinition)
        .toSorted((a, b) => created(b) - created(a))[0]
      return found && { id: found.serviceDeploymentArn ?? '', createdAt: created(found) }
    },
    done: (found) => found !== undefined,
    intervalSeconds: 2,
    deadline: clock.now() + findWithinSeconds * 1000,
    clock,
  })
  if (result.seen) return result.seen
  throw notFound(name)
}

function notFound({ service, cluster }: ServiceName): FairwayError {
  return new FairwayError({
    fault: 'aws',
    code: 'rollout-not-found',
    message: `ECS accepted the update of the service ${service} in ${cluster}, but shows no service deployment for it`,
    cure: 'Run the job again: it attaches to the rollout if there is one, and starts it if there is none.',
  })
}
