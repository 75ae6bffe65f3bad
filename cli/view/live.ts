/** The view on a terminal: a line or a few for each environment, redrawn as things happen. */
import { createLogUpdate } from 'log-update'
import type { Story } from '../rehearse/story.ts'
import { frame } from './frame.ts'
import { columnsOf } from './pieces.ts'
import type { Streams, View } from './plain.ts'
import { askOnTerminal, ignoreKeys, pipedAnswers } from './question.ts'
import { clean, paint } from './words.ts'

const frameMilliseconds = 80

export function liveView(story: Story, { input, output, now }: Streams & { now: () => number }): View {
  const colour = paint(output)
  const update = createLogUpdate(output)
  const piped = pipedAnswers(input)
  const realStart = performance.now()

  function draw(): void {
    if (story.phases.length === 0) return
    const moment = { now: now(), realSeconds: (performance.now() - realStart) / 1000, columns: output.columns ?? 80 }
    const lines = frame(story, moment).map((line) => line.map(([style, text]) => colour(style, text)).join(''))
    update(lines.join('\n'))
  }

  // Events come in bursts of hundreds; drawing by the clock shows the newest state and never half of one.
  let timer = setInterval(draw, frameMilliseconds)
  let listen = ignoreKeys(input)

  async function answerTo(question: string): Promise<string> {
    if (input.isTTY) return await askOnTerminal(question, input, output)
    output.write(question)
    const answer = clean(await piped())
    output.write(`${answer}\n`)
    return answer
  }

  return {
    onEvent() {},
    onTimeline() {},
    async ask(question) {
      clearInterval(timer)
      listen()
      draw()
      output.write('\u001B[?25h') // the frames hide the cursor
      const answer = await answerTo(question)
      // Back to where the frame left the cursor, so that the next frame covers the question.
      const rows = Math.ceil((columnsOf(question) + columnsOf(answer) + 1) / (output.columns ?? 80))
      output.write(`\u001B[${rows}A\r\u001B[J`)
      listen = ignoreKeys(input)
      timer = setInterval(draw, frameMilliseconds)
      return answer
    },
    close() {
      clearInterval(timer)
      listen()
      // The summary tells the end; where the run broke off, the last frame says where it stood.
      if (story.completedAt === undefined) draw()
      else update.clear()
      update.done()
    },
  }
}
