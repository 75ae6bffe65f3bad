import type { ActionHost } from '#core/action/host.ts'
import { openPlainSession, openTarget } from '#core/action/target.ts'
import type { AwsSession } from '#core/aws/session.ts'
import { resolveContract } from '#core/config/contract.ts'
import { userError } from '#core/errors.ts'
import type { ReadAlarms } from '#core/verify/alarms.ts'
import type { VerifyTask } from '#core/verify/verify.ts'
import type { Inputs } from './inputs.ts'

/** What `verify` of an environment says. */
export async function configuredTask(host: ActionHost, inputs: Inputs): Promise<VerifyTask> {
  const { environment, session } = await openTarget(host, inputs, 'deploy')
  const { http, alarms, soakMinutes } = await resolveContract(session, environment, environment.verify)
  return { http, readAlarms: alarms.length > 0 ? await readerOf(session, alarms) : undefined, soakMinutes }
}

/** What the inputs alone say; AWS is asked only for alarms. */
export async function plainTask(host: ActionHost, inputs: Inputs): Promise<VerifyTask> {
  const { url, alarms } = inputs
  if (url.length === 0 && alarms.length === 0) {
    throw userError({
      code: 'missing-input',
      message: 'there is nothing to verify',
      cure: 'Give `environment` and `manifest`, or a `url` or `alarms`.',
    })
  }
  const check = {
    status: inputs.status,
    ...(inputs['body-contains'] !== undefined && { bodyContains: inputs['body-contains'] }),
    ...(inputs['latency-ms'] !== undefined && { latencyMs: inputs['latency-ms'] }),
    consecutive: inputs.consecutive,
    intervalSeconds: inputs['interval-seconds'],
    timeoutSeconds: inputs['timeout-seconds'],
  }
  return {
    http: url.map((address) => ({ url: address, ...check })),
    readAlarms: alarms.length > 0 ? await readerOf(await openPlainSession(host, inputs), alarms) : undefined,
    soakMinutes: inputs['soak-minutes'],
  }
}

/** Loads the client only now: not without alarms, and with an environment, after it was asked whose account it is. */
async function readerOf(session: AwsSession, alarms: readonly string[]): Promise<ReadAlarms> {
  const { alarmReader } = await import('#core/verify/alarms.ts')
  return alarmReader(session, alarms)
}
