import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { testHost } from '#core/action/testing.ts'
import { fakeClock } from '#core/testing.ts'
import { main } from './main.ts'

test('with plain inputs, several addresses are checked and the worst one decides', async () => {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/good' ? 200 : 500).end('all is well')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const host = testHost('verify', { url: `${base}/good\n${base}/bad`, 'body-contains': 'well' }, { clock: fakeClock() })

  await main(host)

  server.close()
  expect(host.failed).toBe(true)
  expect(host.outputs.outcome).toBe('failed')
  expect(JSON.parse(host.outputs.results ?? '')).toMatchObject([
    { component: `${base}/good`, outcome: 'succeeded' },
    { component: `${base}/bad`, outcome: 'failed' },
  ])
  expect(host.report.lines.filter((line) => line.startsWith('error: '))).toHaveLength(1)
})

test.each<[string, Record<string, string>, string]>([
  ['nothing to verify', {}, 'missing-input'],
  ['an address without a scheme', { url: 'example.com' }, 'invalid-input'],
  ['a latency that is no number', { url: 'https://example.com', 'latency-ms': 'fast' }, 'invalid-input'],
])('%s is refused', async (_, inputs, code) => {
  const host = testHost('verify', inputs, { clock: fakeClock() })

  await expect(main(host)).rejects.toMatchObject({ fault: 'user', code })
})
