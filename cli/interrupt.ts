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

let listener: ((interruption: Interrupted) => void) | undefined

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

/** `stop` is told of the first interruption; the second ends the program at once. Returns what takes that back. */
export function onInterrupt(stop: (interruption: Interrupted) => void): () => void {
  listener = stop
  return () => {
    listener = undefined
  }
}

function interrupt(code: number): void {
  const stop = listener
  listener = undefined
  if (stop) stop(new Interrupted(code))
  // Where a broken pipe is all, there is nothing to be said to anybody, and more writes break it again.
  else if (!stopping || code !== brokenPipe) process.exit(code)
  stopping = true
}
let stopping = false
