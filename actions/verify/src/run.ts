import type { ActionHost } from '#core/action/host.ts'
import type { RolloutResult } from '#core/rollout/outcome.ts'
import { type VerifyTask, verify } from '#core/verify/verify.ts'

export async function run(host: ActionHost, task: VerifyTask, followRedirects: boolean): Promise<RolloutResult[]> {
  if (task.http.length === 0 && !task.readAlarms) host.report.info('Nothing to verify is configured')
  const { clock, signal, report } = host
  return await verify({ clock, signal, report, followRedirects }, task)
}
