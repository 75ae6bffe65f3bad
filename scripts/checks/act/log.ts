/** act's log (`--json`) read as jobs and steps. */
import type { JobTrace } from './trace.ts'

interface Line {
  job?: string
  jobID?: string
  msg?: string
  step?: string
  stage?: string
  stepID?: string[]
  stepResult?: string
  jobResult?: string
  raw_output?: boolean
  /** A workflow command: error, warning, set-output … */
  command?: string
}

/**
 * Jobs in the order in which they ended. act calls them `parent/Workflow name/job name`, padded; a job or a step
 * that is skipped leaves no line.
 */
export function readActLog(text: string): JobTrace[] {
  const jobs = new Map<string, JobTrace>()
  for (const line of linesOf(text)) {
    if (line.job === undefined) continue
    const parts = line.job.trim().split('/')
    const parent = parts.length > 2 ? parts[0] : undefined
    const name = [parent, parts.at(-1)].filter((part) => part !== undefined).join(' / ')
    const job = jobs.get(name) ?? { name, conclusion: 'none', steps: [] }
    jobs.set(name, job)
    if (line.jobResult !== undefined) job.conclusion = line.jobResult
    if (line.stage === 'Main' && line.stepResult !== undefined)
      job.steps.push({ name: line.step ?? '', conclusion: line.stepResult })
  }
  return [...jobs.values()]
}

/** What the steps printed, for a person who looks for the reason of a difference. */
export function outputOf(text: string): string {
  return linesOf(text)
    .flatMap(({ job, step, msg, raw_output: raw, command, stepResult }) =>
      raw || command || stepResult ? [`${job?.trim()} | ${step} | ${msg?.trimEnd()}`] : [],
    )
    .join('\n')
}

function linesOf(text: string): Line[] {
  return text.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Line] : []))
}
