/** The host of an action that runs on a GitHub Actions runner. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { error, getInput, group, info, setOutput, setSecret, summary, warning } from '@actions/core'
import { systemClock } from '../clock.ts'
import { asError, FairwayError } from '../errors.ts'
import { annotationCharacters, annotationsPerStep, cut, cutBytes, summaryBytes } from '../report/limits.ts'
import type { Annotation, Reporter } from '../report/reporter.ts'
import { fileJournal } from '../rollout/journal.ts'
import type { ActionHost, GitHubFacts } from './host.ts'
import { idTokenSource } from './id-token.ts'

/** `toolkit`: the root of the Fairway checkout, absolute. */
export function runnerHost(toolkit: string, environment: NodeJS.ProcessEnv = process.env): ActionHost {
  const controller = new AbortController()
  // GitHub's runner cancels with SIGINT, 7.5 s later SIGTERM, 2.5 s later it kills.
  process.once('SIGINT', () => controller.abort('SIGINT'))
  process.once('SIGTERM', () => controller.abort('SIGTERM'))
  const temporary = environment.RUNNER_TEMP ?? ''
  let summarized = 0
  return {
    input: (name) => getInput(name),
    setOutput: (name, value) => setOutput(name, value),
    async summarize(markdown) {
      if (!environment.GITHUB_STEP_SUMMARY) return
      const fitting = cutBytes(`${markdown}\n\n`, summaryBytes - summarized)
      summarized += Buffer.byteLength(fitting)
      await summary.addRaw(fitting).write()
    },
    fail() {
      process.exitCode = 1
    },
    mask: (secret) => setSecret(secret),
    idToken: idTokenSource(environment),
    report: runnerReporter(),
    clock: systemClock,
    signal: controller.signal,
    journal: fileJournal(join(temporary, 'fairway', 'journal.jsonl')),
    github: gitHubFacts(environment),
    workspace: environment.GITHUB_WORKSPACE ?? '.',
    toolkit,
  }
}

function gitHubFacts(environment: NodeJS.ProcessEnv): GitHubFacts {
  const eventPath = environment.GITHUB_EVENT_PATH
  return {
    repository: environment.GITHUB_REPOSITORY ?? '',
    sha: environment.GITHUB_SHA ?? '',
    ref: environment.GITHUB_REF ?? '',
    actor: environment.GITHUB_ACTOR ?? '',
    eventName: environment.GITHUB_EVENT_NAME ?? '',
    runId: Number(environment.GITHUB_RUN_ID ?? 0),
    runAttempt: Number(environment.GITHUB_RUN_ATTEMPT ?? 1),
    serverUrl: environment.GITHUB_SERVER_URL ?? 'https://github.com',
    apiUrl: environment.GITHUB_API_URL ?? 'https://api.github.com',
    event: eventPath ? (JSON.parse(readFileSync(eventPath, 'utf8')) as Record<string, unknown>) : {},
  }
}

function runnerReporter(): Reporter {
  const used = { warning: 0, error: 0 }
  function annotate(kind: 'warning' | 'error', message: string, annotation: Annotation = {}): void {
    const text = cut(message, annotationCharacters)
    // Beyond its limit GitHub drops annotations; the log still has the line.
    if (++used[kind] > annotationsPerStep) {
      info(`${kind}: ${text}`)
      return
    }
    const { file, line, column } = annotation.location ?? {}
    const say = kind === 'error' ? error : warning
    say(text, {
      ...(annotation.title && { title: annotation.title }),
      ...(file && { file }),
      ...(line && { startLine: line }),
      ...(column && { startColumn: column }),
    })
  }
  return {
    info,
    warning: (message, annotation) => annotate('warning', message, annotation),
    error: (message, annotation) => annotate('error', message, annotation),
    group: (title, work) => group(title, work),
  }
}

/** Reports what stopped an action: one annotation with the cure, the causes in the log, and a red step. */
export function reportFailure(host: Pick<ActionHost, 'report' | 'fail'>, thrown: unknown): void {
  const problem = asError(thrown)
  host.fail()
  if (problem instanceof FairwayError && problem.fault !== 'fairway') {
    host.report.error(problem.cure ? `${problem.message}\n${problem.cure}` : problem.message, {
      title: problem.code,
      ...(problem.location && { location: problem.location }),
    })
    return
  }
  const code = problem instanceof FairwayError ? problem.code : 'internal-error'
  host.report.error(
    `${problem.message}\nThis is a fault of Fairway, not of yours: please report it with the log below.`,
    { title: code },
  )
  for (let cause: unknown = problem; cause instanceof Error; cause = cause.cause)
    host.report.info(cause.stack ?? cause.message)
}
