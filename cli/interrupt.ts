/** Ctrl-C and the other ways to be told to stop; a reader of the output that has gone (`| head`) is one of them. */

/** Ends a rehearsal early; the program's exit code is the shell's for the signal. */
export class Interrupted extends Error {
  readonly exitCode: number

  constructor(exitCode: number) {
    super('the rehearsal was interrupted')
    this.exitCode = exitCode
  }
}

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
const brokenPipe = 141

let stop: ((interruption: Interrupted) => void) | undefined
let ending = false

/** Once, at the start of the program. */
export function watchInterrupts(): void {
  for (const [signal, code] of Object.entries(signals)) process.on(signal, () => interrupt(code))
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      interrupt(brokenPipe)
    })
  }
}

/** `told` hears of the first interruption; the second ends the program at once. Call what it returns before closing. */
export function onInterrupt(told: (interruption: Interrupted) => void): () => void {
  stop = told
  return () => {
    stop = undefined
    ending = true
  }
}

function interrupt(code: number): void {
  const told = stop
  stop = undefined
  if (told) {
    ending = true
    told(new Interrupted(code))
    return
  }
  // What is said while the program ends breaks the pipe once more, and is no reason to leave anything open.
  if (!(ending && code === brokenPipe)) process.exit(code)
}
