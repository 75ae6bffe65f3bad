/** Every node of an expression's tree, and the context paths that it reads. */
import { Lexer, Parser } from '@actions/expressions'
import {
  Binary,
  ContextAccess,
  type Expr,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Unary,
} from '@actions/expressions/ast'
import type { Template } from './template.ts'

const contexts = [
  'github',
  'inputs',
  'vars',
  'needs',
  'strategy',
  'matrix',
  'steps',
  'job',
  'runner',
  'env',
  'secrets',
  'jobs',
]
const functions = ['success', 'failure', 'cancelled', 'always', 'hashfiles'].map((name) => ({
  name,
  minArgs: 0,
  maxArgs: 255,
}))

/** The tree of an expression; throws where it is not one. */
export function parseExpression(expression: string): Expr {
  return new Parser(new Lexer(expression).lex().tokens, contexts, functions).parse()
}

export function* walkExpression(node: Expr): Generator<Expr> {
  yield node
  for (const part of parts(node)) yield* walkExpression(part)
}

function parts(node: Expr): Expr[] {
  if (node instanceof FunctionCall) return node.args
  if (node instanceof Logical) return node.args
  if (node instanceof Binary) return [node.left, node.right]
  if (node instanceof Unary) return [node.expr]
  if (node instanceof Grouping) return [node.group]
  if (node instanceof IndexAccess) return [node.expr, node.index]
  return []
}

/** Paths with constant steps, such as ['needs', 'release', 'outputs', 'id']; a computed step ends the path. */
export function contextPaths(expression: string): string[][] {
  const paths = [...walkExpression(parseExpression(expression))].map(pathOf).filter((path) => path !== undefined)
  return paths.filter(
    (path) => !paths.some((other) => other.length > path.length && path.every((step, index) => other[index] === step)),
  )
}

function pathOf(node: Expr): string[] | undefined {
  if (node instanceof ContextAccess) return [node.name.lexeme]
  if (!(node instanceof IndexAccess) || !(node.index instanceof Literal)) return undefined
  const before = pathOf(node.expr)
  return before && [...before, node.index.literal.coerceString()]
}

/** Every expression in a template. */
export function* expressionsOf(template: Template | undefined): Generator<Template & { kind: 'expression' }> {
  if (template === undefined) return
  if (template.kind === 'expression') yield template
  if (template.kind === 'sequence') for (const item of template.items) yield* expressionsOf(item)
  if (template.kind === 'mapping') for (const entry of template.entries) yield* expressionsOf(entry.value)
}
