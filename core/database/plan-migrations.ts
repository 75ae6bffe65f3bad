/** Which files are to be applied, or why none may be. Pure. */
import { compareMigrations, type MigrationName, type Phase, parseMigrationName } from './file-names.ts'

/** A row of the history table. */
export interface AppliedMigration {
  id: string
  file: string
  sha256: string
  phase: Phase
  /** `started`: a file that runs without a transaction was begun and not finished. */
  state: 'started' | 'applied'
  release: string
  /** How many statements of it are done. */
  statements: number
}

export interface PlannedFile extends MigrationName {
  path: string
  sha256: string
}

export interface PlanInput<F extends PlannedFile> {
  files: readonly F[]
  history: readonly AppliedMigration[]
  phase: Phase | 'all'
  allowOutOfOrder: boolean
  /** Id of the release that is being deployed. */
  release: string
  /** As people write it in SQL. */
  table: string
}

export type MigrationPlan<F extends PlannedFile = PlannedFile> =
  /** `unknown`: applied, but not in this release, as when an older release is deployed. */
  | { kind: 'planned'; pending: F[]; later: F[]; unknown: string[] }
  | { kind: 'refused'; code: string; problems: { path: string; text: string }[]; cure: string }

export function planMigrations<F extends PlannedFile>(input: PlanInput<F>): MigrationPlan<F> {
  const { history, phase } = input
  const files = [...input.files].sort(compareMigrations)
  const refusal = halfApplied(input) ?? edited(files, history) ?? renumbered(files, history)
  if (refusal) return refusal
  const applied = new Map(history.map((row) => [row.id, row]))
  const missing = files.filter(({ id }) => !applied.has(id))
  const isNew = history.every((row) => row.release === input.release)
  const pending = missing.filter((file) => isDue(file, missing, phase, isNew))
  const tooLate = input.allowOutOfOrder ? undefined : outOfOrder(pending, history)
  if (tooLate) return tooLate
  if (phase === 'contract') {
    const expand = missing.filter((file) => file.phase === 'expand')
    if (expand.length > 0) {
      return {
        kind: 'refused',
        code: 'expand-pending',
        problems: expand.map(({ path }) => ({ path, text: 'is of the expand phase and has not been applied yet' })),
        cure: 'Run the expand phase first.',
      }
    }
  }
  const known = new Set(files.map(({ id }) => id))
  const later = missing.filter((file) => !pending.includes(file))
  return { kind: 'planned', pending, later, unknown: history.map(({ id }) => id).filter((id) => !known.has(id)) }
}

/**
 * Contract files wait for their phase, with one exception: where no other release has left anything, nothing old uses
 * the schema, and what comes after a contract file may build on it, so a new database is built in plain order.
 */
function isDue(file: PlannedFile, missing: readonly PlannedFile[], phase: Phase | 'all', isNew: boolean): boolean {
  if (phase === 'all' || file.phase === phase) return true
  if (phase === 'contract' || !isNew) return false
  const lastExpand = missing.findLast((other) => other.phase === 'expand')
  return lastExpand !== undefined && compareMigrations(file, lastExpand) < 0
}

function halfApplied({ history, files, table }: PlanInput<PlannedFile>): MigrationPlan<never> | undefined {
  const begun = history.filter(({ state }) => state === 'started')
  if (begun.length === 0) return undefined
  const path = (row: AppliedMigration) => files.find(({ id }) => id === row.id)?.path ?? row.file
  return {
    kind: 'refused',
    code: 'half-applied',
    problems: begun.map((row) => ({
      path: path(row),
      text: `was begun by release ${row.release} without a transaction and not finished; ${row.statements} of its statements are done`,
    })),
    cure: begun
      .map(
        ({ id }) =>
          `Look at what is there (a failed CREATE INDEX CONCURRENTLY leaves an invalid index to drop). Then either finish the file by hand and run UPDATE ${table} SET state = 'applied' WHERE id = '${id}', or undo what it did and run DELETE FROM ${table} WHERE id = '${id}' to have it run again.`,
      )
      .join('\n'),
  }
}

function edited(files: readonly PlannedFile[], history: readonly AppliedMigration[]): MigrationPlan<never> | undefined {
  const problems = files.flatMap(({ id, path, sha256 }) => {
    const row = history.find((applied) => applied.id === id)
    if (!row || row.sha256 === sha256) return []
    return [
      {
        path,
        text: `was applied by release ${row.release} with the SHA-256 ${row.sha256}, but is ${sha256} in this release`,
      },
    ]
  })
  if (problems.length === 0) return undefined
  const cure = 'Bring the file back as it was, and put the change into a new migration.'
  return { kind: 'refused', code: 'edited-migration', problems, cure }
}

function renumbered(
  files: readonly PlannedFile[],
  history: readonly AppliedMigration[],
): MigrationPlan<never> | undefined {
  const known = new Set(files.map(({ id }) => id))
  const problems = files.flatMap(({ id, number, path }) => {
    const twin = history.find((row) => row.id !== id && !known.has(row.id) && numberOf(row) === number)
    if (!twin || history.some((row) => row.id === id)) return []
    return [{ path, text: `has the number of ${twin.file}, which release ${twin.release} applied` }]
  })
  if (problems.length === 0) return undefined
  const cure = 'Give a renamed file its old name back; give a new one a new number.'
  return { kind: 'refused', code: 'number-taken', problems, cure }
}

/** A contract file may well come before applied files of the expand phase: it waits until the rollout is through. */
function outOfOrder(
  pending: readonly PlannedFile[],
  history: readonly AppliedMigration[],
): MigrationPlan<never> | undefined {
  const problems = pending.flatMap((file) => {
    const after = history.filter((row) => {
      const number = numberOf(row)
      const waits = file.phase === 'contract' && row.phase === 'expand'
      return !waits && number !== undefined && number > file.number
    })
    const [first] = after
    return first ? [{ path: file.path, text: `comes before ${first.file}, which has been applied already` }] : []
  })
  if (problems.length === 0) return undefined
  const cure = 'Give it a number after the applied ones, or set `allow-out-of-order` if the order does not matter.'
  return { kind: 'refused', code: 'out-of-order', problems, cure }
}

function numberOf(row: AppliedMigration): bigint | undefined {
  return parseMigrationName(row.file.slice(row.file.lastIndexOf('/') + 1))?.number
}
