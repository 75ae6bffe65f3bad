/** Reads an action.yml with GitHub's own parser and schema. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NoOperationTraceWriter } from '@actions/workflow-parser'
import { parseAction } from '@actions/workflow-parser/actions/action-parser'
import { parseSteps } from './parse-steps.ts'
import {
  child,
  entriesOf,
  literalText,
  type Position,
  type Template,
  unknownFeature,
  WorkflowError,
} from './template.ts'
import { toTemplate } from './tokens.ts'
import type { Action, Source } from './workflow.ts'

/** The action in folder `path` of a source; undefined where there is no action.yml. */
export async function readAction(source: Source, path: string): Promise<Action | undefined> {
  for (const name of ['action.yml', 'action.yaml']) {
    const file = join(path, name)
    const content = await readIfThere(join(source.directory, file))
    if (content !== undefined) return parse(source, path, file, content)
  }
  return undefined
}

function parse(source: Source, path: string, file: string, content: string): Action {
  const { context, value } = parseAction({ name: file, content }, new NoOperationTraceWriter())
  const [first] = context.errors.getErrors()
  const top: Position = { file, line: first?.range?.start.line ?? 1, column: first?.range?.start.column ?? 1 }
  if (first) throw new WorkflowError(first.rawMessage, top)
  if (!value) throw new WorkflowError('the file is empty', top)
  const root = toTemplate(value, file)
  return {
    source,
    path,
    directory: join(source.directory, path),
    file,
    name: literalText(child(root, 'name'), 'name') ?? path,
    inputs: entriesOf(child(root, 'inputs'), 'inputs').map((entry) => {
      const required = child(entry.value, 'required')
      const standard = child(entry.value, 'default')
      return {
        name: entry.key,
        required: required?.kind === 'literal' && String(required.value) === 'true',
        ...(standard ? { default: standard } : {}),
      }
    }),
    outputs: entriesOf(child(root, 'outputs'), 'outputs').map((entry) => {
      const text = child(entry.value, 'value')
      return { name: entry.key, ...(text ? { value: text } : {}) }
    }),
    runs: parseRuns(child(root, 'runs'), top),
  }
}

function parseRuns(runs: Template | undefined, top: Position): Action['runs'] {
  const using = literalText(child(runs, 'using'), 'using')
  if (using === 'composite') return { kind: 'composite', steps: parseSteps(child(runs, 'steps')) }
  if (using !== 'node24')
    throw unknownFeature(`'using: ${using}' (node24 and composite are known)`, child(runs, 'using')?.at ?? top)
  const main = literalText(child(runs, 'main'), 'main')
  if (main === undefined) throw new WorkflowError('runs has no main', runs?.at ?? top)
  const pre = literalText(child(runs, 'pre'), 'pre')
  const post = literalText(child(runs, 'post'), 'post')
  return {
    kind: 'node',
    main,
    ...(pre === undefined ? {} : { pre }),
    preCondition: literalText(child(runs, 'pre-if'), 'pre-if') ?? 'always()',
    ...(post === undefined ? {} : { post }),
    postCondition: literalText(child(runs, 'post-if'), 'post-if') ?? 'always()',
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
