/**
 * Validates recorded GitHub requests against GitHub's OpenAPI description.
 *
 *     node scripts/checks/validate-github-requests.ts FILE…     JSON lines of RecordedGitHubCall
 */
import { readFile } from 'node:fs/promises'
import { type Description, type GitHubCall, GitHubDescription } from './lib/github-description.ts'
import { githubDescription } from './lib/tools.ts'

/** Identity tokens and the issuer's documents are no part of the REST API. */
const outside = /^\/(_apis\/|\.well-known\/)/

export interface Verdict {
  requests: number
  operations: Set<string>
  /** Each fault with how often it was found. */
  faults: Map<string, number>
}

export async function openDescription(): Promise<GitHubDescription> {
  return new GitHubDescription(JSON.parse(await readFile(await githubDescription(), 'utf8')) as Description)
}

export async function validateFiles(description: GitHubDescription, files: readonly string[]): Promise<Verdict> {
  const verdict: Verdict = { requests: 0, operations: new Set(), faults: new Map() }
  for (const file of files) {
    const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
    for (const line of lines) {
      const call = JSON.parse(line) as GitHubCall
      if (outside.test(call.path)) continue
      const { operation = `${call.method} ${call.path}`, errors } = description.judge(call)
      verdict.requests++
      verdict.operations.add(operation)
      for (const error of errors) {
        const fault = `${operation}: ${error}`
        verdict.faults.set(fault, (verdict.faults.get(fault) ?? 0) + 1)
      }
    }
  }
  return verdict
}

export function faultLines({ faults }: Verdict): string[] {
  return [...faults].map(([fault, times]) => `${fault} (${times} times)`)
}

if (import.meta.main) {
  const verdict = await validateFiles(await openDescription(), process.argv.slice(2))
  for (const line of faultLines(verdict)) console.log(line)
  console.log(`${verdict.requests} requests, ${verdict.operations.size} operations, ${verdict.faults.size} faults`)
  process.exitCode = verdict.faults.size > 0 || verdict.requests === 0 ? 1 : 0
}
