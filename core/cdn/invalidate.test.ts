import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront'
import { expect, test } from 'vitest'
import type { CloudFrontState } from '#rehearsal/aws/cloudfront/distributions.ts'
import { cloudfront } from '#rehearsal/aws/cloudfront/room.ts'
import { createResource, openTestAccount } from '#rehearsal/aws/kernel/testing.ts'
import { testHost } from '../action/testing.ts'
import { createSession } from '../aws/session.ts'
import { cdnContext } from './context.ts'
import { decideInvalidation } from './decide.ts'
import { type CdnTask, invalidate } from './invalidate.ts'
import { restoreCdn } from './restore.ts'

const origin = { Id: 'web', DomainName: 'web.example.com', CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } }
const DistributionConfig = {
  Enabled: true,
  Origins: [origin],
  DefaultCacheBehavior: { TargetOriginId: 'web', ViewerProtocolPolicy: 'redirect-to-https', CachePolicyId: 'policy' },
}

async function openDistribution() {
  const account = await openTestAccount({ rooms: [cloudfront] })
  const { physicalId: distribution } = await createResource(account, 'AWS::CloudFront::Distribution', {
    DistributionConfig,
  })
  process.env.AWS_ENDPOINT_URL = account.url
  const clock = { now: () => account.clock.now(), sleep: (milliseconds: number) => account.clock.advance(milliseconds) }
  const session = createSession({ region: account.region, credentials: async () => account.config.credentials, clock })
  let runId = 0
  /** Each call is a job of its own. */
  const job = (signal?: AbortSignal) => {
    const host = testHost('invalidate-cdn', {}, { clock, github: { runId: ++runId }, ...(signal && { signal }) })
    return { host, context: cdnContext(host, session) }
  }
  const task = (release: string, more: Partial<CdnTask> = {}): CdnTask => ({
    component: 'cdn',
    environment: 'dev',
    release,
    distribution,
    paths: ['/*'],
    wait: true,
    timeoutMinutes: 30,
    ...more,
  })
  const { distributions } = account.world.state<CloudFrontState>('cloudfront', account)
  const asked = () => distributions[distribution]?.invalidations ?? []
  return { account, clock, session, job, task, asked, distribution, client: new CloudFrontClient(account.config) }
}

test('a release is invalidated once and waited for, however often it is deployed', async () => {
  const { account, job, task, asked } = await openDistribution()
  await using _ = account
  const first = job()

  const result = await invalidate(first.context, task('r-1'))
  const again = await invalidate(job().context, task('r-1'))

  expect(result).toMatchObject({ outcome: 'succeeded', id: asked()[0]?.id })
  expect(result.seconds).toBeGreaterThanOrEqual(60)
  expect(again).toMatchObject({ outcome: 'unchanged', id: asked()[0]?.id })
  expect(asked()).toHaveLength(1)
  expect(await first.host.journal.entries()).toMatchObject([
    { kind: 'cdn', rollout: asked()[0]?.id, after: { paths: ['/*'] }, outcome: 'succeeded' },
  ])
})

test('one that another job has started for the release is followed', async () => {
  const { account, job, task, asked } = await openDistribution()
  await using _ = account
  await invalidate(job().context, task('r-1', { wait: false }))

  const result = await invalidate(job().context, task('r-1'))

  expect(result.outcome).toBe('succeeded')
  expect(asked().map(({ status }) => status)).toEqual(['Completed'])
})

test('after another release was there, an older one is invalidated anew, and so is one after a rollback', async () => {
  const { account, job, session, task, asked } = await openDistribution()
  await using _ = account
  await invalidate(job().context, task('r-1'))
  const second = job()
  await invalidate(second.context, task('r-2'))
  const [entry] = await second.host.journal.entries()

  const restored = entry && (await restoreCdn(second.host, session, entry))
  const repeated = await invalidate(job().context, task('r-2'))
  const older = await invalidate(job().context, task('r-1'))

  expect([restored?.outcome, repeated.outcome, older.outcome]).toEqual(['succeeded', 'succeeded', 'succeeded'])
  expect(asked().map(({ callerReference }) => callerReference)).toEqual([
    'fairway:r-1:deploy:1.1:cdn',
    'fairway:r-2:deploy:2.1:cdn',
    'fairway:r-2:restore:2.1:cdn',
    'fairway:r-2:deploy:3.1:cdn',
    'fairway:r-1:deploy:4.1:cdn',
  ])
})

test('invalidations of others are waited out where CloudFront takes no more', async () => {
  const { account, client, distribution, job, task, asked } = await openDistribution()
  await using _ = account
  const Items = Array.from({ length: 15 }, (_, index) => `/${index}/*`)
  const batch = { CallerReference: 'by hand', Paths: { Quantity: Items.length, Items } }
  await client.send(new CreateInvalidationCommand({ DistributionId: distribution, InvalidationBatch: batch }))
  const { context, host } = job()

  const result = await invalidate(context, task('r-1'))

  expect(result.outcome).toBe('succeeded')
  expect(asked()).toHaveLength(2)
  expect(host.report.lines).toContainEqual(expect.stringContaining('waiting for other invalidations'))
})

test('one that does not complete in time, or is cancelled, says so and can be followed later', async () => {
  const { account, job, task } = await openDistribution()
  await using _ = account
  const controller = new AbortController()

  const late = await invalidate(job().context, task('r-1', { timeoutMinutes: 0.2 }))
  controller.abort('SIGINT')
  const cancelled = await invalidate(job(controller.signal).context, task('r-1'))
  const followed = await invalidate(job().context, task('r-1'))

  expect([late.outcome, cancelled.outcome, followed.outcome]).toEqual(['timed-out', 'stopped', 'succeeded'])
  expect(late.dossier?.reason).toContain('still in progress after 12 s')
})

test('an unknown distribution is named', async () => {
  const { account, job, task } = await openDistribution()
  await using _ = account

  await expect(invalidate(job().context, task('r-1', { distribution: 'E0' }))).rejects.toMatchObject({
    fault: 'user',
    code: 'unknown-distribution',
  })
})

test.each([
  ['nothing of ours', undefined, 'create'],
  ['this release', { reference: 'fairway:r-1:deploy:1.1:cdn', paths: ['/b', '/a'], completed: true }, 'unchanged'],
  [
    'this release, under way',
    { reference: 'fairway:r-1:deploy:1.1:cdn', paths: ['/a', '/b'], completed: false },
    'follow',
  ],
  ['other paths', { reference: 'fairway:r-1:deploy:1.1:cdn', paths: ['/a'], completed: true }, 'create'],
  ['another release', { reference: 'fairway:r-2:deploy:1.1:cdn', paths: ['/a', '/b'], completed: true }, 'create'],
  ['its rollback', { reference: 'fairway:r-1:restore:1.1:cdn', paths: ['/a', '/b'], completed: true }, 'create'],
])('where the newest invalidation is of %s', (_, newest, expected) => {
  expect(decideInvalidation(newest && { id: 'I1', ...newest }, 'r-1', ['/a', '/b']).kind).toBe(expected)
})
