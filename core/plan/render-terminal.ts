/** A plan as lines for the terminal and the log. Pure. */
import type { Change, Plan } from './model.ts'

export interface TerminalOptions {
  colour: boolean
  /** Also the lines of each component. */
  details?: boolean
}

const signs: Record<Change, string> = { none: ' ', create: '+', update: '~', unknown: '?' }
// SGR codes of ECMA-48: 31 red, 32 green, 33 yellow, 2 faint, 1 bold.
const colours: Record<Change, number> = { none: 2, create: 32, update: 33, unknown: 31 }

export function renderTerminal(plan: Plan, { colour, details = true }: TerminalOptions): string[] {
  const paint = (code: number, text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text)
  const width = Math.max(
    0,
    ...plan.environments.flatMap(({ components }) => components.map(({ component }) => component.length)),
  )
  return [
    paint(1, `Plan of release ${plan.release} (commit ${plan.commit.slice(0, 12)})`),
    ...plan.environments.flatMap(({ environment, components, notes }) => [
      '',
      paint(1, environment),
      ...notes.map((note) => `  ${note}`),
      ...components.flatMap(({ component, change, summary, warnings, details: lines }) => [
        paint(colours[change], `  ${signs[change]} ${component.padEnd(width)}  ${summary}`),
        ...warnings.map((warning) => paint(31, `      ! ${warning}`)),
        ...(details ? lines.map((line) => paint(2, `      ${line}`)) : []),
      ]),
    ]),
  ]
}
