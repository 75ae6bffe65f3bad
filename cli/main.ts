/** `fairway`: from the command line to an exit code. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { asError, FairwayError, type Location } from '#core/errors.ts'
import { WorkflowError } from '#rehearsal/runner/template.ts'
import { helpText } from './help.ts'
import { Interrupted, watchInterrupts } from './interrupt.ts'
import { parseCommand, UsageError } from './options.ts'

const toolkit = resolve(import.meta.dirname, '..')

watchInterrupts()
process.exitCode = await main(process.argv.slice(2))

async function main(argv: readonly string[]): Promise<number> {
  try {
    requireRuntime()
    const command = parseCommand(argv, existsSync(join('environments', 'system.yml')) ? '.' : toolkit)
    switch (command.name) {
      case 'help':
        process.stdout.write(`${helpText(command.topic)}\n`)
        return 0
      case 'version':
        process.stdout.write(
          `${(JSON.parse(readFileSync(join(toolkit, 'package.json'), 'utf8')) as { version: string }).version}\n`,
        )
        return 0
      default: {
        const commands = await import('./commands.ts')
        if (command.name === 'rollback') return await commands.rollback(command, toolkit)
        if (command.name === 'plan') return await commands.plan(command, toolkit)
        return await commands.rehearse(command, toolkit)
      }
    }
  } catch (thrown) {
    return explain(thrown, argv.includes('--json'))
  }
}

/** Actions run on node24, so the rehearsal has to as well. */
function requireRuntime(): void {
  if (Number(process.versions.node.split('.')[0]) >= 24) return
  throw new UsageError(
    `Node ${process.versions.node} is too old for the actions; start it by \`npm start\`, which brings Node 24`,
  )
}

/** Says what went wrong, as text or as the one JSON document that was asked for, and answers the exit code. */
function explain(thrown: unknown, json: boolean): number {
  const { exitCode, stack, ...told } = explanationOf(asError(thrown))
  if (json) process.stdout.write(`${JSON.stringify({ error: told }, null, 2)}\n`)
  else process.stderr.write(`fairway: ${[told.message, told.cure].filter(Boolean).join('\n')}\n`)
  if (stack) process.stderr.write(`${stack}\n`)
  return exitCode
}

interface Explanation {
  code: string
  message: string
  cure?: string | undefined
  file?: string | undefined
  line?: number | undefined
  exitCode: number
  /** Where it is a fault of ours. */
  stack?: string | undefined
}

function explanationOf(error: Error): Explanation {
  const { message, stack } = error
  if (error instanceof UsageError) return { code: 'usage', message, cure: 'See `fairway help`.', exitCode: 2 }
  if (error instanceof Interrupted) {
    const cure = 'With --state, the accounts are kept as they are now: run the command again to go on from there.'
    return { code: 'interrupted', message, cure, exitCode: error.exitCode }
  }
  if (error instanceof WorkflowError) {
    const { file, line } = error.at
    return { code: 'invalid-workflow', message, file, line, exitCode: 1 }
  }
  if (!(error instanceof FairwayError)) return { code: 'internal-error', message, exitCode: 1, stack }
  const { code, cure, location, fault } = error
  return {
    code,
    message: located(message, location),
    cure,
    file: location?.file,
    line: location?.line,
    exitCode: 1,
    stack: fault === 'fairway' ? stack : undefined,
  }
}

/** Most messages begin with their place; on GitHub the annotation has it, here nobody else would say it. */
function located(message: string, location: Location | undefined): string {
  if (!location || message.includes(location.file)) return message
  return `${location.file}${location.line === undefined ? '' : `:${location.line}`}: ${message}`
}
