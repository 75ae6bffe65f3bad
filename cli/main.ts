/** `fairway`: from the command line to an exit code. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { asError, FairwayError } from '#core/errors.ts'
import { helpText } from './help.ts'
import { parseCommand, UsageError } from './options.ts'

const toolkit = resolve(import.meta.dirname, '..')

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
    return explain(thrown)
  }
}

/** Actions run on node24, so the rehearsal has to as well. */
function requireRuntime(): void {
  if (Number(process.versions.node.split('.')[0]) >= 24) return
  throw new UsageError(
    `Node ${process.versions.node} is too old for the actions; start it by \`npm start\`, which brings Node 24`,
  )
}

function explain(thrown: unknown): number {
  const error = asError(thrown)
  if (error instanceof UsageError) {
    process.stderr.write(`fairway: ${error.message}\nSee \`fairway help\`.\n`)
    return 2
  }
  process.stderr.write(`fairway: ${error.message}\n`)
  if (error instanceof FairwayError) {
    if (error.cure) process.stderr.write(`${error.cure}\n`)
    if (error.fault === 'fairway') process.stderr.write(`${error.stack}\n`)
  } else process.stderr.write(`${error.stack}\n`)
  return 1
}
