import type { ActionHost } from '#core/action/host.ts'
import { userError } from '#core/errors.ts'
import { preflightRefusals } from '#core/preflight/checks.ts'
import { type GatherOptions, gatherFacts } from '#core/preflight/gather.ts'
import { supersedeOlderRuns } from '#core/preflight/supersede.ts'

type Options = Omit<GatherOptions, 'now'> & { supersede: boolean }

/** Throws one error with every reason against; else cancels older runs that still wait. */
export async function run(
  host: ActionHost,
  options: Options,
): Promise<{ running: string | undefined; superseded: string[] }> {
  const { environment, manifest, github } = options
  const facts = await gatherFacts({ ...options, now: host.clock.now() })
  host.report.info(
    `Release ${manifest.id} (commit ${manifest.commit.slice(0, 12)}) for ${environment.name}, which runs ${facts.running ?? 'nothing that the ledger knows'}`,
  )

  const refusals = preflightRefusals(facts)
  if (refusals.length > 0) {
    throw userError({
      code: refusals.map(({ code }) => code).join(', '),
      message: refusals.map(({ message }) => message).join('\n'),
      cure: refusals.map(({ cure }) => cure).join('\n'),
    })
  }
  const superseded = options.supersede ? await supersedeOlderRuns(host, github, environment.name) : []
  host.report.info(`${environment.name} may be deployed`)
  return { running: facts.running, superseded }
}
