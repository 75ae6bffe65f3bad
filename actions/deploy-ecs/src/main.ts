import type { ActionHost } from '#core/action/host.ts'
import { readInputs } from '#core/action/inputs.ts'
import type { EcsResult } from '#core/ecs/roll-out.ts'
import { dossierLines, renderSummary } from '#core/report/summary.ts'
import { isGreen, type RolloutResult, worst } from '#core/rollout/outcome.ts'
import { shape } from './inputs.ts'
import { run } from './run.ts'

export async function main(host: ActionHost): Promise<void> {
  const inputs = readInputs(host, shape)
  const single = inputs.environment === undefined
  const begun = new Map<string, { id: string; taskDefinition: string }>()
  const value = (all: Map<string, string>) =>
    single ? ([...all.values()][0] ?? '') : JSON.stringify(Object.fromEntries(all))
  const map = <T>(items: Iterable<[string, T]>, read: (item: T) => string | undefined) =>
    new Map([...items].flatMap(([name, item]) => (read(item) ? [[name, read(item) ?? '']] : [])))

  const services = await run(host, inputs, (component, rollout) => {
    begun.set(component, rollout)
    host.setOutput('service-deployment-arn', value(map(begun, ({ id }) => id)))
    host.setOutput('task-definition-arn', value(map(begun, ({ taskDefinition }) => taskDefinition)))
  })

  const byComponent = services.map((service) => [service.component, service] as [string, EcsResult])
  const results = services.map(({ taskDefinition: _, digests: __, ...result }): RolloutResult => result)
  const digests = Object.fromEntries(byComponent.map(([name, service]) => [name, service.digests]))
  host.setOutput('outcome', worst(results.map(({ outcome }) => outcome)))
  host.setOutput('results', JSON.stringify(results))
  host.setOutput('service-deployment-arn', value(map(byComponent, ({ id }) => id)))
  host.setOutput('task-definition-arn', value(map(byComponent, ({ taskDefinition }) => taskDefinition)))
  host.setOutput('digests', JSON.stringify(single ? (services[0]?.digests ?? {}) : digests))
  for (const result of results) reportService(host, result)
  await host.summarize(renderSummary(single ? 'ECS service' : `ECS services of ${inputs.environment}`, results))
  if (results.some(({ outcome }) => !isGreen(outcome))) host.fail()
}

/** The dossier in the log, and one annotation with the container that failed, why, and what to do. */
function reportService(host: ActionHost, { component, outcome, detail, dossier }: RolloutResult): void {
  if (!dossier) {
    if (isGreen(outcome)) host.report.info(`${component}: ${outcome}: ${detail}`)
    else host.report.error(`${component} ${outcome}: ${detail}`, { title: `${component} ${outcome}` })
    return
  }
  for (const line of dossierLines(dossier)) host.report.info(line)
  const named = dossier.evidence[0]?.lines ?? []
  const lines = [`${component} ${outcome}: ${dossier.reason}`, ...named, dossier.probableCause, dossier.nextStep]
  host.report.error(lines.filter(Boolean).join('\n'), { title: `${component} ${outcome}` })
}
