import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setAlarm } from '#rehearsal/aws/cloudwatch/alarms.ts'
import { cloudwatch } from '#rehearsal/aws/cloudwatch/room.ts'
import { createResource, openTestAccount } from '#rehearsal/aws/kernel/testing.ts'
import { createSession } from '../aws/session.ts'
import type { Clock } from '../clock.ts'
import type { HttpCheck } from '../config/schema.ts'
import { memoryReporter } from '../report/reporter.ts'
import { fakeClock } from '../testing.ts'
import { alarmReader } from './alarms.ts'
import { problemsOf } from './http-check.ts'
import { verify } from './verify.ts'

let server: Server
let url: string
/** Statuses to answer, one a request; the last one stays. */
let statuses: number[] = [200]
let requests = 0

beforeAll(async () => {
  server = createServer((request, response) => {
    requests++
    const status = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200
    if (status === 0) return request.socket.destroy()
    response.writeHead(status, status === 302 ? { location: `${url}/other` } : {}).end(`status ${status}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => void server.close())

function answer(...given: number[]): void {
  statuses = given
  requests = 0
}

function check(more: Partial<HttpCheck> = {}): HttpCheck {
  return { url, status: 200, consecutive: 3, intervalSeconds: 5, timeoutSeconds: 60, ...more }
}

function checking(clock: Clock = fakeClock()) {
  return { clock, report: memoryReporter(), followRedirects: false }
}

const noAlarms = { readAlarms: undefined, soakMinutes: 0 }

test('a check wants good answers in a row', async () => {
  answer(503, 200, 200, 0, 200)
  const context = checking()

  const [result] = await verify(context, { ...noAlarms, http: [check()] })

  expect(result).toMatchObject({ component: url, kind: 'check', outcome: 'succeeded' })
  expect(requests).toBe(7)
  expect(context.report.lines).toEqual([
    `${url}: HTTP 503 instead of 200 (0 ms)`,
    `${url}: HTTP 200 in 0 ms`,
    expect.stringMatching(/no answer: socket hang up/),
    `${url}: HTTP 200 in 0 ms`,
    `${url}: good, 3 in a row`,
  ])
})

test('a check that does not become good in time shows the last answers and their body', async () => {
  answer(503)

  const [result] = await verify(checking(), { ...noAlarms, http: [check()] })

  expect(result).toMatchObject({ outcome: 'failed', seconds: 60 })
  expect(result?.dossier?.reason).toContain('did not become good within 1 min: HTTP 503 instead of 200')
  expect(result?.dossier?.evidence[1]?.lines).toEqual(['status 503'])
})

test('a redirect is an answer of its own, unless it is to be followed', async () => {
  answer(302, 200)
  const redirect = check({ consecutive: 1, status: 302 })

  const [own] = await verify(checking(), { ...noAlarms, http: [redirect] })
  answer(302, 200)
  const [followed] = await verify(
    { ...checking(), followRedirects: true },
    { ...noAlarms, http: [check({ consecutive: 1 })] },
  )

  expect([own?.outcome, followed?.outcome]).toEqual(['succeeded', 'succeeded'])
  expect(requests).toBe(2)
})

test.each([
  [{ status: 200 }, { status: 200, milliseconds: 5, body: '' }, 0],
  [{ status: 200 }, { status: 404, milliseconds: 5, body: '' }, 1],
  [{ status: 200, bodyContains: 'ok' }, { status: 200, milliseconds: 5, body: 'all ok' }, 0],
  [{ status: 200, bodyContains: 'ok' }, { status: 200, milliseconds: 5, body: 'bad' }, 1],
  [{ status: 200, latencyMs: 100 }, { status: 200, milliseconds: 100, body: '' }, 0],
  [{ status: 200, latencyMs: 100 }, { status: 500, milliseconds: 101, body: '' }, 2],
])('%j has for %j so many problems: %i', (wanted, given, count) => {
  expect(problemsOf(wanted, given)).toHaveLength(count)
})

async function openAlarms(onSleep?: (now: number) => void) {
  const account = await openTestAccount({ rooms: [cloudwatch] })
  for (const AlarmName of ['errors', 'latency']) {
    await createResource(account, 'AWS::CloudWatch::Alarm', {
      AlarmName,
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'HTTPCode_Target_5XX_Count',
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      Period: 60,
      Statistic: 'Sum',
      Threshold: 5,
      TreatMissingData: 'notBreaching',
    })
  }
  process.env.AWS_ENDPOINT_URL = account.url
  const started = account.clock.now()
  const clock: Clock = {
    now: () => account.clock.now(),
    async sleep(milliseconds) {
      await account.clock.advance(milliseconds)
      onSleep?.((account.clock.now() - started) / 1000)
    },
  }
  const session = createSession({ region: account.region, credentials: async () => account.config.credentials, clock })
  const turn = (name: string, state: 'OK' | 'ALARM') =>
    setAlarm(account.world, account, name, state, `because of ${name}`)
  return { account, clock, turn, readAlarms: (...names: string[]) => alarmReader(session, names) }
}

test('quiet alarms and good checks soak for the time that is asked for', async () => {
  answer(200)
  const { account, clock, turn, readAlarms } = await openAlarms()
  await using _ = account
  turn('errors', 'OK')

  const results = await verify(checking(clock), {
    http: [check()],
    readAlarms: readAlarms('errors', 'latency'),
    soakMinutes: 5,
  })

  expect(results.map(({ outcome }) => outcome)).toEqual(['succeeded', 'succeeded'])
  expect(results[1]?.detail).toContain('2 alarms quiet for 5 min')
  // 3 at first, then one each half minute, at both ends.
  expect(requests).toBe(3 + 11)
})

test('an alarm that is red fails at once, with its reason', async () => {
  answer(200)
  const { account, clock, turn, readAlarms } = await openAlarms()
  await using _ = account
  turn('latency', 'ALARM')

  const results = await verify(checking(clock), {
    http: [check()],
    readAlarms: readAlarms('errors', 'latency'),
    soakMinutes: 5,
  })

  expect(results.map(({ outcome }) => outcome)).toEqual(['succeeded', 'failed'])
  expect(results[1]?.dossier?.reason).toBe('1 alarm in ALARM: latency: because of latency')
  expect(requests).toBe(3)
})

test('an alarm that goes red in the soak ends it', async () => {
  answer(200)
  const { account, clock, turn, readAlarms } = await openAlarms((seconds) => seconds >= 120 && turn('errors', 'ALARM'))
  await using _ = account

  const [, alarms] = await verify(checking(clock), {
    http: [check()],
    readAlarms: readAlarms('errors'),
    soakMinutes: 60,
  })

  expect(alarms).toMatchObject({ outcome: 'failed' })
  expect(alarms?.dossier?.reason).toMatch(/ in ALARM, 2 min.* into the soak: errors/)
})

test('in the soak one bad answer is forgiven, as many in a row as were wanted good are not', async () => {
  answer(200, 200, 200, 200, 503, 200, 503, 503, 503)

  const [result] = await verify(checking(), { http: [check()], readAlarms: undefined, soakMinutes: 60 })

  expect(result).toMatchObject({ outcome: 'failed' })
  expect(result?.detail).toContain('bad again in the soak')
  expect(requests).toBe(9)
})

test('an alarm that does not exist is named before anything is asked', async () => {
  answer(503)
  const { account, clock, readAlarms } = await openAlarms()
  await using _ = account

  const verified = verify(checking(clock), {
    http: [check()],
    readAlarms: readAlarms('errors', 'nothing'),
    soakMinutes: 0,
  })

  await expect(verified).rejects.toMatchObject({ code: 'missing-alarm', message: expect.stringContaining('nothing') })
  expect(requests).toBe(0)
})
