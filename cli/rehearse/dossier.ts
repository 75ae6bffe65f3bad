/** The dossiers that a failed step left in its log, read back; core/report writes them. */
import type { Problem } from './result.ts'
import type { Story } from './story.ts'

export interface DossierStory {
  component: string
  outcome: string
  reason: string
  probableCause: string | undefined
  nextStep: string | undefined
  evidence: { title: string; lines: string[] }[]
}

export function dossiersOf(log: readonly string[]): DossierStory[] {
  return log.flatMap((line, index) => {
    const { component, outcome } = /^(?<component>[^\s:]+): (?<outcome>[a-z-]+)$/.exec(line)?.groups ?? {}
    if (component === undefined || outcome === undefined) return []
    const end = log.findIndex((other, at) => at > index && !other.startsWith('  '))
    const body = log.slice(index + 1, end < 0 ? undefined : end)
    const said = (label: string) => body.find((text) => text.startsWith(`  ${label}: `))?.slice(label.length + 4)
    const reason = said('reason')
    if (reason === undefined) return []
    return [
      {
        component,
        outcome,
        reason,
        probableCause: said('probable cause'),
        nextStep: said('next step'),
        evidence: evidenceOf(body),
      },
    ]
  })
}

function evidenceOf(body: readonly string[]): DossierStory['evidence'] {
  const evidence: DossierStory['evidence'] = []
  for (const line of body) {
    if (line.startsWith('    ')) evidence.at(-1)?.lines.push(line.slice(4))
    else if (line.endsWith(':')) evidence.push({ title: line.slice(2, -1), lines: [] })
  }
  return evidence.filter(({ lines }) => lines.length > 0)
}

/** What a person looks into after what failed and what it said last. */
export function isBackground({ title }: { title: string }): boolean {
  return /^(Rollout|Stopped tasks|Targets|Events|Last events|Applied before|Body)/.test(title)
}

export interface Trouble {
  /** Phase, job and step, as far as they are known. */
  place: string[]
  message: string
  file: string | undefined
  /** What a deployment that failed left behind. */
  dossier: DossierStory | undefined
  /** What the step said last, where there is no dossier. */
  log: string[]
}

export function troubleOf(story: Story, { phase, job, step, message, file, line }: Problem): Trouble {
  const tail =
    story.phases
      .find(({ name }) => name === phase)
      ?.jobs.flatMap(({ steps }) => steps)
      .find(({ name, conclusion }) => name === step && conclusion === 'failure')?.tail ?? []
  const dossier = dossiersOf(tail).find(
    ({ component, reason }) =>
      message.startsWith(reason) || (message.startsWith(component) && /^[ :]/.test(message.slice(component.length))),
  )
  const said = tail.filter((text) => text.trim() !== '' && !/^(?:##\[error\]|Error:)/.test(text))
  return {
    place: [...new Set([phase, job, ...(step === undefined ? [] : [step])])],
    message,
    file: file === undefined ? undefined : `${file}${line === undefined ? '' : `:${line}`}`,
    dossier,
    log: dossier ? [] : said.slice(-20),
  }
}
