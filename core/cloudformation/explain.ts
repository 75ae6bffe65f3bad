/** What AWS says about a refused template or parameter, with the file and line it is about. */
import { explainAwsError } from '../aws/access-error.ts'
import { awsErrorName, FairwayError, type Location, userError } from '../errors.ts'
import type { StackTarget } from './stack-target.ts'
import type { Template } from './template-file.ts'

export function explainRefusal(
  thrown: unknown,
  target: Pick<StackTarget, 'component' | 'stackName' | 'template'>,
): Error {
  const name = awsErrorName(thrown)
  const { component, stackName, template } = target
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  if (name === 'InsufficientCapabilitiesException') {
    return userError({
      code: 'missing-capabilities',
      message: `${component}: ${template.file} makes IAM resources or uses macros, which has to be acknowledged: ${message}`,
      location: { file: template.file },
      cure: `Add the capability that AWS names to \`capabilities\` of ${component}.`,
      cause: thrown,
    })
  }
  if (name === 'ValidationError' || name === 'LimitExceededException') {
    const location = whereInTemplate(message, template)
    return userError({
      code: 'stack-refused',
      message: `${location.file}${location.line ? `:${location.line}` : ''}: AWS refused to plan ${stackName}: ${message}`,
      location,
      cure: 'Correct what AWS names in the template or in the parameters; nothing has been changed.',
      cause: thrown,
    })
  }
  if (thrown instanceof FairwayError) return thrown
  return explainAwsError(thrown, `changing the stack ${stackName} (${component})`)
}

/** The line of the first resource or parameter that the message names; the longest name wins where several fit. */
export function whereInTemplate(message: string, template: Template): Location {
  const lines: [string, number][] = [
    ...Object.entries(template.resources).map(([id, { line }]): [string, number] => [id, line]),
    ...Object.entries(template.parameters).map(([id, { line }]): [string, number] => [id, line]),
  ]
  const named = lines
    .filter(([id]) => new RegExp(`(?<![A-Za-z0-9])${id}(?![A-Za-z0-9])`).test(message))
    .sort(([a], [b]) => message.indexOf(a) - message.indexOf(b) || b.length - a.length)
  const line = named[0]?.[1]
  return { file: template.file, ...(line !== undefined && { line }) }
}
