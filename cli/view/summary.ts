/** What is printed at the end: the verdict, one line for each environment, and what went wrong. */
import { duration, shortDigest } from '#core/report/text.ts'
import type { RehearsalResult } from '../rehearse/result.ts'
import type { Story } from '../rehearse/story.ts'
import { paint } from './words.ts'

const good = new Set(['succeeded', 'unchanged'])

export interface SummaryOptions {
  result: RehearsalResult
  story: Story
  reportPath: string
  statePath: string | undefined
}

export function printSummary(
  { result, story, reportPath, statePath }: SummaryOptions,
  stream: NodeJS.WriteStream,
): void {
  const colour = paint(stream)
  const print = (line = '') => stream.write(`${line}\n`)
  const width = Math.max(11, ...result.environments.map(({ name }) => name.length))
  print()
  print(
    result.conclusion === 'success'
      ? colour(
          'green',
          `✓ Release ${result.release} is in ${list(result.environments.filter(({ outcome }) => good.has(outcome)).map(({ name }) => name))}`,
        )
      : colour('red', `✗ Release ${result.release ?? '(none)'}: ${result.conclusion}`),
  )
  print()
  print(
    `  ${'environment'.padEnd(width)}  ${'outcome'.padEnd(15)}  ${'release'.padEnd(14)}  ${'runs image'.padEnd(12)}  took`,
  )
  for (const environment of result.environments) {
    const outcome = environment.outcome.padEnd(15)
    const style = good.has(environment.outcome) ? 'green' : environment.outcome === 'not-reached' ? 'gray' : 'red'
    const took = environment.seconds > 0 ? duration(environment.seconds) : '–'
    const waited = environment.waitedSeconds > 0 ? `, waited ${duration(environment.waitedSeconds)} for approval` : ''
    print(
      `  ${environment.name.padEnd(width)}  ${colour(style, outcome)}  ${(environment.release ?? '–').padEnd(14)}  ${(environment.running.map(shortDigest).join(', ') || '–').padEnd(12)}  ${took}${waited}`,
    )
  }
  print()
  for (const problem of result.problems) {
    const place = problem.file ? ` (${problem.file}${problem.line ? `:${problem.line}` : ''})` : ''
    print(colour('red', `  ${problem.phase}, ${problem.job}${problem.step ? `, ${problem.step}` : ''}${place}`))
    for (const line of problem.message.split('\n')) print(`    ${line}`)
    for (const line of dossierTail(story, problem.phase, problem.step)) print(colour('gray', `    │ ${line}`))
    print()
  }
  print(
    colour(
      'gray',
      `  ${duration(result.virtualSeconds)} simulated in ${result.realSeconds.toFixed(1)} s; ${result.awsCalls} AWS and ${result.githubCalls} GitHub requests; seed ${result.seed}`,
    ),
  )
  print(colour('gray', `  Report: ${reportPath}`))
  if (statePath !== undefined) print(colour('gray', `  State:  ${statePath}`))
}

/** The dossier that the failed step left in its log, or what it said last where there is none. */
function dossierTail(story: Story, phaseName: string, stepName: string | undefined): string[] {
  const phase = story.phases.find(({ name }) => name === phaseName)
  const step = phase?.jobs
    .flatMap(({ steps }) => steps)
    .find(({ name, conclusion }) => conclusion === 'failure' && name === stepName)
  const lines = (step?.tail ?? []).filter((line) => !/^(?:##\[error\]|Error:)/.test(line))
  const reason = lines.findIndex((line) => /^ {2}reason: /.test(line))
  return reason < 0
    ? lines.slice(-20)
    : lines.slice(Math.max(0, reason - 1)).filter((line, index) => index === 0 || line.startsWith('  '))
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
