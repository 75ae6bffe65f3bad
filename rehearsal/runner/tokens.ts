/** From the tokens of GitHub's own parser to `Template`, so that the rest of the runner knows one plain type. */
import { isBasicExpression, isBoolean, isMapping, isNumber, isSequence, isString } from '@actions/workflow-parser'
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token'
import { type Position, type Template, unknownFeature } from './template.ts'

export function toTemplate(token: TemplateToken, file: string): Template {
  const at = positionOf(token, file)
  if (isMapping(token)) {
    const entries = [...token].map((pair) => {
      const keyAt = positionOf(pair.key, file)
      if (!isString(pair.key)) throw unknownFeature('an expression as a key', keyAt)
      return { key: pair.key.value, value: toTemplate(pair.value, file), at: keyAt }
    })
    return { kind: 'mapping', entries, at }
  }
  if (isSequence(token)) {
    return {
      kind: 'sequence',
      items: Array.from({ length: token.count }, (_, index) => toTemplate(token.get(index), file)),
      at,
    }
  }
  if (isBasicExpression(token)) return { kind: 'expression', expression: token.expression, at }
  if (isString(token) || isNumber(token) || isBoolean(token)) return { kind: 'literal', value: token.value, at }
  if (token.isExpression) throw unknownFeature('this directive', at)
  return { kind: 'literal', value: null, at }
}

function positionOf(token: TemplateToken, file: string): Position {
  return { file, line: token.range?.start.line ?? 1, column: token.range?.start.column ?? 1 }
}
