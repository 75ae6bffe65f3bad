/**
 * Loaded into each child process of a rehearsal (`node --import`): its timers and clocks run on virtual time.
 *
 * A process is asleep when nothing but timers keeps it alive: no request on its way, no file being read, no
 * query being answered. It then tells the conductor when its next timer is due, and is woken with the new time.
 * Timers of Node's own internals (socket time-outs) are not touched: they guard real connections.
 */
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import timers from 'node:timers'
import timersPromises from 'node:timers/promises'

const [port, ticket] = (process.env.REHEARSAL_CLOCK ?? '').split(':')
if (port && ticket) await install(Number(port), ticket)

async function install(port, ticket) {
  const real = { Date, setImmediate, setTimeout, clearTimeout }
  const socket = net.connect({ port, host: '127.0.0.1' })
  socket.setNoDelay(true)
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  const databaseSockets = watchDatabaseSockets(socket)

  let now = 0
  // How often the conductor said that something happened to this process.
  let nudges = 0
  const pending = new Map()
  let lastId = 0

  function send(message) {
    socket.write(`${JSON.stringify(message)}\n`)
  }

  class Timer {
    constructor(callback, delay, repeat, args) {
      this.id = ++lastId
      this.callback = callback
      this.delay = Math.max(1, Math.min(Number(delay) || 0, 2 ** 31 - 1))
      // A zero delay means "as soon as possible" and takes no virtual time.
      this.due = Number(delay) > 0 ? now + this.delay : now
      this.repeat = repeat
      this.args = args
      this.referenced = true
      pending.set(this.id, this)
      changed()
    }
    ref() {
      this.referenced = true
      changed()
      return this
    }
    unref() {
      this.referenced = false
      changed()
      return this
    }
    hasRef() {
      return this.referenced
    }
    refresh() {
      this.due = now + this.delay
      pending.set(this.id, this)
      changed()
      return this
    }
    close() {
      clear(this)
      return this
    }
    [Symbol.toPrimitive]() {
      return this.id
    }
    [Symbol.dispose]() {
      clear(this)
    }
  }

  function clear(timer) {
    const id = typeof timer === 'object' && timer !== null ? timer.id : Number(timer)
    if (pending.delete(id)) changed()
  }

  function virtualSetTimeout(callback, delay, ...args) {
    if (typeof callback !== 'function') throw new TypeError('The "callback" argument must be of type function.')
    return new Timer(callback, delay, false, args)
  }
  function virtualSetInterval(callback, delay, ...args) {
    if (typeof callback !== 'function') throw new TypeError('The "callback" argument must be of type function.')
    return new Timer(callback, delay, true, args)
  }

  let checking = false
  function changed() {
    const holds = [...pending.values()].some((timer) => timer.referenced)
    if (holds) socket.ref()
    else socket.unref()
    if (!checking) {
      checking = true
      real.setImmediate(() => check(0))
    }
  }

  /** Runs what is due now; else, once nothing is under way in two turns of the event loop, says so and sleeps. */
  function check(quietTurns) {
    if (fireDue()) return void real.setImmediate(() => check(0))
    const waits = [...pending.values()].filter((timer) => timer.referenced)
    if (waits.length === 0) {
      // Nothing to sleep for: it is working, or about to end. A new timer starts the check again.
      checking = false
      return
    }
    if (busy()) return void real.setTimeout(() => check(0), 1)
    if (quietTurns < 2) return void real.setImmediate(() => check(quietTurns + 1))
    checking = false
    send({ idle: Math.min(...[...pending.values()].map((timer) => timer.due)), nudges })
  }

  function fireDue() {
    const due = [...pending.values()].filter((timer) => timer.due <= now)
    if (due.length === 0) return false
    const timer = due.sort((a, b) => a.due - b.due || a.id - b.id)[0]
    if (timer.repeat) timer.due = now + timer.delay
    else pending.delete(timer.id)
    changed()
    timer.callback(...timer.args)
    return true
  }

  function busy() {
    const passive = new Set(['Timeout', 'TTYWrap', 'PipeWrap', 'SignalWrap', 'TCPServerWrap', 'MessagePort'])
    let sockets = 0
    for (const resource of process.getActiveResourcesInfo()) {
      if (resource === 'TCPSocketWrap' || resource === 'TLSWrap') sockets++
      else if (!passive.has(resource)) return true
    }
    return sockets > 1 + databaseSockets.quiet()
  }

  const gotFirst = Promise.withResolvers()
  let received = ''
  socket.on('data', (chunk) => {
    received += chunk
    for (let end = received.indexOf('\n'); end >= 0; end = received.indexOf('\n')) {
      const message = JSON.parse(received.slice(0, end))
      now = message.now
      if (message.nudges > nudges) {
        nudges = message.nudges
        send({ heard: nudges })
      }
      received = received.slice(end + 1)
      gotFirst.resolve()
      changed()
    }
  })
  // The rehearsal is over or was killed: real time must not take over silently.
  socket.on('close', () => process.exit(129))
  socket.on('error', () => process.exit(129))
  send({ hello: ticket })
  await gotFirst.promise
  socket.unref()

  globalThis.setTimeout = timers.setTimeout = virtualSetTimeout
  globalThis.setInterval = timers.setInterval = virtualSetInterval
  globalThis.clearTimeout = timers.clearTimeout = clear
  globalThis.clearInterval = timers.clearInterval = clear
  timersPromises.setTimeout = (delay, value, options = {}) =>
    new Promise((resolve, reject) => {
      const abort = () => {
        clear(timer)
        reject(
          Object.assign(new Error('The operation was aborted', { cause: options.signal.reason }), {
            name: 'AbortError',
            code: 'ABORT_ERR',
          }),
        )
      }
      const timer = virtualSetTimeout(() => {
        options.signal?.removeEventListener('abort', abort)
        resolve(value)
      }, delay)
      if (options.ref === false) timer.unref()
      if (options.signal?.aborted) abort()
      else options.signal?.addEventListener('abort', abort, { once: true })
    })
  timersPromises.scheduler.wait = (delay, options) => timersPromises.setTimeout(delay, undefined, options)
  AbortSignal.timeout = (delay) => {
    const controller = new AbortController()
    virtualSetTimeout(
      () => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
      delay,
    ).unref()
    return controller.signal
  }

  class VirtualDate extends real.Date {
    constructor(...args) {
      if (args.length === 0) super(now)
      else super(...args)
    }
    static now() {
      return now
    }
  }
  globalThis.Date = new Proxy(VirtualDate, {
    apply: () => new real.Date(now).toString(),
  })
  const start = now
  performance.now = () => now - start
  syncBuiltinESMExports()
}

/**
 * A connection to PostgreSQL stays open between queries. It is quiet when the server's last word was
 * ReadyForQuery ('Z', length 5, status: PostgreSQL documentation, "Message Formats") and nothing was sent since.
 */
function watchDatabaseSockets(own) {
  const quiet = new Set()
  const { emit, write } = net.Socket.prototype
  net.Socket.prototype.emit = function (event, chunk, ...rest) {
    if (this !== own && event === 'data' && Buffer.isBuffer(chunk)) {
      const end = chunk.subarray(-6)
      if (
        end.length === 6 &&
        end.readUInt32BE(1) === 5 &&
        end[0] === 0x5a &&
        'ITE'.includes(String.fromCharCode(end[5]))
      )
        quiet.add(this)
    } else if (event === 'close') quiet.delete(this)
    return emit.call(this, event, chunk, ...rest)
  }
  net.Socket.prototype.write = function (...args) {
    quiet.delete(this)
    return write.apply(this, args)
  }
  return { quiet: () => quiet.size }
}
