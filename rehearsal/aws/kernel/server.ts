/** The HTTP door of the simulated accounts, on loopback only. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Account, answer } from './dispatch.ts'

export interface AccountServer {
  url: string
  close(): Promise<void>
}

export async function serve(account: Account): Promise<AccountServer> {
  const server = createServer((request, response) => {
    reply(account, request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function reply(account: Account, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  const wire = { method: request.method ?? 'GET', path: request.url ?? '/', headers, body: Buffer.concat(chunks) }
  const result = await answer(account, wire)
  if (result === 'drop') {
    request.socket.destroy()
    return
  }
  // No Date header: SDKs correct their clock by it, and clients outside virtual time (tests) must not.
  response.sendDate = false
  response.writeHead(result.status, result.headers)
  response.end(request.method === 'HEAD' ? undefined : result.body)
}
