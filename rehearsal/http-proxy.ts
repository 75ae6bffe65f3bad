/**
 * The way out of the simulated network: steps get it as HTTP_PROXY, so that a check of http://LOAD-BALANCER/health is
 * answered by the simulated load balancer of that name. Anything else does not exist, and HTTPS is not simulated.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { World } from './aws/kernel/types.ts'

export type AnswerHttp = (
  world: World,
  hostname: string,
  path: string,
  request: { method: string; port?: number },
) => { status: number; body: string; headers: Record<string, string> } | undefined

export interface HttpProxy {
  url: string
  close(): Promise<void>
}

export async function startHttpProxy(world: World, answer: AnswerHttp): Promise<HttpProxy> {
  const server = createServer((request, response) => {
    // A proxied request names the whole address; one through a tunnel has its host in the header.
    const url = URL.parse(request.url ?? '', `http://${request.headers.host}`)
    const found =
      url?.protocol === 'http:'
        ? answer(world, url.hostname, url.pathname + url.search, asked(request.method, url.port))
        : undefined
    if (found) response.writeHead(found.status, found.headers).end(found.body)
    else response.writeHead(502).end(`the rehearsal has no host ${url?.host ?? request.url}\n`)
  })
  server.on('connect', (request, socket) => {
    if (request.url?.endsWith(':443')) {
      socket.end(`HTTP/1.1 502 Bad Gateway\r\n\r\nHTTPS is not rehearsed: ${request.url}\n`)
      return
    }
    // Some clients tunnel plain HTTP too; what comes through is a request like any other.
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    server.emit('connection', socket)
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

function asked(method = 'GET', port: string): { method: string; port?: number } {
  return port === '' ? { method } : { method, port: Number(port) }
}
