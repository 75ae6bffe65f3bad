/** Migration files as they lie in the workspace, read once and checked against the release. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FairwayError, userError } from '../errors.ts'
import type { Manifest } from '../release/manifest.ts'
import { type MigrationName, parseMigrationName } from './file-names.ts'
import { type Statement, splitSql } from './split-sql.ts'
import { statementKind } from './statement-kind.ts'

export interface MigrationFile extends MigrationName {
  /** Relative to the workspace; `file` is the name alone. */
  path: string
  sha256: string
  sql: string
}

export interface Script {
  statements: Statement[]
  transaction: boolean
}

type Released = Manifest['migrations'][string]

/** Throws where the checkout has other bytes than the release, so that what runs is what was released. */
export async function readMigrationFiles(workspace: string, released: Released): Promise<MigrationFile[]> {
  return await Promise.all(
    released.map(async ({ file: path, sha256 }) => {
      const content = await readFile(join(workspace, path)).catch((cause: unknown) => {
        throw userError({
          code: 'missing-migration',
          message: `the release has the migration ${path}, but it can't be read here: ${(cause as NodeJS.ErrnoException).code}`,
          cure: 'Check out the commit of the release before this step.',
          location: { file: path },
          cause,
        })
      })
      const found = createHash('sha256').update(content).digest('hex')
      if (found !== sha256) {
        throw userError({
          code: 'migration-not-as-released',
          message: `${path} has the SHA-256 ${found} here, but ${sha256} in the release`,
          cure: 'Check out the commit of the release before this step, without conversion of line ends.',
          location: { file: path },
        })
      }
      const name = parseMigrationName(path.slice(path.lastIndexOf('/') + 1))
      if (!name) {
        throw new FairwayError({ fault: 'fairway', code: 'bad-manifest', message: `${path} is no migration` })
      }
      return { ...name, path, sha256, sql: content.toString('utf8') }
    }),
  )
}

const directive = /^\uFEFF?\s*--\s*fairway:\s*(.*?)\s*(?:[\n\r]|$)/

/** Cuts a file into statements and says how it has to be run. Throws with file and line for what can't be run. */
export function readScript({ path, sql }: Pick<MigrationFile, 'path' | 'sql'>, version: number): Script {
  const told = directive.exec(sql)?.[1]
  if (told !== undefined && told !== 'no-transaction') {
    throw cannotRun(path, 1, `"fairway: ${told}" is not known; legal is "fairway: no-transaction"`)
  }
  const split = splitSql(sql.replace(/^\uFEFF/, ''))
  if (!split.ok) throw cannotRun(path, split.line, split.why)
  let transaction = told === undefined
  for (const statement of split.statements) {
    const found = statementKind(statement, version)
    if (found.kind === 'refused') {
      throw cannotRun(path, statement.line, `${firstLine(statement.text)}: ${found.why}`)
    }
    if (found.kind === 'no-transaction') transaction = false
  }
  return { statements: split.statements, transaction }
}

export function firstLine(text: string): string {
  const line = text.split('\n')[0] ?? ''
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}

function cannotRun(file: string, line: number, why: string): FairwayError {
  return userError({
    code: 'invalid-migration',
    message: `${file}:${line}: ${why}`,
    cure: 'Correct the file; nothing of it has been applied.',
    location: { file, line },
  })
}
