/** What a step writes, line by line: commands are obeyed, secrets hidden, the rest is shown. */
import { parseCommand } from './commands.ts'
import type { Annotation, StepIdentity } from './events.ts'
import type { JobRun } from './job-run.ts'

export class StepLog {
  readonly #job: JobRun
  readonly #step: StepIdentity
  #group = 0
  /** After ::stop-commands::TOKEN, until ::TOKEN::. */
  #stopToken: string | undefined
  #echo = false
  /** A refused command fails the step. */
  refused = false

  constructor(job: JobRun, step: StepIdentity) {
    this.#job = job
    this.#step = step
  }

  line(text: string): void {
    const command = parseCommand(text)
    if (this.#stopToken !== undefined) {
      if (command?.name === this.#stopToken.toLowerCase()) this.#stopToken = undefined
      else this.#show(text)
      return
    }
    if (!command) {
      this.#show(text)
      return
    }
    if (this.#echo) this.#show(text)
    const { name, properties, message } = command
    switch (name) {
      case 'error':
      case 'warning':
      case 'notice':
        this.#annotate(name, properties, message)
        return
      case 'debug':
        this.#show(`##[debug]${message}`, true)
        return
      case 'add-mask':
        this.#job.masks.add(message)
        return
      case 'group':
        this.#show(message)
        this.#group++
        return
      case 'endgroup':
        this.#group = Math.max(0, this.#group - 1)
        return
      case 'stop-commands':
        this.#stopToken = message
        return
      case 'echo':
        this.#echo = message.trim().toLowerCase() === 'on'
        return
      default:
        this.#refuse(name, text)
    }
  }

  /** An error of the runner itself, shown and annotated. */
  error(message: string): void {
    this.#annotate('error', {}, message)
  }

  #annotate(level: Annotation['level'], properties: Record<string, string>, message: string): void {
    this.#show(`${level === 'notice' ? 'Notice' : level === 'warning' ? 'Warning' : 'Error'}: ${message}`)
    const { title, file } = properties
    this.#job.annotate({
      level,
      message,
      ...(title === undefined ? {} : { title }),
      ...(file === undefined ? {} : { file }),
      ...numbers(properties),
      step: this.#step.name,
    })
  }

  /** Names that GitHub's runner knows or once knew; any other `::word::` line is only text, as there. */
  #refuse(name: string, text: string): void {
    this.#show(text)
    if (!['set-output', 'save-state', 'set-env', 'add-path', 'add-matcher', 'remove-matcher'].includes(name)) return
    this.refused = true
    this.error(`the rehearsal's runner does not know the command '${name}'${replacements[name] ?? ''}`)
  }

  #show(text: string, debug = false): void {
    const line = this.#job.masks.apply(text)
    this.#job.run.emit({ kind: 'log', job: this.#job.identity, step: this.#step, line, group: this.#group, debug })
  }
}

const replacements: Record<string, string> = {
  'set-output': ': it is deprecated; write to $GITHUB_OUTPUT',
  'save-state': ': it is deprecated; write to $GITHUB_STATE',
  'set-env': ': it is disabled; write to $GITHUB_ENV',
  'add-path': ': it is disabled; write to $GITHUB_PATH',
}

function numbers(properties: Record<string, string>): Pick<Annotation, 'line' | 'endLine' | 'column' | 'endColumn'> {
  const found: Pick<Annotation, 'line' | 'endLine' | 'column' | 'endColumn'> = {}
  for (const [property, member] of [
    ['line', 'line'],
    ['endLine', 'endLine'],
    ['col', 'column'],
    ['endColumn', 'endColumn'],
  ] as const) {
    const value = Number(properties[property])
    if (properties[property] !== undefined && Number.isInteger(value)) found[member] = value
  }
  return found
}
