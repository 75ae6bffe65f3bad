/** One HTTP check: good answers in a row, within a time. */
import type { Clock } from '../clock.ts'
import type { HttpCheck } from '../config/schema.ts'
import { asError } from '../errors.ts'
import { createHttpClient } from '../http.ts'
import type { Reporter } from '../report/reporter.ts'
import { duration } from '../report/text.ts'
import { poll } from '../rollout/poll.ts'

export interface Answer {
  /** Undefined where there was no answer. */
  status: number | undefined
  milliseconds: number
  body: string
  /** Why it is not good; empty if it is. */
  problems: string[]
}

export interface HttpResult {
  state: 'good' | 'timed-out' | 'aborted'
  answers: Answer[]
}

export interface Checking {
  clock: Clock
  signal?: AbortSignal
  report: Reporter
  followRedirects: boolean
}

const answerSeconds = 30
const kept = 5
const bodyBytes = 64 * 1024

/** Asks until `consecutive` answers in a row are good. Keeps the last answers. Never throws for what a server does. */
export async function checkHttp(check: HttpCheck, checking: Checking): Promise<HttpResult> {
  const { clock, signal, report } = checking
  const answers: Answer[] = []
  let inARow = 0
  let said = ''
  const result = await poll({
    observe: () => askOnce(check, checking),
    done: (answer) => {
      inARow = answer.problems.length === 0 ? inARow + 1 : 0
      return inARow >= check.consecutive
    },
    onSeen: (answer) => {
      answers.push(answer)
      answers.splice(0, answers.length - kept)
      const text = describeKind(answer)
      if (text !== said) report.info(`${check.url}: ${describeAnswer(answer)}`)
      said = text
    },
    intervalSeconds: check.intervalSeconds,
    deadline: clock.now() + check.timeoutSeconds * 1000,
    clock,
    ...(signal && { signal }),
  })
  if (result.state === 'done') {
    report.info(`${check.url}: good, ${check.consecutive} in a row`)
    return { state: 'good', answers }
  }
  return { state: result.state, answers }
}

export async function askOnce(check: HttpCheck, { clock, followRedirects }: Checking): Promise<Answer> {
  const http = await createHttpClient('fairway', [], {
    allowRedirects: followRedirects,
    socketTimeout: Math.min(answerSeconds, check.timeoutSeconds) * 1000,
    keepAlive: false,
  })
  const started = clock.now()
  try {
    const { message } = await http.get(check.url)
    const body = await readBody(message)
    const milliseconds = clock.now() - started
    const status = message.statusCode ?? 0
    return { status, milliseconds, body, problems: problemsOf(check, { status, milliseconds, body }) }
  } catch (thrown) {
    const error = asError(thrown)
    const reason = error.message || (error as NodeJS.ErrnoException).code || error.name
    return { status: undefined, milliseconds: clock.now() - started, body: '', problems: [`no answer: ${reason}`] }
  }
}

/** What is not as the check wants it. */
export function problemsOf(
  check: Pick<HttpCheck, 'status' | 'bodyContains' | 'latencyMs'>,
  { status, milliseconds, body }: { status: number; milliseconds: number; body: string },
): string[] {
  const { bodyContains, latencyMs } = check
  return [
    ...(status === check.status ? [] : [`HTTP ${status} instead of ${check.status}`]),
    ...(bodyContains === undefined || body.includes(bodyContains)
      ? []
      : [`the body does not contain ${JSON.stringify(bodyContains)}`]),
    ...(latencyMs === undefined || milliseconds <= latencyMs
      ? []
      : [`took ${milliseconds} ms, more than ${latencyMs} ms`]),
  ]
}

export function describeAnswer({ status, milliseconds, problems }: Answer): string {
  const took = milliseconds < 10_000 ? `${milliseconds} ms` : duration(milliseconds / 1000)
  return problems.length === 0 ? `HTTP ${status} in ${took}` : `${problems.join(', ')} (${took})`
}

/** The same for answers that differ in time alone. */
function describeKind({ status, problems }: Answer): string {
  return `${status} ${problems.length === 0} ${problems.filter((text) => !text.startsWith('took')).join()}`
}

/** The start of the body is enough to look into, and a stream without end must not fill the memory. */
async function readBody(message: AsyncIterable<unknown> & { destroy(): unknown }): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of message) {
    chunks.push(chunk as Buffer)
    bytes += (chunk as Buffer).length
    if (bytes >= bodyBytes) break
  }
  message.destroy()
  return Buffer.concat(chunks).subarray(0, bodyBytes).toString('utf8')
}
