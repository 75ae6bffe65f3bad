/** Makes a distribution forget what it cached, and waits until it has. */
import { CreateInvalidationCommand } from '@aws-sdk/client-cloudfront'
import { awsErrorName } from '../errors.ts'
import { duration, plural } from '../report/text.ts'
import type { JournalEntry } from '../rollout/journal.ts'
import type { RolloutResult } from '../rollout/outcome.ts'
import { poll } from '../rollout/poll.ts'
import type { CdnContext } from './context.ts'
import { decideInvalidation } from './decide.ts'
import { explainCdnError, newestInvalidation, readInvalidation } from './observe.ts'
import { callerReference } from './reference.ts'

export interface CdnTask {
  component: string
  environment: string
  release: string
  distribution: string
  /** As CloudFront wants them: from the root, `*` at the end for everything below. */
  paths: readonly string[]
  /** False: go on as soon as CloudFront has taken it. */
  wait: boolean
  timeoutMinutes: number
}

/** One invalidation for each release, however often the job runs. */
export async function invalidate(context: CdnContext, task: CdnTask): Promise<RolloutResult> {
  const started = context.clock.now()
  const newest = await newestInvalidation(context, task.distribution)
  const decision = decideInvalidation(newest, task.release, task.paths)
  if (decision.kind === 'unchanged') {
    const detail = `invalidation ${decision.id} for this release is completed`
    return { component: task.component, kind: 'cdn', outcome: 'unchanged', id: decision.id, detail, seconds: 0 }
  }
  const deadline = started + task.timeoutMinutes * 60_000
  const reference = callerReference(task.release, 'deploy', { run: context.run, component: task.component })
  const entry = journalEntry(task, reference)
  const keep = (more: Progress) => context.journal.write({ ...entry, ...more })
  if (decision.kind === 'follow') {
    context.report.info(`${task.component}: following invalidation ${decision.id}, which is for this release`)
    return await follow(context, { ...task, deadline, started, keep, id: decision.id })
  }
  return await startAndFollow(context, { ...task, deadline, started, keep, reference })
}

type Progress = Pick<JournalEntry, 'rollout' | 'outcome'>

interface Waiting extends CdnTask {
  /** Writes to the journal; of a rollback's own invalidation nothing is written. */
  keep: (progress: Progress) => Promise<void>
  started: number
  deadline: number
}

interface Starting extends Waiting {
  reference: string
}

/** Writes the journal before and after the request, then waits. */
export async function startAndFollow(context: CdnContext, task: Starting): Promise<RolloutResult> {
  await task.keep({})
  const created = await create(context, task)
  if (created.kind !== 'created') {
    const outcome = created.kind === 'aborted' ? 'stopped' : 'timed-out'
    await task.keep({ outcome })
    return unfinished(context, task, outcome, 'CloudFront has too many invalidations in progress to take another')
  }
  context.report.info(
    `${task.component}: invalidation ${created.id} of ${task.paths.join(' ')} on ${task.distribution}`,
  )
  await task.keep({ rollout: created.id })
  return await follow(context, { ...task, id: created.id })
}

type CreatedInvalidation = { kind: 'created'; id: string } | { kind: 'busy' | 'aborted' }

async function create({ cloudFront, clock, signal, report }: CdnContext, task: Starting): Promise<CreatedInvalidation> {
  const { distribution, paths, reference, deadline, component } = task
  const command = new CreateInvalidationCommand({
    DistributionId: distribution,
    InvalidationBatch: { CallerReference: reference, Paths: { Quantity: paths.length, Items: [...paths] } },
  })
  let said = false
  const result = await poll({
    observe: async (): Promise<string | undefined> => {
      try {
        return (await cloudFront.send(command)).Invalidation?.Id ?? ''
      } catch (thrown) {
        if (awsErrorName(thrown) === 'TooManyInvalidationsInProgress') return undefined
        throw explainCdnError(
          thrown,
          distribution,
          `invalidating ${paths.join(' ')} on the distribution ${distribution}`,
        )
      }
    },
    done: (id) => id !== undefined,
    onSeen: (id) => {
      if (id === undefined && !said) report.info(`${component}: waiting for other invalidations of this account`)
      said = id === undefined
    },
    intervalSeconds: 30,
    deadline,
    clock,
    signal,
  })
  if (result.state === 'aborted') return { kind: 'aborted' }
  return result.seen === undefined ? { kind: 'busy' } : { kind: 'created', id: result.seen }
}

interface Following extends Waiting {
  id: string
}

async function follow(context: CdnContext, task: Following): Promise<RolloutResult> {
  const { component, distribution, id, paths, keep } = task
  const done = {
    component,
    kind: 'cdn' as const,
    outcome: 'succeeded' as const,
    id,
    detail: `${plural(paths.length, 'path')} of ${distribution} invalidated${task.wait ? '' : ', not waited for'}`,
  }
  if (!task.wait) {
    await keep({ rollout: id, outcome: 'succeeded' })
    return { ...done, seconds: 0 }
  }
  const result = await poll({
    observe: () => readInvalidation(context.cloudFront, distribution, id),
    done: ({ completed }) => completed,
    intervalSeconds: 10,
    deadline: task.deadline,
    clock: context.clock,
    signal: context.signal,
  })
  if (result.state === 'done') {
    await keep({ rollout: id, outcome: 'succeeded' })
    return { ...done, seconds: (context.clock.now() - task.started) / 1000 }
  }
  const outcome = result.state === 'aborted' ? 'stopped' : 'timed-out'
  await keep({ rollout: id, outcome })
  return unfinished(context, task, outcome, `invalidation ${id} of ${distribution} is still in progress`)
}

function unfinished(
  { clock }: CdnContext,
  { component, started, timeoutMinutes }: Waiting,
  outcome: 'stopped' | 'timed-out',
  what: string,
): RolloutResult {
  const reason =
    outcome === 'stopped' ? `${what}; the job was cancelled` : `${what} after ${duration(timeoutMinutes * 60)}`
  const nextStep =
    'Run the job again: it follows an invalidation that is under way. CloudFront can’t cancel one; it usually takes a minute or two.'
  const seconds = (clock.now() - started) / 1000
  const dossier = { component, outcome, reason, nextStep, evidence: [] }
  return { component, kind: 'cdn', outcome, detail: reason, seconds, dossier }
}

function journalEntry(task: CdnTask, reference: string): JournalEntry {
  const { component, environment, distribution, paths, release } = task
  const after = { distribution, paths: [...paths], release, reference, timeoutMinutes: task.timeoutMinutes }
  return { id: `${component}#1`, component, kind: 'cdn', environment, before: {}, after }
}
