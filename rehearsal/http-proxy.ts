/**
 * The way out of the simulated network: steps get it as HTTP_PROXY, so that a check of http://LOAD-BALANCER/health is
 * answered by the simulated load balancer of that name. Anything else does not exist, and HTTPS is not simulated.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { World } from './aws/kernel/types.ts'

export type AnswerHttp = (world: World, hostname: string, path: string) => { status: number; body: string } | undefined

export interface HttpProxy {
  url: string
  close(): Promise<void>
}

export async function startHttpProxy(world: World, answer: AnswerHttp): Promise<HttpProxy> {
  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '')
    const found = url?.protocol === 'http:' ? answer(world, url.hostname, url.pathname) : undefined
    if (found) response.writeHead(found.status, { 'content-type': 'text/plain' }).end(found.body)
    else response.writeHead(502).end(`the rehearsal has no host ${url?.host ?? request.url}\n`)
  })
  server.on('connect', (request, socket) => {
    socket.end(`HTTP/1.1 502 Bad Gateway\r\n\r\nthe rehearsal has no HTTPS host ${request.url}\n`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
