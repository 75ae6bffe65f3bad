/** A plan as one pull-request comment: what is destroyed first, then a row per component, then the details. Pure. */
import { commentCharacters } from '../report/limits.ts'
import { escapeHtml, fence } from '../report/summary.ts'
import { markdownTable } from '../report/table.ts'
import { plural } from '../report/text.ts'
import { type Change, type ComponentPlan, type EnvironmentPlan, hasChanges, type Plan } from './model.ts'

/** By this an action finds its own comment again. */
export const planMarker = '<!-- fairway-plan -->'

const icons: Record<Change, string> = { none: '➖', create: '🟢', update: '🟡', unknown: '❔' }

/** The whole plan, for the job summary. */
export function renderPlan(plan: Plan): string {
  return join([...head(plan), ...plan.environments.flatMap(detailsOf)])
}

/** At most `limit` characters; details that do not fit are left out whole, and the comment says so. */
export function renderComment(plan: Plan, options: { summaryUrl: string; limit?: number }): string {
  const { summaryUrl, limit = commentCharacters } = options
  const rest = `_The rest is in the [job summary](${summaryUrl})._`
  const top = [planMarker, ...head(plan)]
  const details = plan.environments.flatMap(detailsOf)
  const whole = join([...top, ...details])
  if (whole.length <= limit) return whole
  const kept = [...top]
  for (const part of details) {
    if (join([...kept, part, rest]).length > limit) break
    kept.push(part)
  }
  const fitting = join([...kept, rest])
  return fitting.length <= limit
    ? fitting
    : join([planMarker, cutLines(join(kept.slice(1)), limit - rest.length - planMarker.length - 8), rest])
}

function head(plan: Plan): string[] {
  const changed = hasChanges(plan)
  return [
    `### Plan of release \`${plan.release}\` (commit \`${plan.commit.slice(0, 12)}\`)`,
    ...destroyed(plan),
    ...(changed ? [] : ['Nothing would change in any environment.']),
    table(plan),
    ...notes(plan),
  ]
}

/** Before everything else, since it is what a reviewer must not miss. */
function destroyed({ environments }: Plan): string[] {
  const lines = environments.flatMap(({ environment, components }) =>
    components.flatMap(({ component, warnings }) =>
      warnings.map((warning) => `> - **${environment}** \`${component}\` ${escapeHtml(warning)}`),
    ),
  )
  return lines.length === 0 ? [] : [['> [!CAUTION]', '> This removes or replaces:', ...lines].join('\n')]
}

function table({ environments }: Plan): string {
  const rows = environments.flatMap(({ environment, components }) =>
    components.map(({ component, kind, change, summary }) => [
      environment,
      `\`${component}\``,
      kind,
      `${icons[change]} ${escapeHtml(summary)}`,
    ]),
  )
  return markdownTable(['environment', 'component', 'kind', 'what would change'], rows)
}

function notes({ environments }: Plan): string[] {
  const lines = environments.flatMap((plan) =>
    plan.notes.map((note) => `- **${plan.environment}**: ${escapeHtml(note)}`),
  )
  return lines.length === 0 ? [] : [lines.join('\n')]
}

function detailsOf({ environment, components }: EnvironmentPlan): string[] {
  return components.filter(({ details }) => details.length > 0).map((plan) => folded(environment, plan))
}

function folded(environment: string, { component, summary, details }: ComponentPlan): string {
  const title = `${escapeHtml(environment)} · ${escapeHtml(component)}: ${escapeHtml(summary)} (${plural(details.length, 'line')})`
  return `<details><summary>${title}</summary>\n\n${fence(details)}\n\n</details>`
}

function cutLines(text: string, limit: number): string {
  const kept = text.slice(0, Math.max(0, limit))
  return kept.slice(0, kept.lastIndexOf('\n') + 1)
}

function join(parts: readonly string[]): string {
  return parts.join('\n\n')
}
