/** Commits and files: what the rehearsal told of, and what a git work tree holds. */
import { execFileSync } from 'node:child_process'
import type { Commit, GitHubState } from './state.ts'

export class Commits {
  readonly #state: GitHubState
  readonly #workTree: string | undefined

  constructor(state: GitHubState, workTree: string | undefined) {
    this.#state = state
    this.#workTree = workTree
  }

  /** An event brought this commit: the branch or tag points at it now. Its parent is what the branch pointed at before. */
  remember(commit: Commit & { ref: string }): void {
    const { ref, ...known } = commit
    const parent = commit.parent ?? this.#state.refs[ref]
    this.#state.refs[ref] = commit.sha
    if (this.#state.commits.some(({ sha }) => sha === commit.sha)) return
    this.#state.commits.push({ ...known, ...(parent === undefined ? {} : { parent }) })
  }

  /** The commit that a branch, tag, full ref or SHA names. */
  resolve(ref: string): string | undefined {
    const named = [ref, `refs/heads/${ref}`, `refs/tags/${ref}`]
      .map((name) => this.#state.refs[name])
      .find((sha) => sha !== undefined)
    if (named !== undefined) return named
    if (this.#state.commits.some((commit) => commit.sha === ref)) return ref
    return this.#git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`])
      ?.toString('utf8')
      .trim()
  }

  read(sha: string): Commit | undefined {
    const known = this.#state.commits.find((commit) => commit.sha === sha)
    if (known) return known
    const shown = this.#git(['show', '--no-patch', '--format=%H%n%an%n%ct%n%B', sha])?.toString('utf8')
    if (shown === undefined) return undefined
    const [found = sha, author = '', seconds = '0', ...message] = shown.split('\n')
    return {
      sha: found,
      message: message.join('\n').trim(),
      author: { login: author, id: 0, type: 'User' },
      at: Number(seconds) * 1000,
    }
  }

  /** How many commits `head` has that `base` has not, and the other way round; undefined where they share none. */
  compare(base: string, head: string): { ahead: number; behind: number } | undefined {
    const [ofBase, ofHead] = [this.#lineage(base), this.#lineage(head)]
    const ahead = ofHead.findIndex((sha) => ofBase.includes(sha))
    const behind = ofBase.findIndex((sha) => ofHead.includes(sha))
    if (ahead >= 0) return { ahead, behind }
    const counts = this.#git(['rev-list', '--left-right', '--count', '--end-of-options', `${base}...${head}`])
    if (!counts || !this.#git(['merge-base', base, head])) return undefined
    const [left = 0, right = 0] = counts.toString('utf8').trim().split(/\s+/).map(Number)
    return { ahead: right, behind: left }
  }

  /** The commit and its ancestors, newest first, as far as events told of them. */
  #lineage(sha: string): string[] {
    const line: string[] = []
    for (let next: string | undefined = sha; next !== undefined && !line.includes(next); ) {
      line.push(next)
      const current: string = next
      next = this.#state.commits.find((commit) => commit.sha === current)?.parent
    }
    return line
  }

  /** The bytes of a file at a commit, from the work tree's history. */
  file(sha: string, path: string): Buffer | undefined {
    return this.#git(['show', `${sha}:${path}`])
  }

  #git(parameters: string[]): Buffer | undefined {
    if (this.#workTree === undefined) return undefined
    try {
      return execFileSync('git', parameters, {
        cwd: this.#workTree,
        stdio: ['ignore', 'pipe', 'ignore'],
        maxBuffer: 64 * 1024 * 1024,
      })
    } catch (error) {
      // git says by its exit code that it has no such commit or file; anything else is a real error.
      if (error instanceof Error && 'status' in error && typeof error.status === 'number') return undefined
      throw error
    }
  }
}
