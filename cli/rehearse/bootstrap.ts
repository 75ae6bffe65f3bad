/** What a person does once for each account, by hand: the stack that lets GitHub Actions in. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '#core/config/load.ts'
import { asError, FairwayError, userError } from '#core/errors.ts'
import type { World } from '#rehearsal/aws/kernel/types.ts'
import type { VirtualClock } from '#rehearsal/clock/virtual-clock.ts'

export interface BootstrapOptions {
  world: World
  clock: VirtualClock
  toolkit: string
  environment: Environment
  repository: { owner: string; ownerId: number; name: string; id: number }
}

interface Stack {
  StackStatus: string
}

interface StackEvent {
  LogicalResourceId: string
  ResourceStatus: string
  ResourceStatusReason?: string
}

/** Creates the bootstrap stack as the account's administrator, unless it is there. */
export async function bootstrapAccount(options: BootstrapOptions): Promise<void> {
  const { world, clock, toolkit, environment, repository } = options
  const place = { account: environment.account, region: environment.region }
  const administrator = {
    account: place.account,
    arn: `arn:aws:iam::${place.account}:user/administrator`,
    administrator: true,
  }
  const StackName = `${environment.system}-${environment.name}-bootstrap-oidc`
  const call = (operation: string, input: Record<string, unknown>) =>
    world.call('cloudformation', operation, input, place, administrator)

  const existing = (await call('ListStacks', { StackStatusFilter: ['CREATE_COMPLETE', 'UPDATE_COMPLETE'] })) as {
    StackSummaries: { StackName: string }[]
  }
  const names = existing.StackSummaries.map((stack) => stack.StackName)
  if (names.includes(StackName)) return
  await call('CreateStack', {
    StackName,
    TemplateBody: await readFile(join(toolkit, 'cloudformation', 'bootstrap-oidc.yml'), 'utf8'),
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    Parameters: Object.entries({
      System: environment.system,
      Environment: environment.name,
      GitHubOwner: repository.owner,
      GitHubOwnerId: String(repository.ownerId),
      GitHubRepository: repository.name,
      GitHubRepositoryId: String(repository.id),
      // Environments that share an account share its provider.
      OidcProvider: names.some((name) => name.endsWith('-bootstrap-oidc')) ? 'adopt' : 'create',
    }).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    Tags: Object.entries({ ...environment.tags, Environment: environment.name, Component: 'bootstrap-oidc' }).map(
      ([Key, Value]) => ({ Key, Value }),
    ),
  }).catch((cause: unknown) => {
    throw userError({
      code: 'bootstrap-refused',
      message: `the account of ${environment.name} can't be bootstrapped: ${asError(cause).message}`,
      cure: 'cloudformation/bootstrap-oidc.yml says which names of systems and environments are legal, and why.',
      cause,
    })
  })
  for (;;) {
    await clock.advance(5_000)
    const { Stacks } = (await call('DescribeStacks', { StackName })) as { Stacks: Stack[] }
    const [stack] = Stacks
    if (stack?.StackStatus === 'CREATE_COMPLETE') return
    if (stack?.StackStatus === 'CREATE_IN_PROGRESS') continue
    const { StackEvents } = (await call('DescribeStackEvents', { StackName })) as { StackEvents: StackEvent[] }
    const failed = StackEvents.findLast(({ ResourceStatus }) => ResourceStatus.endsWith('_FAILED'))
    throw new FairwayError({
      fault: 'fairway',
      code: 'bootstrap-failed',
      message: `the bootstrap stack of ${environment.name} ended as ${stack?.StackStatus ?? 'nothing'}: ${failed ? `${failed.LogicalResourceId}: ${failed.ResourceStatusReason}` : ''}`,
    })
  }
}
