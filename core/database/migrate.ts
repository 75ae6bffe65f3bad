/** Brings one database to what a release needs of it. */

import type { LocatedResult } from '../action/finish.ts'
import type { ActionHost } from '../action/host.ts'
import { plural } from '../report/text.ts'
import { type ConnectionOptions, connectDatabase, type Database } from './connection.ts'
import type { Phase } from './file-names.ts'
import { createHistory, isRecorded, readHistory } from './history.ts'
import { type MigrationFile, readScript, type Script } from './migration-file.ts'
import { type MigrationPlan, planMigrations } from './plan-migrations.ts'
import { failedResult, lockedResult, refusedResult } from './results.ts'
import { type FileEnd, runFile } from './run-file.ts'
import { acquireLock, releaseLock } from './session-lock.ts'

export type MigrationContext = Pick<ActionHost, 'clock' | 'report' | 'journal'> & { signal?: AbortSignal }

export interface MigrationTask {
  component: string
  environment: string
  /** Id of the release, as it goes into the history table. */
  release: string
  connection: ConnectionOptions
  files: readonly MigrationFile[]
  phase: Phase | 'all'
  /** Name of the history table, without quotes. */
  table: string
  lockTimeoutSeconds: number
  timeoutMinutes: number
  allowOutOfOrder: boolean
  /** Only say what would be applied: no lock, no table, no change. */
  dryRun: boolean
}

/** Throws where the database can't be reached or a file can't be read as SQL; everything else is a result. */
export async function migrate(context: MigrationContext, task: MigrationTask): Promise<LocatedResult> {
  const started = context.clock.now()
  const deadline = started + task.timeoutMinutes * 60_000
  const link: Link = { database: await connectDatabase(task.connection, context), locked: false }
  try {
    const result = task.dryRun
      ? await foretell(link.database, task)
      : await migrateLocked(context, { ...task, deadline }, link)
    return { ...result, seconds: (context.clock.now() - started) / 1000 }
  } finally {
    if (link.locked) await releaseLock(link.database)
    await link.database.close()
  }
}

/** The connection that does the work and holds the lock; replaced where it broke. */
interface Link {
  database: Database
  locked: boolean
}

async function foretell(database: Database, task: MigrationTask): Promise<LocatedResult> {
  const { rows, table } = await readHistory(database, task.table)
  const plan = planMigrations({ ...task, history: rows, table })
  if (plan.kind === 'refused') return refusedResult(task, plan)
  for (const file of plan.pending) readScript(file, database.version)
  const names = plan.pending.map(({ file }) => file).join(', ')
  const detail = plan.pending.length === 0 ? 'nothing is pending' : `would apply ${names}`
  return { component: task.component, kind: 'migration', outcome: 'unchanged', detail, seconds: 0 }
}

type Timed = MigrationTask & { deadline: number }

async function migrateLocked(context: MigrationContext, task: Timed, link: Link): Promise<LocatedResult> {
  const { database } = link
  const lock = await acquireLock(database, { ...context, deadline: task.deadline })
  if (lock.state !== 'held') return lockedResult(task, lock)
  link.locked = true

  const history = await readHistory(database, task.table)
  const plan = planMigrations({ ...task, history: history.rows, table: history.table })
  if (plan.kind === 'refused') return refusedResult(task, plan)
  sayPlan(context, task, plan)
  if (plan.pending.length === 0) {
    const detail = `${plural(history.rows.length, 'migration')} there, none pending`
    return { component: task.component, kind: 'migration', outcome: 'unchanged', detail, seconds: 0 }
  }
  // All files are read before the first one runs: an error of form in the last one changes nothing.
  const pending = plan.pending.map((file) => ({ file, script: readScript(file, database.version) }))
  if (!history.exists) await createHistory(database, history.table)

  const applied: string[] = []
  const entry = journalEntry(task, plan.pending)
  await context.journal.write(entry)
  let result: LocatedResult | undefined
  for (const { file, script } of pending) {
    if (context.signal?.aborted || context.clock.now() >= task.deadline) {
      result = lockedResult(
        task,
        { state: context.signal?.aborted ? 'aborted' : 'timed-out', holder: undefined },
        applied,
      )
      break
    }
    context.report.info(`Applying ${file.path} (${plural(script.statements.length, 'statement')})`)
    const end = await applyFile(context, task, link, { table: history.table, file, script })
    if (end.kind !== 'applied') {
      result = failedResult(task, end.failure, { applied, script, aborted: context.signal?.aborted === true })
      break
    }
    applied.push(file.id)
    context.report.info(`Applied ${file.path}`)
  }
  result ??= succeeded(task, applied)
  await context.journal.write({ ...entry, after: { ...entry.after, applied }, outcome: result.outcome })
  return result
}

type Applied = Exclude<FileEnd, { kind: 'unknown' }>

/** Where the connection breaks at COMMIT, the history table knows whether it took effect. */
async function applyFile(
  context: MigrationContext,
  task: Timed,
  link: Link,
  what: { table: string; file: MigrationFile; script: Script },
): Promise<Applied> {
  const { release, lockTimeoutSeconds, deadline } = task
  const started = context.clock.now()
  const end = await runFile({ ...context, ...what, database: link.database, release, lockTimeoutSeconds, deadline })
  if (end.kind !== 'unknown') return end
  context.report.info(`The connection broke while ${what.file.path} was being committed: asking the history table`)
  await link.database.close()
  link.locked = false
  link.database = await connectDatabase(task.connection, context)
  // The lock is free only when the server has ended the broken session, one way or the other.
  const lock = await acquireLock(link.database, { ...context, deadline })
  link.locked = lock.state === 'held'
  if (!link.locked || !(await isRecorded(link.database, what.table, what.file.id))) {
    return { kind: 'failed', failure: end.failure }
  }
  return { kind: 'applied', seconds: (context.clock.now() - started) / 1000 }
}

function sayPlan(
  { report }: MigrationContext,
  task: Timed,
  plan: MigrationPlan<MigrationFile> & { kind: 'planned' },
): void {
  const { pending, later, unknown } = plan
  if (unknown.length > 0) {
    report.info(`${task.component}: applied, but not in this release (of a newer one): ${unknown.join(', ')}`)
  }
  if (later.length > 0) report.info(`${task.component}: for another phase: ${later.map(({ file }) => file).join(', ')}`)
  if (pending.length > 0) report.info(`${task.component}: pending: ${pending.map(({ file }) => file).join(', ')}`)
}

function journalEntry(task: Timed, pending: readonly MigrationFile[]) {
  return {
    id: `${task.component}#${task.phase}`,
    component: task.component,
    kind: 'migration' as const,
    environment: task.environment,
    before: {},
    after: { phase: task.phase, planned: pending.map(({ id }) => id), applied: [] as string[] },
  }
}

function succeeded({ component }: Timed, applied: readonly string[]): LocatedResult {
  return { component, kind: 'migration', outcome: 'succeeded', detail: `applied ${applied.join(', ')}`, seconds: 0 }
}
