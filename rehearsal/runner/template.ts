/** A piece of a workflow or action file: what the YAML says, with the expressions in it not yet evaluated. */

export interface Position {
  file: string
  /** One-based. */
  line: number
  column: number
}

export type Scalar = null | boolean | number | string

export interface MappingEntry {
  key: string
  value: Template
  at: Position
}

export type Template =
  | { kind: 'literal'; value: Scalar; at: Position }
  | { kind: 'expression'; expression: string; at: Position }
  | { kind: 'sequence'; items: Template[]; at: Position }
  | { kind: 'mapping'; entries: MappingEntry[]; at: Position }

/** Something is wrong with a workflow or action file, or the runner does not know a feature that it uses. */
export class WorkflowError extends Error {
  readonly at: Position
  constructor(message: string, at: Position) {
    super(`${at.file}:${at.line}:${at.column}: ${message}`)
    this.name = 'WorkflowError'
    this.at = at
  }
}

/** A GitHub feature that is not simulated: named, with its place, never passed over. */
export function unknownFeature(what: string, at: Position): WorkflowError {
  return new WorkflowError(`the rehearsal's runner does not know ${what}`, at)
}

export function entriesOf(template: Template | undefined, what: string): MappingEntry[] {
  if (template === undefined) return []
  if (template.kind === 'mapping') return template.entries
  if (template.kind === 'literal' && template.value === null) return []
  throw new WorkflowError(`${what} has to be a mapping`, template.at)
}

export function child(template: Template | undefined, key: string): Template | undefined {
  if (template?.kind !== 'mapping') return undefined
  return template.entries.find((entry) => entry.key === key)?.value
}

/** The text of a scalar that may not hold an expression, such as `uses:` and `id:`. */
export function literalText(template: Template | undefined, what: string): string | undefined {
  if (template === undefined) return undefined
  if (template.kind !== 'literal') throw new WorkflowError(`${what} has to be plain text`, template.at)
  return template.value === null ? undefined : String(template.value)
}

export function literalTexts(template: Template | undefined, what: string): string[] {
  if (template === undefined) return []
  if (template.kind !== 'sequence') return [literalText(template, what) ?? '']
  return template.items.map((item) => literalText(item, what) ?? '')
}
