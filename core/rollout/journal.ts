/**
 * What the actions of one job changed, so that a later step can undo it, newest first.
 * One JSON line per entry in a file of the job's temporary folder; an entry is written before the change takes
 * effect and again when its outcome is known, so a killed process leaves the truth behind.
 */
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { FairwayError } from '../errors.ts'
import type { Outcome } from './outcome.ts'

/** What a room needs to undo its own change; each room narrows it by `kind`. */
export type JournalState = Record<string, unknown>

export interface JournalEntry {
  /** Component and attempt: `backend#1`. The same id is written when it starts and when it ends. */
  id: string
  component: string
  kind: 'stack' | 'migration' | 'ecs' | 'cdn'
  environment: string
  before: JournalState
  after: JournalState
  /** The AWS id of what was started, once known. */
  rollout?: string
  outcome?: Outcome
}

export interface Journal {
  write(entry: JournalEntry): Promise<void>
  /** The last word on each entry, oldest first. */
  entries(): Promise<JournalEntry[]>
}

export function fileJournal(path: string): Journal {
  return {
    async write(entry) {
      await mkdir(dirname(path), { recursive: true })
      await appendFile(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 })
    },
    async entries() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return ''
        throw error
      })
      return lastWords(text, path)
    },
  }
}

/** For tests and for single use without a job. */
export function memoryJournal(): Journal {
  const lines: string[] = []
  return {
    async write(entry) {
      lines.push(JSON.stringify(entry))
    },
    async entries() {
      return lastWords(lines.join('\n'), 'memory')
    },
  }
}

function lastWords(text: string, path: string): JournalEntry[] {
  const byId = new Map<string, JournalEntry>()
  const lines = text.split('\n')
  for (const [index, line] of lines.entries()) {
    if (line === '') continue
    try {
      const entry = JSON.parse(line) as JournalEntry
      byId.set(entry.id, entry)
    } catch (cause) {
      // A process killed while writing leaves half a line at the end; anywhere else the file is damaged.
      if (index === lines.length - 1) continue
      throw new FairwayError({
        fault: 'fairway',
        code: 'journal-damaged',
        message: `line ${index + 1} of the journal ${path} is not JSON`,
        cure: 'Look at what is live and roll back by release: the journal of this job cannot be trusted.',
        cause,
      })
    }
  }
  return [...byId.values()]
}
