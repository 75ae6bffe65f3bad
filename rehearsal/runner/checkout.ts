/**
 * `actions/checkout`, done by the runner: the files of the run's own commit are copied from the workspace as
 * they lie there; another commit comes from the directory given for it, or from the history of the work tree.
 */
import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { copyFile, cp, lstat, mkdir, rm } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { promisify } from 'node:util'
import type { StepRun } from './step-run.ts'
import { machineOf } from './step-scope.ts'
import { type Position, unknownFeature, WorkflowError } from './template.ts'

const execute = promisify(execFile)

/** Inputs that do not change what a step finds: the whole tree is always there, without history or credentials. */
const without = [
  'fetch-depth',
  'fetch-tags',
  'persist-credentials',
  'show-progress',
  'clean',
  'token',
  'submodules',
  'lfs',
  'set-safe-directory',
]

export function isCheckout(uses: string): boolean {
  return uses.startsWith('actions/checkout@')
}

export async function checkout(step: StepRun, inputs: Record<string, string>, at: Position): Promise<boolean> {
  const { job } = step
  const { run } = job
  for (const [name, value] of Object.entries(inputs)) {
    const known = ['ref', 'path', 'repository', ...without].includes(name)
    const harmless = !['submodules', 'lfs'].includes(name) || value === 'false'
    if (!known || !harmless) throw unknownFeature(`'${name}: ${value}' of actions/checkout`, at)
  }
  const { repository = run.github.fullName, ref = '' } = inputs
  if (repository.toLowerCase() !== run.github.fullName.toLowerCase()) {
    throw unknownFeature(`a checkout of another repository: ${repository}`, at)
  }
  const { workspace } = machineOf(job)
  const target = resolve(workspace, inputs.path ?? '.')
  if (target !== workspace && !target.startsWith(workspace + sep))
    throw new WorkflowError(`path ${inputs.path} is outside of the workspace`, at)
  const sha = ref === '' ? run.settings.event.sha : (run.github.commits.resolve(ref) ?? ref)
  await mkdir(target, { recursive: true })
  const own = run.settings.commits[sha] ?? (sha === run.settings.event.sha ? run.sources.own.directory : undefined)
  if (own !== undefined) await copyTree(own, target)
  else await extractCommit(run.sources.own.directory, sha, target, at)
  step.outputs = { ref: ref === '' ? run.settings.event.ref : ref, commit: sha }
  step.log.line(`Checked out ${sha}`)
  return true
}

/** In a git work tree what git does not ignore, elsewhere everything but what tools put there. */
async function copyTree(from: string, to: string): Promise<void> {
  const files = await trackedFiles(from)
  if (!files) {
    const left = new Set(['.git', 'node_modules'].map((name) => join(from, name)))
    await cp(from, to, { recursive: true, filter: (path) => !left.has(path), mode: constants.COPYFILE_FICLONE })
    return
  }
  for (const file of files) {
    const target = join(to, file)
    await mkdir(dirname(target), { recursive: true })
    if ((await lstat(join(from, file))).isFile()) await copyFile(join(from, file), target, constants.COPYFILE_FICLONE)
    else await cp(join(from, file), target, { recursive: true, verbatimSymlinks: true })
  }
}

async function trackedFiles(directory: string): Promise<string[] | undefined> {
  const top = await git(directory, ['rev-parse', '--show-prefix'])
  // A folder inside another repository's work tree is no work tree of its own.
  if (top === undefined || top.trim() !== '') return undefined
  const listed = await git(directory, ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
  const deleted = await git(directory, ['ls-files', '-z', '--deleted'])
  const gone = new Set(split(deleted))
  return [...new Set(split(listed))].filter((file) => !gone.has(file))
}

async function extractCommit(directory: string, sha: string, target: string, at: Position): Promise<void> {
  const archive = join(target, '.checkout.tar')
  try {
    await execute('git', ['archive', '--format=tar', `--output=${archive}`, '--end-of-options', sha], {
      cwd: directory,
    })
  } catch (cause) {
    throw Object.assign(new WorkflowError(`actions/checkout: nothing is known of the commit ${sha}`, at), { cause })
  }
  await execute('tar', ['-xf', archive, '-C', target])
  await rm(archive)
}

/** @returns undefined where the directory is no work tree, or there is no git. */
async function git(directory: string, parameters: string[]): Promise<string | undefined> {
  try {
    return (await execute('git', parameters, { cwd: directory, maxBuffer: 64 * 1024 * 1024 })).stdout
  } catch {
    return undefined
  }
}

function split(text: string | undefined): string[] {
  return (text ?? '').split('\0').filter((line) => line !== '')
}
