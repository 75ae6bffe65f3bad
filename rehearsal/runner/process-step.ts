/** Runs a process for a step, with its command files, and takes over what it wrote to them. */
import { createCommandFiles } from './command-files.ts'
import { startProcess } from './process.ts'
import type { StepRun } from './step-run.ts'
import { machineOf, processEnvironment } from './step-scope.ts'

interface ProcessWork {
  command: string
  parameters: string[]
  directory: string
  environment: Record<string, string>
  /** Says `Process completed with exit code N.`, as GitHub does for `run:` and not for actions. */
  saysExitCode: boolean
  /** Where GITHUB_STATE goes. */
  state?: Record<string, string>
}

/** @returns whether it ended with 0 and its files could be read. */
export async function runProcess(step: StepRun, work: ProcessWork): Promise<boolean> {
  const { job, log } = step
  if (step.stopped || job.lost || job.forced) return false
  const files = await createCommandFiles(machineOf(job).temp, String(job.count()))
  const child = startProcess({
    command: work.command,
    parameters: work.parameters,
    directory: work.directory,
    environment: processEnvironment(step, { ...work.environment, ...files.environment }),
    conductor: job.run.conductor,
    onLine: (line) => log.line(line),
  })
  const exit = await step.follow(child)
  if (exit.error) log.error(`An error occurred trying to start process '${work.command}': ${exit.error.message}`)
  const readable = await takeOver(step, await files.read(), work.state ?? {})
  if (exit.code !== 0 && work.saysExitCode && !job.lost)
    log.error(`Process completed with exit code ${exit.code ?? exitCodeOf(exit.signal)}.`)
  return exit.code === 0 && readable
}

type Written = Awaited<ReturnType<Awaited<ReturnType<typeof createCommandFiles>>['read']>>

async function takeOver(step: StepRun, written: Written, state: Record<string, string>): Promise<boolean> {
  const { job } = step
  Object.assign(step.outputs, written.outputs)
  Object.assign(job.env, writable(written.env))
  Object.assign(state, written.state)
  job.paths.push(...written.paths)
  job.summarize(step.identity, written.summary)
  for (const error of written.errors) step.log.error(error.message)
  return !written.errors.some((error) => error.fatal)
}

/** GITHUB_* and RUNNER_* keep their values (GitHub documentation, "Workflow commands": setting an environment variable). */
function writable(env: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(GITHUB|RUNNER)_/i.test(name)))
}

/** As a shell would say it: 128 and the signal's number. */
function exitCodeOf(signal: NodeJS.Signals | null): number {
  const numbers: Partial<Record<NodeJS.Signals, number>> = { SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }
  return 128 + ((signal && numbers[signal]) ?? 0)
}
