/**
 * The endpoint of a simulated database: a loopback port that ends TLS, starts
 * the server at the first connection, and passes everything else through.
 * Message formats: PostgreSQL documentation, "Message Formats" and "SSL Session Encryption".
 */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls'
import type { Certificate } from './certificate.ts'

export interface ForwarderOptions {
  certificate: Certificate
  forceTls: boolean
  /** Asked for each connection; the first one starts the server. */
  upstream: () => Promise<number>
}

export interface Forwarder {
  port: number
  close(): Promise<void>
}

const sslRequest = 80877103
const gssRequest = 80877104
const cancelRequest = 80877102
const tlsHandshake = 0x16

/** Listens on the first of `ports` that is free. Throws if none is. */
export async function startForwarder(ports: number[], options: ForwarderOptions): Promise<Forwarder> {
  const { key, cert } = options.certificate
  const context = createSecureContext({ key, cert })
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    greet(socket, context, options)
  })
  const port = await listen(server, ports)
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  return { port, close }
}

async function listen(server: Server, ports: number[]): Promise<number> {
  for (const port of ports) {
    const free = await new Promise<boolean>((resolve, reject) => {
      const refuse = (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error))
      server.once('error', refuse)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', refuse)
        resolve(true)
      })
    })
    if (free) return (server.address() as AddressInfo).port
  }
  throw new Error(`None of these ports is free for a database: ${ports.join(', ')}`)
}

/** Reads the first message, which says how the client wants to talk. */
function greet(socket: Socket, context: SecureContext, options: ForwarderOptions): void {
  socket.on('error', () => socket.destroy())
  readFirst(socket, (first) => {
    const code = first.length >= 8 ? first.readInt32BE(4) : 0
    if (code === gssRequest) {
      socket.write('N')
      greet(socket, context, options)
    } else if (code === sslRequest) {
      // Bytes after the request would be an injected plain-text command (CVE-2021-23222).
      if (first.length > 8) socket.destroy()
      else socket.write('S', () => pass(secure(socket, context), options))
    } else if (first[0] === tlsHandshake) {
      socket.unshift(first)
      pass(secure(socket, context), options)
    } else if (options.forceTls && code !== cancelRequest) {
      const message = 'no pg_hba.conf entry for host "127.0.0.1", no encryption'
      socket.end(errorResponse('28000', message))
    } else {
      socket.unshift(first)
      pass(socket, options)
    }
  })
}

function readFirst(socket: Socket, use: (first: Buffer) => void): void {
  let read = Buffer.alloc(0)
  const collect = (chunk: Buffer) => {
    read = Buffer.concat([read, chunk])
    if (read.length < 8 && read[0] !== tlsHandshake) return
    socket.off('data', collect)
    socket.pause()
    use(read)
  }
  socket.on('data', collect)
  socket.resume()
}

function secure(socket: Socket, secureContext: SecureContext): TLSSocket {
  const options = { isServer: true, secureContext, ALPNProtocols: ['postgresql'] }
  return new TLSSocket(socket, options)
}

function pass(client: Socket, options: ForwarderOptions): void {
  client.on('error', () => client.destroy())
  client.pause()
  options.upstream().then(
    (port) => {
      if (client.destroyed) return
      const server = connect({ port, host: '127.0.0.1', noDelay: true })
      server.on('error', () => client.destroy())
      client.on('close', () => server.destroy())
      server.on('close', () => client.destroy())
      client.pipe(server)
      server.pipe(client)
    },
    (error: unknown) => client.end(errorResponse('57P03', `the database could not be started: ${String(error)}`)),
  )
}

function errorResponse(sqlState: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${sqlState}\0M${message}\0\0`)
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
}
