/** What the rooms say while they work. Rooms never print; the host decides where it goes. */
import type { Location } from '../errors.ts'

export interface Annotation {
  title?: string
  location?: Location
}

export interface Reporter {
  /** A line of progress. */
  info(line: string): void
  warning(message: string, annotation?: Annotation): void
  error(message: string, annotation?: Annotation): void
  /** A foldable section of the log around `work`. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>
}

/** For tests: keeps what was said. */
export function memoryReporter(): Reporter & { lines: string[] } {
  const lines: string[] = []
  return {
    lines,
    info: (line) => void lines.push(line),
    warning: (message) => void lines.push(`warning: ${message}`),
    error: (message) => void lines.push(`error: ${message}`),
    async group(title, work) {
      lines.push(title)
      return await work()
    },
  }
}
