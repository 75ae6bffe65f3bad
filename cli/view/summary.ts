/** What is printed at the end: the verdict, one line for each environment, and what went wrong. */
import { duration, plural, shortDigest } from '#core/report/text.ts'
import { isBackground, type Trouble, troubleOf } from '../rehearse/dossier.ts'
import type { EnvironmentResult, RehearsalResult } from '../rehearse/result.ts'
import type { Story } from '../rehearse/story.ts'
import { chop, wrap } from './pieces.ts'
import { clean, paint, type Style, short, stepName } from './words.ts'

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
  // Prose stays readable on a wide terminal; what is quoted is not broken where nothing is shown.
  const columns = { prose: Math.min(110, stream.columns ?? 100), quoted: stream.columns ?? Number.POSITIVE_INFINITY }
  const print = (line = '') => stream.write(`${line.trimEnd()}\n`)
  const green = result.conclusion === 'success'
  print()
  print(colour(green ? 'green' : 'red', `${green ? '✓' : '✗'} ${clean(headline(result))}`))
  print()
  // A plan reaches no environment, and a table of that would say nothing.
  if (!green || result.environments.some(({ outcome }) => outcome !== 'not-reached')) {
    for (const { style, text } of tableLines(result.environments)) print(colour(style, text))
    print()
  }
  for (const problem of result.problems) {
    for (const { style, text } of troubleLines(troubleOf(story, problem), columns)) print(colour(style, text))
    print()
  }
  const faced = `${plural(result.awsCalls, 'AWS request')} and ${result.githubCalls} of GitHub`
  const took = `${duration(result.virtualSeconds)} simulated in ${result.realSeconds.toFixed(1)} s`
  print(colour('gray', `  ${took}; ${faced}; seed ${result.seed}`))
  print(colour('gray', `  Report: ${reportPath}`))
  if (statePath !== undefined) print(colour('gray', `  State:  ${statePath}`))
}

/** 'Release r-… is in dev and qa', 'Release r-… stopped in prod: rolled-back'. */
export function headline({ release, conclusion, environments, problems }: RehearsalResult): string {
  const named = release === undefined ? 'No release' : `Release ${release}`
  const reached = environments.filter(({ outcome }) => good.has(outcome)).map(({ name }) => name)
  if (conclusion === 'success')
    return reached.length > 0 ? `${named} is in ${list(reached)}` : 'Green, and nothing was deployed'
  const stop = environments.find(({ outcome }) => outcome !== 'not-reached' && !good.has(outcome))
  if (stop) return `${named} stopped in ${stop.name}: ${stop.outcome}`
  return `${named}: ${conclusion}${problems[0] ? ` in ${problems[0].phase}` : ''}`
}

interface Line {
  style: Style
  text: string
}

function tableLines(environments: readonly EnvironmentResult[]): Line[] {
  const rows = environments.map((environment): string[] => [
    environment.name,
    environment.outcome,
    environment.release ?? '–',
    environment.running.map(shortDigest).join(', ') || '–',
    environment.seconds > 0 ? duration(environment.seconds) : '–',
    environment.waitedSeconds > 0 ? duration(environment.waitedSeconds) : '',
  ])
  const titles = ['environment', 'outcome', 'release', 'runs image', 'took', 'waited']
  const widths = titles.map((title, index) => Math.max(title.length, ...rows.map((row) => (row[index] ?? '').length)))
  const laidOut = (row: readonly string[]) =>
    `  ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`
  return [
    { style: 'gray', text: laidOut(titles) },
    ...rows.map((row): Line => ({ style: toneOf(row[1] ?? ''), text: laidOut(row) })),
  ]
}

function toneOf(outcome: string): Style {
  if (outcome === 'not-reached') return 'gray'
  return good.has(outcome) ? 'reset' : 'red'
}

function troubleLines(
  { place, message, file, dossier, log }: Trouble,
  columns: { prose: number; quoted: number },
): Line[] {
  const prose = (label: string, text: string, style: Style = 'reset'): Line[] =>
    wrap(short(text), columns.prose - 18).map((line, index) => ({
      style,
      text: `  ${(index === 0 ? label : '').padEnd(16)}${line}`,
    }))
  const quoted = (lines: readonly string[]): Line[] =>
    lines
      .flatMap((line) => chop(short(line), columns.quoted - 6))
      .map((line) => ({ style: 'gray', text: `    │ ${line}` }))
  const where = `  ${place.map(stepName).join(' › ')}${file === undefined ? '' : ` (${file})`}`
  if (!dossier) {
    const said = message.split('\n').flatMap((line) => wrap(short(line), columns.prose - 4))
    return [
      { style: 'red', text: where },
      ...said.map((line): Line => ({ style: 'reset', text: `    ${line}` })),
      ...quoted(log),
    ]
  }
  return [
    { style: 'red', text: `${where}: ${dossier.component} ${dossier.outcome}` },
    ...prose('reason', dossier.reason),
    ...(dossier.probableCause ? prose('probable cause', dossier.probableCause) : []),
    ...(dossier.nextStep ? prose('next step', dossier.nextStep, 'bold') : []),
    ...dossier.evidence
      .filter((evidence) => !isBackground(evidence))
      .flatMap(({ title, lines }): Line[] => [{ style: 'reset', text: `  ${clean(short(title))}` }, ...quoted(lines)]),
  ]
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
