/** Is what lies in the workspace what the commit says? Later jobs check the commit out anew and find only that. */
import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { asError, userError } from '../errors.ts'

export type WorkspaceState = { kind: 'git'; head: string; changed: string[] } | { kind: 'archive' }

/** `paths` are relative to the workspace: what is to be as committed. */
export async function readWorkspace(workspace: string, paths: readonly string[]): Promise<WorkspaceState> {
  const isGit = await access(join(workspace, '.git')).then(
    () => true,
    () => false,
  )
  // actions/checkout downloads an archive where the runner has no git (its README, "Usage").
  if (!isGit) return { kind: 'archive' }
  const head = await git(workspace, ['rev-parse', 'HEAD'])
  const status =
    paths.length === 0
      ? ''
      : await git(workspace, ['status', '--porcelain', '--ignored', '--untracked-files=all', '-z', '--', ...paths])
  // `XY path`; a rename has its old path as a second item without the letters.
  const changed = status.split('\0').flatMap((item) => (/^.. ./.test(item) ? [item.slice(3)] : []))
  return { kind: 'git', head: head.trim(), changed }
}

/** Throws where the workspace is at another commit, or has changed what the release is made of. */
export function requireCommit(state: WorkspaceState, commit: string): void {
  if (state.kind === 'archive') return
  if (state.head !== commit) {
    throw userError({
      code: 'wrong-commit',
      message: `the release is to be of commit ${commit}, but the workspace holds ${state.head}`,
      cure: 'Check out the commit that is released (`ref` of actions/checkout), or set the input `commit`.',
    })
  }
  if (state.changed.length > 0) {
    throw userError({
      code: 'changed-since-checkout',
      message: `these files are not as in commit ${commit}: ${state.changed.join(', ')}`,
      cure: 'Commit what is generated, or make it after this step: each environment checks out the commit anew.',
    })
  }
}

async function git(workspace: string, parameters: string[]): Promise<string> {
  try {
    // In containers the workspace belongs to another user, which git refuses unless told.
    const told = ['-c', 'safe.directory=*', ...parameters]
    return (await promisify(execFile)('git', told, { cwd: workspace, maxBuffer: 64 * 1024 * 1024 })).stdout
  } catch (cause) {
    throw userError({
      code: 'git-failed',
      message: `git ${parameters[0]} failed in the workspace: ${asError(cause).message.trim()}`,
      cure: 'Check out the repository with actions/checkout before this step.',
      cause,
    })
  }
}
