import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { Conductor } from './conductor.ts'
import { VirtualClock } from './virtual-clock.ts'

const start = Date.parse('2026-01-01T00:00:00Z')

/** Runs scripts as child processes in virtual time, at once; answers what each printed, in order of printing. */
async function runAll(scripts: readonly string[], clock = new VirtualClock(start)) {
  const server = createServer((_, response) => void setTimeout(() => response.end('hi'), 5)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stuck: string[] = []
  const conductor = await Conductor.start(clock, (reason) => stuck.push(reason))
  const printed: string[] = []
  async function runOne(script: string): Promise<void> {
    const release = conductor.hold()
    const ticket = conductor.ticket()
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env: { PATH: process.env.PATH, URL: url, ...ticket.environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    ticket.adopt(child)
    child.stdout.setEncoding('utf8').on('data', (text: string) => printed.push(...text.trim().split('\n')))
    await conductor.idle(once(child, 'close'))
    release()
  }
  await Promise.all(scripts.map(runOne))
  await conductor.close()
  server.close()
  return { printed, stuck, elapsed: clock.now() - start }
}

test('an hour passes at once, and requests and files take no virtual time', async () => {
  const { printed, elapsed } = await runAll([
    `import { readFile } from 'node:fs/promises'
     import { setTimeout as sleep } from 'node:timers/promises'
     await fetch(process.env.URL); await sleep(3_600_000); await readFile('/dev/null')
     console.log(new Date().toISOString(), AbortSignal.timeout(1000).aborted)`,
  ])

  expect(printed).toEqual(['2026-01-01T01:00:00.000Z false'])
  expect(elapsed).toBe(3_600_000)
})

test('sleepers are woken in the order of time, whoever they are', async () => {
  const sleeper = (name: string, delays: number[]) =>
    `for (const delay of ${JSON.stringify(delays)}) {
       await new Promise((resolve) => setTimeout(resolve, delay))
       await fetch(process.env.URL)
       console.log('${name}', Date.now() - ${start})
     }`

  const { printed } = await runAll([sleeper('a', [1000, 3000]), sleeper('b', [2000, 500, 2000])])

  expect(printed).toEqual(['a 1000', 'b 2000', 'b 2500', 'a 4000', 'b 4500'])
})

test('events of the clock happen while processes sleep', async () => {
  const clock = new VirtualClock(start)
  const happened: number[] = []
  let next: number | undefined = start + 90_000
  clock.attach({
    nextAt: () => next,
    fire: (now) => {
      happened.push(now - start)
      next = undefined
    },
  })

  await runAll(["await new Promise((resolve) => setTimeout(resolve, 120_000)); console.log('done')"], clock)

  expect(happened).toEqual([90_000])
})

test('an interval that is cleared ends the process', async () => {
  const { printed, elapsed } = await runAll([
    `let n = 0
     const timer = setInterval(() => { console.log(++n); if (n === 3) clearInterval(timer) }, 10_000)`,
  ])

  expect(printed).toEqual(['1', '2', '3'])
  expect(elapsed).toBe(30_000)
})

test('a wait for what never comes is told', async () => {
  const stuck: string[] = []
  const conductor = await Conductor.start(new VirtualClock(start), (reason) => stuck.push(reason))
  conductor.hold()

  void conductor.idle(new Promise(() => {}))
  await new Promise((resolve) => setTimeout(resolve, 20))

  expect(stuck).toEqual(['everybody waits and nothing is planned to happen'])
  await conductor.close()
})
