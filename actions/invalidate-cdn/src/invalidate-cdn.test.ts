import { expect, test } from 'vitest'
import { testHost } from '#core/action/testing.ts'
import { fakeClock } from '#core/testing.ts'
import type { CloudFrontState } from '#rehearsal/aws/cloudfront/distributions.ts'
import { cloudfront } from '#rehearsal/aws/cloudfront/room.ts'
import { createResource, openTestAccount } from '#rehearsal/aws/kernel/testing.ts'
import { main } from './main.ts'
import { permissions } from './permissions.ts'

const DistributionConfig = {
  Enabled: true,
  Origins: [{ Id: 'web', DomainName: 'web.example.com', CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } }],
  DefaultCacheBehavior: { TargetOriginId: 'web', ViewerProtocolPolicy: 'redirect-to-https', CachePolicyId: 'policy' },
}

test('with plain inputs and the listed permissions, each distribution is invalidated once for a commit', async () => {
  await using account = await openTestAccount({ rooms: [cloudfront] })
  const ids: string[] = []
  for (const logicalId of ['One', 'Two']) {
    const made = await createResource(account, 'AWS::CloudFront::Distribution', { DistributionConfig }, { logicalId })
    ids.push(made.physicalId)
  }
  const statements = permissions.map(({ actions, resource }) => ({
    Effect: 'Allow',
    Action: actions,
    Resource: resource.replace(/\{\w+\}/g, '*'),
  }))
  const { credentials } = account.roleConfig('test', statements)
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: account.url,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  })
  const clock = { now: () => account.clock.now(), sleep: (milliseconds: number) => account.clock.advance(milliseconds) }
  const inputs = { 'distribution-id': ids.join('\n'), paths: '/index.html\n/a,b/*' }
  const outcomes: (string | undefined)[] = []

  for (const runId of [1, 2]) {
    const host = testHost('invalidate-cdn', inputs, { clock, github: { runId } })
    await main(host)
    outcomes.push(host.outputs.outcome)
  }

  expect(outcomes).toEqual(['succeeded', 'unchanged'])
  const { distributions } = account.world.state<CloudFrontState>('cloudfront', account)
  expect(ids.map((id) => distributions[id]?.invalidations.map(({ paths }) => paths))).toEqual([
    [['/index.html', '/a,b/*']],
    [['/index.html', '/a,b/*']],
  ])
})

test.each<[string, Record<string, string>, string]>([
  ['no distribution', {}, 'missing-input'],
  ['a path that does not start at the root', { 'distribution-id': 'E1', paths: 'index.html' }, 'invalid-input'],
])('%s is refused', async (_, inputs, code) => {
  const host = testHost('invalidate-cdn', inputs, { clock: fakeClock() })

  await expect(main(host)).rejects.toMatchObject({ fault: 'user', code })
})
