/** How verification ended, for people. */
import type { HttpCheck } from '../config/schema.ts'
import { cut } from '../report/limits.ts'
import { duration, plural } from '../report/text.ts'
import type { Dossier, RolloutResult } from '../rollout/outcome.ts'
import type { AlarmState } from './alarms.ts'
import { describeAnswer, type HttpResult } from './http-check.ts'

const excerptCharacters = 1000

export function httpResult(
  check: HttpCheck,
  { state, answers }: HttpResult,
  { seconds, soaked }: { seconds: number; soaked: boolean },
): RolloutResult {
  const component = check.url
  const last = answers.at(-1)
  if (state === 'good') {
    const detail = `${plural(check.consecutive, 'good answer')} in a row${soaked ? ', and good through the soak' : ''}`
    return { component, kind: 'check', outcome: 'succeeded', detail, seconds }
  }
  const outcome = state === 'aborted' ? 'stopped' : 'failed'
  const seen = last ? describeAnswer(last) : 'no answer yet'
  const what = soaked ? 'was bad again in the soak' : `did not become good within ${duration(check.timeoutSeconds)}`
  const reason = outcome === 'stopped' ? `the job was cancelled; last: ${seen}` : `${component} ${what}: ${seen}`
  const dossier: Dossier = {
    component,
    outcome,
    reason,
    nextStep:
      last?.status === undefined
        ? 'Check that the address is right and that the runner can reach it.'
        : 'Look at the service’s log for this request; the release is not verified.',
    evidence: [
      { title: 'Last answers', lines: answers.map(describeAnswer) },
      { title: 'Body of the last answer', lines: last?.body ? cut(last.body, excerptCharacters).split('\n') : [] },
    ],
  }
  return { component, kind: 'check', outcome, detail: reason, seconds, dossier }
}

interface Watched {
  seconds: number
  soakedSeconds?: number
  aborted: boolean
}

export function alarmResult(
  alarms: readonly AlarmState[],
  { seconds, soakedSeconds, aborted }: Watched,
): RolloutResult {
  const component = 'alarms'
  const red = alarms.filter(({ state }) => state === 'ALARM')
  const blind = alarms.filter(({ state }) => state === 'INSUFFICIENT_DATA').map(({ name }) => name)
  if (red.length === 0 && !aborted) {
    const soaked = soakedSeconds ? ` for ${duration(soakedSeconds)}` : ''
    const note = blind.length > 0 ? `; without data: ${blind.join(', ')}` : ''
    const detail = `${plural(alarms.length, 'alarm')} quiet${soaked}${note}`
    return { component, kind: 'check', outcome: 'succeeded', detail, seconds }
  }
  const outcome = red.length === 0 ? 'stopped' : 'failed'
  const when = soakedSeconds === undefined ? '' : `, ${duration(soakedSeconds)} into the soak`
  const names = red.map(({ name }) => name).join(', ')
  const reason =
    outcome === 'stopped'
      ? `the job was cancelled${when}`
      : `${plural(red.length, 'alarm')} in ALARM${when}: ${names}: ${red[0]?.reason ?? ''}`
  const dossier: Dossier = {
    component,
    outcome,
    reason,
    nextStep:
      outcome === 'stopped'
        ? 'Run the job again to verify the release.'
        : 'Look at the metric of the alarm around this time; the release is not verified.',
    evidence: [{ title: 'Alarms', lines: alarms.map(({ name, state, reason: why }) => `${name}: ${state}: ${why}`) }],
  }
  return { component, kind: 'check', outcome, detail: reason, seconds, dossier }
}
