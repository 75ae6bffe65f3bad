/** The steps of a job or of a composite action. */
import { FunctionCall } from '@actions/expressions/ast'
import { child, literalText, type Template, unknownFeature, WorkflowError } from './template.ts'
import { parseExpression, walkExpression } from './walk-expression.ts'
import type { Step } from './workflow.ts'

export function parseSteps(template: Template | undefined): Step[] {
  if (template === undefined) return []
  if (template.kind !== 'sequence') throw new WorkflowError('steps has to be a list', template.at)
  const steps = template.items.map(parseStep)
  const counts = new Map<string, number>()
  for (const step of steps.filter((candidate) => candidate.id.startsWith('__'))) {
    const count = (counts.get(step.id) ?? 0) + 1
    counts.set(step.id, count)
    // The names that GITHUB_ACTION has on GitHub: __run, __run_2, __actions_checkout …
    if (count > 1) step.id = `${step.id}_${count}`
  }
  return steps
}

function parseStep(template: Template): Step {
  for (const unsupported of ['background', 'wait', 'wait-all', 'cancel', 'parallel']) {
    const found = child(template, unsupported)
    if (found) throw unknownFeature(`'${unsupported}:' in a step`, found.at)
  }
  const run = child(template, 'run')
  const uses = literalText(child(template, 'uses'), 'uses')
  const env = child(template, 'env')
  const name = child(template, 'name')
  const timeoutMinutes = child(template, 'timeout-minutes')
  const continueOnError = child(template, 'continue-on-error')
  if (!run && uses === undefined) throw new WorkflowError('a step needs uses or run', template.at)
  return {
    id: literalText(child(template, 'id'), 'id') ?? `__${uses === undefined ? 'run' : generatedId(uses)}`,
    at: template.at,
    condition: conditionOf(child(template, 'if')),
    ...(name ? { name } : {}),
    ...(env ? { env } : {}),
    ...(timeoutMinutes ? { timeoutMinutes } : {}),
    ...(continueOnError ? { continueOnError } : {}),
    body: run ? runBody(template, run) : usesBody(template, uses ?? ''),
  }
}

function runBody(template: Template, run: Template): Step['body'] {
  const shell = child(template, 'shell')
  const workingDirectory = child(template, 'working-directory')
  return { kind: 'run', run, ...(shell ? { shell } : {}), ...(workingDirectory ? { workingDirectory } : {}) }
}

function usesBody(template: Template, uses: string): Step['body'] {
  const inputs = child(template, 'with')
  return { kind: 'uses', uses, ...(inputs ? { with: inputs } : {}) }
}

function generatedId(uses: string): string {
  if (uses.startsWith('./') || uses.startsWith('$/')) return 'self'
  return (uses.split('@')[0] ?? '').split('/').slice(0, 2).join('_')
}

/**
 * The condition with the `success()` that GitHub adds where no status function is called
 * (GitHub documentation, "Evaluate expressions": status check functions).
 */
export function conditionOf(template: Template | undefined): string {
  if (template === undefined) return 'success()'
  if (template.kind !== 'expression' && template.kind !== 'literal')
    throw new WorkflowError('if has to be an expression', template.at)
  const text = template.kind === 'expression' ? template.expression : String(template.value ?? '').trim()
  if (text === '') return 'success()'
  return callsStatusFunction(text, template) ? text : `success() && (${text})`
}

const statusFunctions = ['success', 'failure', 'cancelled', 'always']

function callsStatusFunction(expression: string, { at }: Template): boolean {
  try {
    return [...walkExpression(parseExpression(expression))].some(
      (node) => node instanceof FunctionCall && statusFunctions.includes(node.functionName.lexeme.toLowerCase()),
    )
  } catch (error) {
    throw new WorkflowError(`if: ${expression}: ${error instanceof Error ? error.message : String(error)}`, at)
  }
}
