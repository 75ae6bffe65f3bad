/** Names of migration files: `NNNN_name.sql`, and `NNNN_name.contract.sql` for the contract phase. */

export type Phase = 'expand' | 'contract'

export interface MigrationName {
  /** The file's name without `.sql` and `.contract.sql`: what the history table knows it by. */
  id: string
  /** Compared as a number, so that 9 comes before 10 and timestamps of any length work. */
  number: bigint
  file: string
  phase: Phase
}

export type Ordered = { ok: true; names: MigrationName[] } | { ok: false; problems: { file: string; text: string }[] }

const pattern = /^(\d+)_[A-Za-z0-9][A-Za-z0-9_.-]*?(\.contract)?\.sql$/
const companions = new Set(['README.md'])

/** The migrations among the names in a folder, in the order in which they run. */
export function orderMigrations(files: readonly string[]): Ordered {
  const names: MigrationName[] = []
  const problems: { file: string; text: string }[] = []
  for (const file of [...files].sort()) {
    if (companions.has(file)) continue
    const name = parseMigrationName(file)
    if (name) names.push(name)
    else problems.push({ file, text: 'its name has to be NNNN_name.sql or NNNN_name.contract.sql' })
  }
  names.sort(compareMigrations)
  for (const [index, name] of names.entries()) {
    const before = names[index - 1]
    if (before?.number === name.number) problems.push({ file: name.file, text: `${before.file} has the same number` })
  }
  return problems.length === 0 ? { ok: true, names } : { ok: false, problems }
}

export function parseMigrationName(file: string): MigrationName | undefined {
  const [, digits, contract] = pattern.exec(file) ?? []
  if (digits === undefined) return undefined
  return {
    id: file.replace(/(\.contract)?\.sql$/, ''),
    number: BigInt(digits),
    file,
    phase: contract ? 'contract' : 'expand',
  }
}

export function compareMigrations(
  a: Pick<MigrationName, 'number' | 'id'>,
  b: Pick<MigrationName, 'number' | 'id'>,
): number {
  if (a.number !== b.number) return a.number < b.number ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
