/** What a check is and how its results are printed and counted. */

export interface Finding {
  /** What was checked, e.g. `actionlint: workflows`. */
  name: string
  state: 'passed' | 'failed' | 'skipped'
  /** One line: how much was checked, or why not. */
  detail: string
  /** What the judge said, printed below the line where the check failed. */
  output?: string
}

export interface Check {
  name: string
  run(): Promise<Finding[]>
}

/** A program that a check needs is not on this machine. Only outside CI is that a reason to skip. */
export class MissingProgram extends Error {}

export function passed(name: string, detail: string): Finding {
  return { name, state: 'passed', detail }
}

export function failed(name: string, detail: string, output?: string): Finding {
  return { name, state: 'failed', detail, ...(output === undefined ? {} : { output }) }
}

/** Runs one check to its findings; what it throws becomes a finding too. */
export async function findingsOf(check: Check, inCi: boolean): Promise<Finding[]> {
  try {
    return await check.run()
  } catch (error) {
    if (error instanceof MissingProgram && !inCi) return [{ name: check.name, state: 'skipped', detail: error.message }]
    return [
      failed(
        check.name,
        'the check did not run',
        error instanceof Error ? (error.stack ?? error.message) : String(error),
      ),
    ]
  }
}

export function lineOf(finding: Finding): string {
  const line = `${finding.state.padEnd(7)} ${finding.name}: ${finding.detail}`
  return finding.state === 'failed' && finding.output ? `${line}\n${indent(finding.output)}` : line
}

export interface Totals {
  passed: number
  failed: number
  skipped: number
}

export function totals(findings: readonly Finding[]): Totals {
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `        ${line}`)
    .join('\n')
}
