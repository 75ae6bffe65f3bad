/** Is what was deployed good? HTTP checks and alarms first, then alarms and checks again for as long as it soaks. */
import type { HttpCheck } from '../config/schema.ts'
import { duration, plural } from '../report/text.ts'
import type { RolloutResult } from '../rollout/outcome.ts'
import { poll } from '../rollout/poll.ts'
import type { AlarmState, ReadAlarms } from './alarms.ts'
import { type Answer, askOnce, type Checking, checkHttp, type HttpResult } from './http-check.ts'
import { alarmResult, httpResult } from './results.ts'

export interface VerifyTask {
  http: readonly HttpCheck[]
  /** Undefined where there are no alarms to watch. */
  readAlarms: ReadAlarms | undefined
  soakMinutes: number
}

const soakIntervalSeconds = 30

/** One result for each HTTP check and one for all alarms. Throws where an alarm does not exist or can't be read. */
export async function verify(context: Checking, task: VerifyTask): Promise<RolloutResult[]> {
  const started = context.clock.now()
  const seconds = () => (context.clock.now() - started) / 1000
  // An alarm that is not there is found before any check has waited.
  await task.readAlarms?.()
  const checked = await Promise.all(
    task.http.map(async (check) => {
      const result = await checkHttp(check, context)
      return { check, result, seconds: seconds() }
    }),
  )
  const alarms = (await task.readAlarms?.()) ?? []
  const good = checked.every(({ result }) => result.state === 'good') && alarms.every(isQuiet)
  const soaked = good && task.soakMinutes > 0 ? await soak(context, task) : undefined
  return [
    ...checked.map(({ check, result, seconds }, index) =>
      httpResult(check, soaked?.http[index] ?? result, { seconds, soaked: soaked !== undefined }),
    ),
    ...(task.readAlarms ? [alarmResult(soaked?.alarms ?? alarms, { seconds: seconds(), ...soakOf(soaked) })] : []),
  ]
}

interface Soaked {
  state: 'through' | 'bad' | 'aborted'
  seconds: number
  http: HttpResult[]
  alarms: AlarmState[]
}

/** A check is bad in the soak after as many bad answers in a row as it needs good ones: one lost packet is no outage. */
async function soak(context: Checking, { http, readAlarms, soakMinutes }: VerifyTask): Promise<Soaked> {
  const { clock, signal, report } = context
  const started = clock.now()
  const bad: Answer[][] = http.map(() => [])
  const watched = [plural(http.length, 'check'), ...(readAlarms ? ['the alarms'] : [])].join(' and ')
  report.info(`Soaking for ${duration(soakMinutes * 60)}: watching ${watched}`)

  async function observe(): Promise<{ http: boolean[]; alarms: AlarmState[] }> {
    const answers = await Promise.all(http.map((check) => askOnce(check, context)))
    for (const [index, answer] of answers.entries()) {
      if (answer.problems.length === 0) bad[index] = []
      else bad[index]?.push(answer)
    }
    const alarms = (await readAlarms?.()) ?? []
    return { http: http.map(({ consecutive }, index) => (bad[index]?.length ?? 0) < consecutive), alarms }
  }

  const result = await poll({
    observe,
    done: (seen) => seen.http.includes(false) || !seen.alarms.every(isQuiet),
    intervalSeconds: soakIntervalSeconds,
    deadline: started + soakMinutes * 60_000,
    clock,
    ...(signal && { signal }),
  })
  const state = result.state === 'timed-out' ? 'through' : result.state === 'done' ? 'bad' : 'aborted'
  if (state === 'through') report.info(`Soaked for ${duration(soakMinutes * 60)} without a fault`)
  return {
    state,
    seconds: (clock.now() - started) / 1000,
    alarms: result.seen?.alarms ?? [],
    http: http.map((_, index) => ({
      state: state === 'aborted' ? 'aborted' : result.seen?.http[index] === false ? 'timed-out' : 'good',
      answers: bad[index] ?? [],
    })),
  }
}

function soakOf(soaked: Soaked | undefined): { soakedSeconds?: number; aborted: boolean } {
  if (!soaked) return { aborted: false }
  return { soakedSeconds: soaked.seconds, aborted: soaked.state === 'aborted' }
}

function isQuiet({ state }: AlarmState): boolean {
  return state !== 'ALARM'
}
