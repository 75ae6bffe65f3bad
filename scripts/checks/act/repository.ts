/**
 * The one repository that act runs: the rehearsed system and Fairway itself in one checkout, since act resolves
 * `./` in the caller's. The workflows are rewritten as act.md beside this file says.
 */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseDocument } from 'yaml'
import { runOrThrow } from '../lib/command.ts'
import { callLocally, copyActions, copyWorkflows } from '../lib/portable-workflows.ts'

export interface PortableOptions {
  /** The root of this Fairway. */
  toolkit: string
  /** The folder of the system that is deployed. */
  system: string
  /** Inside the system's folder: the workflow that calls Fairway's. */
  workflow: string
  /** Where the copy goes. */
  directory: string
  /** The server of identity.ts. */
  identityUrl: string
}

export const callerPath = '.github/workflows/caller.yml'

/** @returns the commit that act will call GITHUB_SHA. */
export async function makePortableRepository(options: PortableOptions): Promise<string> {
  const { toolkit, system, directory, identityUrl } = options
  await mkdir(directory, { recursive: true })
  await cp(system, directory, { recursive: true, filter: (from) => !from.startsWith(path.join(system, '.github')) })
  for (const name of ['dist', 'cloudformation', 'package.json']) {
    await cp(path.join(toolkit, name), path.join(directory, name), { recursive: true })
  }
  const names = await copyWorkflows(toolkit, directory)
  await copyActions(toolkit, directory)
  for (const name of names) {
    const file = path.join(directory, '.github/workflows', name)
    await writeFile(file, forAct(await readFile(file, 'utf8'), identityUrl))
  }
  const caller = await readFile(path.join(system, options.workflow), 'utf8')
  await writeFile(path.join(directory, callerPath), callLocally(caller))
  return commit(directory)
}

/** What a job of a workflow must have for act, beyond the rewriting that every other tool needs too. */
export function forAct(text: string, identityUrl: string): string {
  const document = parseDocument(text)
  const { jobs } = document.toJS() as {
    jobs: Record<string, { permissions?: Record<string, string>; steps?: Step[]; environment?: unknown }>
  }
  for (const [id, job] of Object.entries(jobs)) {
    // act makes no identity tokens. GitHub gives each job an address of its own, where the permission is granted.
    if (job.steps && job.permissions?.['id-token'] === 'write') {
      const environment = job.environment === undefined ? '' : `/\${{ ${environmentExpression(job.environment)} }}`
      document.setIn(
        ['jobs', id, 'env', 'ACTIONS_ID_TOKEN_REQUEST_URL'],
        `${identityUrl}/${id}${environment}?api-version=2.0`,
      )
      document.setIn(['jobs', id, 'env', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'], 'of-the-job')
    }
    // act takes the files as they are, unless a `ref` is named: then it wants to fetch actions/checkout itself.
    for (const [index, step] of (job.steps ?? []).entries()) {
      if (step.uses?.startsWith('actions/checkout@')) document.deleteIn(['jobs', id, 'steps', index, 'with', 'ref'])
    }
  }
  // In act `null != null` is true. A name that is there is true by itself, one that is not is null.
  return String(document).replace(/(if: \$\{\{ [^}]*\]) != null \}\}/g, '$1 }}')
}

interface Step {
  uses?: string
}

function environmentExpression(environment: unknown): string {
  const name = typeof environment === 'string' ? environment : (environment as { name: string }).name
  const expression = /^\$\{\{\s*(.+?)\s*\}\}$/.exec(name)?.[1]
  return expression ?? `'${name}'`
}

async function commit(directory: string): Promise<string> {
  const git = (...parameters: string[]) => runOrThrow('git', ['-C', directory, ...parameters])
  await git('init', '--quiet', '--initial-branch', 'main')
  await git('add', '--all', '--force')
  const author = ['-c', 'user.name=rehearsal', '-c', 'user.email=rehearsal@example.org', '-c', 'commit.gpgsign=false']
  await git(...author, 'commit', '--quiet', '--message', 'The files as they are now')
  return (await git('rev-parse', 'HEAD')).stdout.trim()
}
