/** Runs programs and says how they ended. */
import { type SpawnOptions, spawn } from 'node:child_process'

export interface Ended {
  code: number
  stdout: string
  stderr: string
}

export interface CommandOptions {
  cwd?: string
  /** Laid over this process's environment; undefined removes a variable. */
  env?: Record<string, string | undefined>
  /** The program is killed after so many seconds; default 600. */
  timeoutSeconds?: number
}

/** A program that ends with another code than 0 is no error here; one that cannot be started is. */
export function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const spawnOptions: SpawnOptions = {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: (options.timeoutSeconds ?? 600) * 1000,
    killSignal: 'SIGKILL',
  }
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, spawnOptions)
    let stdout = ''
    let stderr = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (signal !== null) stderr += `\n${command} was ended by ${signal}`
      resolve({ code: code ?? 1, stdout, stderr })
    })
  })
}

/** @throws with the program's own words where it ends with another code than 0. */
export async function runOrThrow(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Ended> {
  const ended = await run(command, args, options)
  if (ended.code === 0) return ended
  throw new Error(
    `${command} ${args.join(' ')} ended with ${ended.code}\n${lastLines(ended.stdout + ended.stderr, 20)}`,
  )
}

/** Is the program there at all? */
export async function isInstalled(command: string, versionArgument = '--version'): Promise<boolean> {
  try {
    return (await run(command, [versionArgument])).code === 0
  } catch {
    return false
  }
}

export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n')
}
