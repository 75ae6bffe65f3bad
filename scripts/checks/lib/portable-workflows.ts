/**
 * A copy of the workflows for tools that do not know GitHub's newest keys: `$/` (an action of the workflow's own
 * repository, July 2026) becomes `./`, and `queue` (May 2026) and `deployment` (March 2026) are dropped. In a
 * checkout of this repository `./` means the same files.
 */
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

export interface Rewritten {
  text: string
  /** What was rewritten, by key, for the record. */
  counts: { reference: number; queue: number; deployment: number }
}

export function rewriteWorkflow(text: string): Rewritten {
  const counts = { reference: 0, queue: 0, deployment: 0 }
  const lines = text.split('\n').flatMap((line) => {
    if (/^\s+queue: max\s*(#.*)?$/.test(line)) {
      counts.queue++
      return []
    }
    if (/^\s+deployment: false\s*(#.*)?$/.test(line)) {
      counts.deployment++
      return []
    }
    return [
      line.replace(/^(\s+(?:- )?uses: )\$\//, (_, before: string) => {
        counts.reference++
        return `${before}./`
      }),
    ]
  })
  return { text: lines.join('\n'), counts }
}

/** Writes the rewritten workflows into `directory`/.github/workflows. @returns their file names. */
export async function copyWorkflows(from: string, directory: string): Promise<string[]> {
  const source = path.join(from, '.github/workflows')
  const target = path.join(directory, '.github/workflows')
  await mkdir(target, { recursive: true })
  const names = (await readdir(source)).filter((name) => name.endsWith('.yml'))
  for (const name of names) {
    const text = await readFile(path.join(source, name), 'utf8')
    await writeFile(path.join(target, name), rewriteWorkflow(text).text)
  }
  return names
}

/** A caller's workflow with Fairway's workflows in the same repository: `OWNER/fairway/…@v1` becomes `./…`. */
export function callLocally(text: string): string {
  return text.replace(/(uses:\s*["']?)[\w.-]+\/[\w.-]+(\/\.github\/workflows\/[\w-]+\.yml)@[\w.-]+/g, '$1.$2')
}

/** Writes the workflows that a team copies, from environments/workflows, beside the others as `caller-*.yml`. */
export async function copyCallers(from: string, directory: string): Promise<void> {
  const source = path.join(from, 'environments/workflows')
  for (const name of await readdir(source)) {
    const text = await readFile(path.join(source, name), 'utf8')
    await writeFile(path.join(directory, '.github/workflows', `caller-${name}`), callLocally(text))
  }
}

/** Writes what GitHub reads of each action into `directory`/actions: action.yml and the file that it starts. */
export async function copyActions(from: string, directory: string): Promise<void> {
  const entries = await readdir(path.join(from, 'actions'), { withFileTypes: true })
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    const target = path.join(directory, 'actions', name)
    await mkdir(target, { recursive: true })
    for (const file of ['action.yml', 'index.js'])
      await cp(path.join(from, 'actions', name, file), path.join(target, file))
  }
}
