/** One child process of a step, in a process group of its own, that takes part in virtual time. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Conductor } from '../clock/conductor.ts'

export interface Exit {
  /** null where a signal ended it. */
  code: number | null
  signal: NodeJS.Signals | null
  /** Why it could not be started. */
  error?: Error
}

export interface StepProcess {
  pid: number
  exited: Promise<Exit>
  /** To the entry process only, as GitHub's runner does; the process is awake in virtual time from then on. */
  signal(name: NodeJS.Signals): Promise<void>
  /** Ends the whole process group at once. */
  kill(): void
}

export function startProcess(request: {
  command: string
  parameters: string[]
  directory: string
  environment: Record<string, string>
  conductor: Pick<Conductor, 'hold' | 'ticket'>
  onLine(line: string): void
}): StepProcess {
  const ticket = request.conductor.ticket()
  // Both streams go through one pipe: lines arrive in the order written, and a run can be repeated to the byte.
  // Shells drop variables that are no names of theirs, such as INPUT_CONFIG-DIRECTORY; env sets them again.
  const foreign = Object.entries(request.environment).filter(([name]) => !/^[A-Za-z_]\w*$/.test(name))
  const variables = foreign.map(([name, value]) => `${name}=${value}`)
  const script = 'exec env -- "$@" 2>&1'
  const child = spawn('/bin/sh', ['-c', script, 'sh', ...variables, request.command, ...request.parameters], {
    cwd: request.directory,
    env: { ...request.environment, ...ticket.environment, ...nodeOptions(request.environment, ticket.environment) },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  ticket.adopt(child)
  const lines = createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY })
  lines.on('line', request.onLine)
  const drained = new Promise<void>((resolve) => lines.once('close', resolve))
  const exited = new Promise<Exit>((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }))
    child.once('close', (code, signal) => void drained.then(() => resolve({ code, signal })))
  })
  const pid = child.pid ?? 0
  // What the process left running would hold the pipe, and time, for ever; GitHub ends it with the job.
  child.once('exit', () => killGroup(pid))
  return {
    pid,
    exited,
    async signal(name) {
      // First it has to know the time, then the signal comes, then it is awake until it sleeps again.
      await ticket.nudge()
      child.kill(name)
      void ticket.nudge()
    },
    kill() {
      // Time stands still until it is known to be dead; asleep, it would seem to sleep on.
      const release = request.conductor.hold()
      killGroup(pid)
      void exited.then(release)
    },
  }
}

/** What is left of a process group; a group that is gone already is no error. */
function killGroup(pid: number): void {
  if (pid <= 0) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** A workflow's own NODE_OPTIONS and the clock's preload, together. */
function nodeOptions(own: Record<string, string>, clock: Record<string, string>): Record<string, string> {
  const options = [own.NODE_OPTIONS, clock.NODE_OPTIONS].filter((value) => value !== undefined && value !== '')
  return options.length === 0 ? {} : { NODE_OPTIONS: options.join(' ') }
}
