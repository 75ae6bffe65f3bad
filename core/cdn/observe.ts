/** What CloudFront says of invalidations. */
import { GetInvalidationCommand, ListInvalidationsCommand } from '@aws-sdk/client-cloudfront'
import { explainAwsError } from '../aws/access-error.ts'
import { awsErrorName, userError } from '../errors.ts'
import type { CdnContext } from './context.ts'
import type { Known } from './decide.ts'
import { parseReference } from './reference.ts'

// Lists show no references, so each has to be asked for. Ours is the first unless others invalidate a lot by hand.
const looked = 10

/** The newest invalidation of this tool among the last ten of a distribution. */
export async function newestInvalidation({ cloudFront }: CdnContext, distribution: string): Promise<Known | undefined> {
  const doing = `listing the invalidations of the distribution ${distribution}`
  const list = await cloudFront
    .send(new ListInvalidationsCommand({ DistributionId: distribution, MaxItems: looked }))
    .catch((thrown: unknown) => {
      throw explainCdnError(thrown, distribution, doing)
    })
  // Documentation of ListInvalidations: "in decreasing order from most recent to oldest".
  for (const { Id } of list.InvalidationList?.Items ?? []) {
    const known = Id === undefined ? undefined : await readInvalidation(cloudFront, distribution, Id)
    if (known && parseReference(known.reference)) return known
  }
  return undefined
}

export async function readInvalidation(
  cloudFront: CdnContext['cloudFront'],
  distribution: string,
  id: string,
): Promise<Known> {
  const answer = await cloudFront
    .send(new GetInvalidationCommand({ DistributionId: distribution, Id: id }))
    .catch((thrown: unknown) => {
      throw explainCdnError(thrown, distribution, `reading the invalidation ${id}`)
    })
  const { Status, InvalidationBatch } = answer.Invalidation ?? {}
  return {
    id,
    reference: InvalidationBatch?.CallerReference ?? '',
    paths: InvalidationBatch?.Paths?.Items ?? [],
    // AWS writes `Completed`; emulators write it in capitals.
    completed: Status?.toLowerCase() === 'completed',
  }
}

export function explainCdnError(thrown: unknown, distribution: string, doing: string): Error {
  if (awsErrorName(thrown) !== 'NoSuchDistribution') return explainAwsError(thrown, doing)
  return userError({
    code: 'unknown-distribution',
    message: `CloudFront has no distribution ${distribution} in this account`,
    cure: 'Correct its id, or the role: distributions are found in their own account only.',
    cause: thrown,
  })
}
