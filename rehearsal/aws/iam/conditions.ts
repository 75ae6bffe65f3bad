/** Condition operators of the IAM policy language ("IAM JSON policy elements: Condition operators"). */
import { BlockList, isIPv4, isIPv6 } from 'node:net'
import { globMatch, literalQuestion, literalStar } from './match.ts'

/** Condition keys of a request; names compare without regard to case. */
export type RequestContext = Record<string, string | string[]>

export class PolicyError extends Error {}

type Test = (actual: string, wanted: string) => boolean

const tests: Record<string, Test> = {
  StringEquals: (a, b) => a === b,
  StringEqualsIgnoreCase: (a, b) => a.toLowerCase() === b.toLowerCase(),
  StringLike: (a, b) => globMatch(b, a),
  // AWS treats the two alike: both match wildcards, colon by colon.
  ArnEquals: arnMatches,
  ArnLike: arnMatches,
  Bool: (a, b) => a.toLowerCase() === b.toLowerCase(),
  NumericEquals: numeric((a, b) => a === b),
  NumericLessThan: numeric((a, b) => a < b),
  NumericLessThanEquals: numeric((a, b) => a <= b),
  NumericGreaterThan: numeric((a, b) => a > b),
  NumericGreaterThanEquals: numeric((a, b) => a >= b),
  DateEquals: dated((a, b) => a === b),
  DateLessThan: dated((a, b) => a < b),
  DateLessThanEquals: dated((a, b) => a <= b),
  DateGreaterThan: dated((a, b) => a > b),
  DateGreaterThanEquals: dated((a, b) => a >= b),
  IpAddress: inRange,
  BinaryEquals: (a, b) => a === b,
}

const negations: Record<string, string> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
}

/** Whether all operators and keys hold. Throws PolicyError for an operator that IAM does not have. */
export function conditionsHold(
  conditions: Record<string, Record<string, unknown>>,
  context: RequestContext,
  resolve: (text: string) => string | undefined,
): boolean {
  const keys = new Map(Object.entries(context).map(([name, value]) => [name.toLowerCase(), value]))
  return Object.entries(conditions).every(([operator, wanted]) =>
    Object.entries(wanted).every(([key, values]) => {
      const actual = keys.get(key.toLowerCase())
      return operatorHolds(operator, actual, toStrings(values), resolve)
    }),
  )
}

function operatorHolds(
  written: string,
  actual: string | string[] | undefined,
  wanted: string[],
  resolve: (text: string) => string | undefined,
): boolean {
  const { quantifier, operator, ifExists } = parseOperator(written)
  if (operator === 'Null') return wanted.some((value) => (value.toLowerCase() === 'true') === (actual === undefined))
  const negated = negations[operator] !== undefined
  const test = tests[negations[operator] ?? operator]
  if (!test) throw new PolicyError(`Unknown condition operator ${written}`)
  if (actual === undefined) {
    // ForAllValues is true without the key, ForAnyValue false; a negated operator is true without it.
    if (quantifier === 'ForAnyValue') return false
    return quantifier === 'ForAllValues' || ifExists || negated
  }
  const wildcards = globOperators.has(negations[operator] ?? operator)
  const resolved = wanted.map(resolve).filter((value) => value !== undefined)
  const patterns = wildcards ? resolved : resolved.map(plainText)
  const holds = (value: string) => patterns.some((pattern) => test(value, pattern)) !== negated
  const values = toStrings(actual)
  if (quantifier === 'ForAllValues') return values.every(holds)
  if (quantifier === 'ForAnyValue') return values.some(holds)
  return negated ? values.every(holds) : values.some(holds)
}

const globOperators = new Set(['StringLike', 'ArnEquals', 'ArnLike'])

function plainText(text: string): string {
  return text.replaceAll(literalStar, '*').replaceAll(literalQuestion, '?')
}

function parseOperator(written: string) {
  const [, quantifier, rest = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/.exec(written) ?? []
  const ifExists = rest.endsWith('IfExists')
  return { quantifier, operator: ifExists ? rest.slice(0, -'IfExists'.length) : rest, ifExists }
}

export function toStrings(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(String)
}

function arnMatches(actual: string, pattern: string): boolean {
  const parts = splitArn(pattern)
  const actualParts = splitArn(actual)
  if (pattern === '*') return true
  return (
    parts.length === 6 && actualParts.length === 6 && parts.every((part, i) => globMatch(part, actualParts[i] ?? ''))
  )
}

/** The six parts of an ARN; the last keeps its colons. */
export function splitArn(arn: string): string[] {
  const parts = arn.split(':')
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')]
}

function numeric(compare: (a: number, b: number) => boolean): Test {
  return (a, b) => a.trim() !== '' && b.trim() !== '' && compare(Number(a), Number(b))
}

function dated(compare: (a: number, b: number) => boolean): Test {
  const read = (text: string) => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text))
  return (a, b) => compare(read(a), read(b))
}

function inRange(actual: string, range: string): boolean {
  const [base = '', bits] = range.split('/')
  const family = isIPv4(base) ? 'ipv4' : 'ipv6'
  if (!isIPv4(base) && !isIPv6(base)) throw new PolicyError(`Not an IP range: ${range}`)
  const list = new BlockList()
  list.addSubnet(base, bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits), family)
  return list.check(actual, isIPv4(actual) ? 'ipv4' : 'ipv6')
}

/** Whether IAM has this operator, with or without its prefix and IfExists. */
export function knownOperator(written: string): boolean {
  const { operator } = parseOperator(written)
  return operator === 'Null' || tests[negations[operator] ?? operator] !== undefined
}
