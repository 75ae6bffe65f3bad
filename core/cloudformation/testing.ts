/** A simulated account for this room's tests, reached as an action reaches AWS. Nothing that ships imports it. */
import { cloudformation } from '#rehearsal/aws/cloudformation/room.ts'
import { openTestAccount, type TestAccount } from '#rehearsal/aws/kernel/testing.ts'
import type { RecordedCall } from '#rehearsal/aws/kernel/types.ts'
import { logs } from '#rehearsal/aws/logs/room.ts'
import { s3 } from '#rehearsal/aws/s3/room.ts'
import { ssm } from '#rehearsal/aws/ssm/room.ts'
import type { Fault } from '#rehearsal/faults/faults.ts'
import { createSession } from '../aws/session.ts'
import type { Clock } from '../clock.ts'
import { memoryReporter } from '../report/reporter.ts'
import { memoryJournal } from '../rollout/journal.ts'
import { type StackContext, stackContext } from './context.ts'
import type { StackTarget } from './stack-target.ts'
import { parseTemplate } from './template-file.ts'

export interface Story extends AsyncDisposable {
  account: TestAccount
  context: StackContext & { report: { lines: string[] } }
  cancel(): void
  /** What a later run of the same job has: another attempt, a fresh journal. */
  nextRun(): StackContext
  operations(): string[]
}

export interface StoryOptions {
  faults?: readonly Fault[]
  /** Several things happen at once; their sleeps share the time. Slower. */
  parallel?: boolean
}

export async function openStory({ parallel = false, ...options }: StoryOptions = {}): Promise<Story> {
  const account = await openTestAccount({ rooms: [cloudformation, ssm, logs, s3], environment: 'dev', ...options })
  process.env.AWS_ENDPOINT_URL = account.url
  const clock = parallel ? sharedClock(account) : simpleClock(account)
  const controller = new AbortController()
  const session = createSession({ region: account.region, clock, credentials: async () => account.config.credentials })
  const contextOf = (runAttempt: number) => {
    const host = { report: memoryReporter(), clock, signal: controller.signal, journal: memoryJournal() }
    return { ...stackContext({ ...host, github: { runId: 7, runAttempt } as never }, session), report: host.report }
  }
  let attempt = 1
  return {
    account,
    context: contextOf(attempt),
    cancel: () => controller.abort('SIGINT'),
    nextRun: () => contextOf(++attempt),
    operations: () => account.calls.map(({ operation }: RecordedCall) => operation),
    async [Symbol.asyncDispose]() {
      delete process.env.AWS_ENDPOINT_URL
      await account.close()
    },
  }
}

/** For one sleeper at a time. */
function simpleClock({ clock }: TestAccount): Clock {
  return {
    now: () => clock.now(),
    async sleep(milliseconds, signal) {
      if (signal?.aborted) throw signal.reason
      await clock.advance(milliseconds)
      if (signal?.aborted) throw signal.reason
    },
  }
}

/** Time that several sleepers share: it moves to the earliest of their ends once no call has come for a while. */
function sharedClock({ clock, calls }: TestAccount): Clock {
  const ends = new Set<{ at: number }>()
  return {
    now: () => clock.now(),
    async sleep(milliseconds) {
      const end = { at: clock.now() + milliseconds }
      ends.add(end)
      for (let seen = -1; clock.now() < end.at; ) {
        // In real time, which the test does not measure: the others have to get to where they sleep.
        await new Promise((resolve) => setTimeout(resolve, 20))
        if (seen === calls.length) await clock.advanceTo(Math.min(...[...ends].map(({ at }) => at)))
        seen = calls.length
      }
      ends.delete(end)
    },
  }
}

export function target(body: string, changes: Partial<StackTarget> = {}): StackTarget {
  return {
    component: 'notes',
    environment: 'dev',
    stackName: 'shop-dev-notes',
    template: parseTemplate('cloudformation/notes.yml', body),
    parameters: { values: {} },
    keepParameters: false,
    tags: { Environment: 'dev', Component: 'notes' },
    capabilities: [],
    roleArn: undefined,
    allowReplacement: [],
    timeoutMinutes: 30,
    bucket: async () => 'shop-dev-artifacts',
    ...changes,
  }
}
