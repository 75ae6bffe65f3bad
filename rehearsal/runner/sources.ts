/** Where `uses:` leads: the repository of the file itself, or one that the rehearsal was given a directory for. */
import { execFileSync } from 'node:child_process'
import { type Position, unknownFeature } from './template.ts'
import type { Source } from './workflow.ts'

interface Located {
  source: Source
  path: string
}

export class Sources {
  readonly own: Source
  readonly #others: Record<string, string>

  /** `others`: directories of further repositories, by owner/name; any @ref of them is what the directory holds. */
  constructor(own: Source, others: Record<string, string> = {}) {
    this.own = own
    this.#others = Object.fromEntries(
      Object.entries(others).map(([name, directory]) => [name.toLowerCase(), directory]),
    )
  }

  /**
   * `$/path` and, for workflows, `./path` are in the repository of the file that says so
   * (changelog of 2026-07-30; GitHub documentation, "Reusing workflows").
   */
  locate(uses: string, from: Source, at: Position): Located {
    if (uses.startsWith('$/') || uses.startsWith('./')) return { source: from, path: uses.slice(2).replace(/\/$/, '') }
    if (uses.startsWith('docker://')) throw unknownFeature(`Docker actions: ${uses}`, at)
    const [whole = '', ref = ''] = uses.split('@')
    const [owner = '', name = '', ...path] = whole.split('/')
    const repository = `${owner}/${name}`
    const directory = this.#others[repository.toLowerCase()]
    if (directory === undefined) throw unknownFeature(`the remote reference ${uses}`, at)
    return {
      source: { repository, directory, ref: `refs/tags/${ref}`, sha: headOf(directory, ref) },
      path: path.join('/'),
    }
  }
}

/** A full commit id is its own; else what is checked out in the directory, or the ref's name where it is no git work tree. */
function headOf(directory: string, ref: string): string {
  if (/^[0-9a-f]{40}$/.test(ref)) return ref
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: directory, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim()
  } catch {
    return ref
  }
}
