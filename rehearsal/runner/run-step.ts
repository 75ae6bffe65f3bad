/** `run:` steps (GitHub documentation, "Workflow syntax": jobs.<job_id>.steps[*].shell). */
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, resolve as resolvePath } from 'node:path'
import { resolveText } from './expressions.ts'
import { runProcess } from './process-step.ts'
import type { StepRun } from './step-run.ts'
import { machineOf } from './step-scope.ts'
import { type Position, unknownFeature, WorkflowError } from './template.ts'
import type { RunDefaults, Step } from './workflow.ts'

const shells: Record<string, { command: string; parameters: string[]; extension: string }> = {
  bash: { command: 'bash', parameters: ['--noprofile', '--norc', '-eo', 'pipefail', '{0}'], extension: '.sh' },
  sh: { command: 'sh', parameters: ['-e', '{0}'], extension: '.sh' },
  python: { command: 'python', parameters: ['{0}'], extension: '.py' },
}
/** Without `shell:`, bash runs without pipefail. */
const unspecified = { command: 'bash', parameters: ['-e', '{0}'], extension: '.sh' }

export async function runScript(
  step: StepRun,
  body: Step['body'] & { kind: 'run' },
  defaults: RunDefaults[],
  at: Position,
): Promise<boolean> {
  const { job } = step
  const machine = machineOf(job)
  const scope = step.scope()
  const script = resolveText(body.run, scope)
  const shellTemplate = body.shell ?? defaults.find((level) => level.shell)?.shell
  const directoryTemplate = body.workingDirectory ?? defaults.find((level) => level.workingDirectory)?.workingDirectory
  const shell = shellOf(shellTemplate && resolveText(shellTemplate, scope), at)
  const directory = resolvePath(machine.workspace, directoryTemplate ? resolveText(directoryTemplate, scope) : '.')
  if (!existsSync(directory)) throw new WorkflowError(`working-directory ${directory} does not exist`, at)
  const file = join(machine.temp, `script-${job.count()}${shell.extension}`)
  await writeFile(file, script.endsWith('\n') ? script : `${script}\n`)
  return runProcess(step, {
    command: shell.command,
    parameters: shell.parameters.map((parameter) => parameter.replace('{0}', file)),
    directory,
    environment: { GITHUB_ACTION: step.identity.id },
    saysExitCode: true,
  })
}

function shellOf(name: string | undefined, at: Position): { command: string; parameters: string[]; extension: string } {
  if (name === undefined || name === '') return unspecified
  const known = shells[name]
  if (known) return known
  const [command = '', ...parameters] = name.split(/\s+/)
  if (!parameters.some((parameter) => parameter.includes('{0}'))) throw unknownFeature(`'shell: ${name}'`, at)
  return { command, parameters, extension: '' }
}
