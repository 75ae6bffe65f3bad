/**
 * The repository that a rehearsal deploys: a copy of a folder, addressed by its content like a commit.
 * Every version that was ever rehearsed in a state folder stays there, so that a rollback can check it out.
 */
import { createHash } from 'node:crypto'
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { userError } from '#core/errors.ts'

export interface RehearsedRepository {
  /** 40 hex digits, from the content and, where it changed, the version before it. */
  sha: string
  /** Where this version lies. */
  workspace: string
  /** Every version known: sha → folder. */
  commits: Record<string, string>
  /** owner/name by which the workflows call Fairway. */
  fairway: string
  workflows: Record<'deploy' | 'plan' | 'rollback', string | undefined>
}

export interface RepositoryOptions {
  /** The folder to rehearse. */
  directory: string
  /** The root of this Fairway. */
  toolkit: string
  /** Where versions are kept. */
  store: string
}

const ignored = new Set(['.git', 'node_modules', '.rehearsal'])

/** Reads the folder as it is now, committed or not: what is rehearsed is what is on the disk. */
export async function readRepository({ directory, toolkit, store }: RepositoryOptions): Promise<RehearsedRepository> {
  const incoming = join(store, 'incoming')
  await rm(incoming, { recursive: true, force: true })
  await mkdir(incoming, { recursive: true })
  if (resolve(directory) === resolve(toolkit)) await copyDefaultSystem(toolkit, incoming)
  else {
    await copyFolder(directory, incoming, dirname(store))
  }
  const sha = await commit(incoming, store)
  const workspace = join(store, sha)
  await rm(workspace, { recursive: true, force: true })
  await rename(incoming, workspace)
  const versions = (await readdir(store)).filter((name) => /^[0-9a-f]{40}$/.test(name))
  return {
    sha,
    workspace,
    commits: Object.fromEntries(versions.map((name) => [name, join(store, name)])),
    ...(await findWorkflows(workspace)),
  }
}

/** All of a folder but what is no part of the repository, and but the rehearsal's own state where that lies in it. */
async function copyFolder(from: string, to: string, state: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const name of await readdir(from)) {
    const path = join(from, name)
    if (ignored.has(name) || path === state) continue
    if (state.startsWith(path + sep)) await copyFolder(path, join(to, name), state)
    else await cp(path, join(to, name), { recursive: true, filter: (inner) => !ignored.has(basename(inner)) })
  }
}

/** This repository is not itself a system: the default one is its environments/ and migrations/. */
async function copyDefaultSystem(toolkit: string, target: string): Promise<void> {
  await cp(join(toolkit, 'environments'), join(target, 'environments'), { recursive: true })
  await cp(join(toolkit, 'migrations'), join(target, 'migrations'), { recursive: true })
  await cp(join(toolkit, 'environments', 'workflows'), join(target, '.github', 'workflows'), { recursive: true })
}

/** Like a commit: the same files again are the same version, other files follow on the version before. */
async function commit(folder: string, store: string): Promise<string> {
  const content = await contentSha(folder)
  const head = await readFile(join(store, 'head.json'), 'utf8').then(
    (text) => JSON.parse(text) as { content: string; sha: string },
    absent,
  )
  if (head?.content === content) return head.sha
  const sha = head ? createHash('sha1').update(`${head.sha} ${content}`).digest('hex') : content
  await writeFile(join(store, 'head.json'), JSON.stringify({ content, sha }))
  return sha
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

async function contentSha(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  const hash = createHash('sha1')
  for (const path of paths.sort())
    hash
      .update(`${path}\0`)
      .update(await readFile(join(folder, path)))
      .update('\0')
  return hash.digest('hex')
}

const call = /^\s*(?:-\s+)?uses:\s*["']?([\w.-]+\/[\w.-]+)\/\.github\/workflows\/(deploy|plan|rollback)\.yml@/m

async function findWorkflows(workspace: string): Promise<Pick<RehearsedRepository, 'fairway' | 'workflows'>> {
  const folder = join(workspace, '.github', 'workflows')
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.ya?ml$/.test(name)).sort()
  const workflows: RehearsedRepository['workflows'] = { deploy: undefined, plan: undefined, rollback: undefined }
  let fairway: string | undefined
  for (const name of names) {
    const match = call.exec(await readFile(join(folder, name), 'utf8'))
    if (!match?.[1]) continue
    fairway ??= match[1]
    workflows[match[2] as keyof typeof workflows] ??= `.github/workflows/${name}`
  }
  if (fairway === undefined || workflows.deploy === undefined) {
    throw userError({
      code: 'no-workflow',
      message: 'no workflow here calls OWNER/fairway/.github/workflows/deploy.yml@REF',
      cure: 'Copy environments/workflows/deploy.yml of Fairway to .github/workflows/ (README.md, "Adopt it"), or name another folder.',
    })
  }
  return { fairway, workflows }
}
