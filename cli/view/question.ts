/** Questions to whoever runs the rehearsal. */
import { createInterface } from 'node:readline/promises'

/** On a terminal. Ctrl-C stops the program as it does elsewhere; the end of the input (Ctrl-D) is an empty answer. */
export async function askOnTerminal(
  question: string,
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
): Promise<string> {
  const terminal = createInterface({ input, output })
  const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')))
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  const answer = await Promise.race([terminal.question(question), ended])
  terminal.close()
  return answer
}

/** Answers that come through a pipe, a line for each question; the end of the input is an empty answer. */
export function pipedAnswers(input: NodeJS.ReadStream): () => Promise<string> {
  let lines: AsyncIterator<string> | undefined
  return async () => {
    lines ??= createInterface({ input })[Symbol.asyncIterator]()
    const { value, done } = await lines.next()
    return done === true ? '' : value
  }
}

/**
 * Keys that are pressed while nothing is asked: not echoed into the picture, and no answer to what is asked later.
 * Ctrl-C stops the program. Returns what gives the terminal back.
 */
export function ignoreKeys(input: NodeJS.ReadStream): () => void {
  if (!input.isTTY) return () => undefined
  const onKey = (keys: Buffer) => {
    if (keys.includes(3)) process.kill(process.pid, 'SIGINT')
  }
  input.setRawMode(true).on('data', onKey).resume()
  return () => {
    input.off('data', onKey).setRawMode(false).pause()
  }
}
