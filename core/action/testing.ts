/** A host for tests of whole actions: inputs with the defaults of action.yml, everything else in memory. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import type { Clock } from '../clock.ts'
import { memoryReporter } from '../report/reporter.ts'
import { memoryJournal } from '../rollout/journal.ts'
import type { ActionHost, GitHubFacts } from './host.ts'

export interface TestHost extends ActionHost {
  report: ReturnType<typeof memoryReporter>
  outputs: Record<string, string>
  summaries: string[]
  masked: string[]
  failed: boolean
}

export interface TestHostOptions {
  clock: Clock
  workspace?: string
  signal?: AbortSignal
  github?: Partial<GitHubFacts>
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** `action`: a folder under actions/. Throws for an input that its action.yml does not have. */
export function testHost(action: string, inputs: Record<string, string>, options: TestHostOptions): TestHost {
  const github: GitHubFacts = {
    repository: 'example-org/fargate',
    sha: '0123456789abcdef0123456789abcdef01234567',
    ref: 'refs/heads/main',
    actor: 'octocat',
    eventName: 'push',
    runId: 17,
    runAttempt: 1,
    serverUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
    event: {},
    ...options.github,
  }
  const declared = declaredInputs(action)
  const unknown = Object.keys(inputs).find((name) => !(name in declared))
  if (unknown !== undefined) throw new Error(`actions/${action}/action.yml has no input ${unknown}`)
  const host: TestHost = {
    outputs: {},
    summaries: [],
    masked: [],
    failed: false,
    input(name) {
      const fallback = declared[name]
      if (fallback === undefined) throw new Error(`actions/${action}/action.yml has no input ${name}`)
      return (inputs[name] ?? fallback).replace(/\$\{\{ github\.sha \}\}/, github.sha).trim()
    },
    setOutput(name, value) {
      host.outputs[name] = value
    },
    async summarize(markdown) {
      host.summaries.push(markdown)
    },
    fail() {
      host.failed = true
    },
    mask: (secret) => void host.masked.push(secret),
    idToken: undefined,
    report: memoryReporter(),
    clock: options.clock,
    signal: options.signal ?? new AbortController().signal,
    journal: memoryJournal(),
    github,
    workspace: options.workspace ?? root,
    toolkit: root,
  }
  return host
}

function declaredInputs(action: string): Record<string, string> {
  const file = parse(readFileSync(`${root}/actions/${action}/action.yml`, 'utf8')) as {
    inputs?: Record<string, { default?: unknown }>
  }
  return Object.fromEntries(
    Object.entries(file.inputs ?? {}).map(([name, input]) => [name, String(input.default ?? '')]),
  )
}
