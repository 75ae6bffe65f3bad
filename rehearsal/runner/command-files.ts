/**
 * The files that a step writes to: GITHUB_OUTPUT, GITHUB_ENV, GITHUB_STATE, GITHUB_PATH, GITHUB_STEP_SUMMARY
 * (GitHub documentation, "Workflow commands": environment files; the error texts are those of actions/runner).
 */
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const kinds = ['OUTPUT', 'ENV', 'STATE', 'PATH', 'STEP_SUMMARY'] as const
type Kind = (typeof kinds)[number]

const maxSummaryBytes = 1024 * 1024

interface CommandFiles {
  /** GITHUB_OUTPUT and so on, for the process. */
  environment: Record<string, string>
  read(): Promise<WrittenFiles>
}

interface WrittenFiles {
  outputs: Record<string, string>
  env: Record<string, string>
  state: Record<string, string>
  /** In the order written; the last is first in PATH. */
  paths: string[]
  summary: string
  /** Each fails the step, except the one of a summary that is too long. */
  errors: { message: string; fatal: boolean }[]
}

export async function createCommandFiles(temp: string, name: string): Promise<CommandFiles> {
  const directory = join(temp, '_runner_file_commands')
  await mkdir(directory, { recursive: true })
  const paths = Object.fromEntries(
    kinds.map((kind) => [kind, join(directory, `${kind.toLowerCase()}_${name}`)]),
  ) as Record<Kind, string>
  for (const kind of kinds) await writeFile(paths[kind], '')
  return {
    environment: Object.fromEntries(kinds.map((kind) => [`GITHUB_${kind}`, paths[kind]])),
    async read() {
      const written = await readAll(paths)
      for (const kind of kinds) await rm(paths[kind], { force: true })
      return written
    },
  }
}

async function readAll(paths: Record<Kind, string>): Promise<WrittenFiles> {
  const errors: WrittenFiles['errors'] = []
  async function pairs(kind: Kind): Promise<Record<string, string>> {
    try {
      return parsePairs(await readFile(paths[kind], 'utf8'))
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      errors.push(
        { message: `Unable to process file command '${kind.toLowerCase()}' successfully.`, fatal: true },
        { message, fatal: true },
      )
      return {}
    }
  }
  const env = await pairs('ENV')
  // actions/runner, SetEnvFileCommand: NODE_OPTIONS can't be set through the file.
  if (Object.keys(env).some((key) => key.toUpperCase() === 'NODE_OPTIONS')) {
    errors.push({ message: "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.", fatal: true })
    delete env.NODE_OPTIONS
  }
  const size = (await stat(paths.STEP_SUMMARY)).size
  const tooLong = size > maxSummaryBytes
  if (tooLong) {
    const message = `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${maxSummaryBytes / 1024}k, got ${Math.ceil(size / 1024)}k.`
    errors.push({ message, fatal: false })
  }
  return {
    outputs: await pairs('OUTPUT'),
    env,
    state: await pairs('STATE'),
    paths: (await readFile(paths.PATH, 'utf8')).split(/\r?\n/).filter((line) => line !== ''),
    summary: tooLong ? '' : await readFile(paths.STEP_SUMMARY, 'utf8'),
    errors,
  }
}

/** `name=value` lines and `name<<DELIMITER` blocks. @throws Error with the runner's text. */
export function parsePairs(text: string): Record<string, string> {
  const lines = text.split(/\r?\n/)
  const pairs: Record<string, string> = {}
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (line === '') continue
    const equals = line.indexOf('=')
    const heredoc = line.indexOf('<<')
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      if (equals === 0) throw new Error(`Invalid format '${line}'. Name must not be empty`)
      pairs[line.slice(0, equals)] = line.slice(equals + 1)
    } else if (heredoc >= 0) {
      const name = line.slice(0, heredoc)
      const delimiter = line.slice(heredoc + 2)
      if (name === '' || delimiter === '') {
        throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`)
      }
      const end = lines.indexOf(delimiter, index + 1)
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
      pairs[name] = lines.slice(index + 1, end).join('\n')
      index = end
    } else {
      throw new Error(`Invalid format '${line}'`)
    }
  }
  return pairs
}
