/** Reads YAML or JSON text, short forms (!Ref, !Sub …) included. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type Scalar } from 'yaml'
import { type Fields, invalid, type Value } from './model.ts'

/** The functions that have a short form ("Intrinsic function reference"). */
const shortForms = new Set(
  'And Base64 Cidr Equals FindInMap GetAZs GetAtt GetStackOutput If ImportValue Join Length Not Or Select Split Sub ToJsonString Transform'.split(
    ' ',
  ),
)

/** A date stays the text that it is; CloudFormation has neither dates nor binaries. */
const unwanted = new Set(['tag:yaml.org,2002:timestamp', 'tag:yaml.org,2002:binary', 'tag:yaml.org,2002:set'])

/** The text as data, with the long forms of functions. Throws ValidationError with line and column. */
export function parseText(body: string): Value {
  const lines = new LineCounter()
  const document = parseDocument(body, {
    version: '1.1',
    merge: false,
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || !unwanted.has(tag.tag)),
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
  })
  const [problem] = document.errors
  if (problem) {
    const { line, col } = lines.linePos(problem.pos[0])
    throw invalid(`Template format error: YAML not well-formed. (line ${line}, column ${col}) ${problem.message}`)
  }
  return plain(document.contents, lines)
}

function plain(node: unknown, lines: LineCounter): Value {
  if (isAlias(node)) {
    throw invalid(`Template error: YAML aliases are not allowed in CloudFormation templates (line ${at(node, lines)})`)
  }
  if (isScalar(node)) return called(node, scalar(node), lines)
  if (isSeq(node)) {
    const values = node.items.map((item) => plain(item, lines))
    return called(node, values, lines)
  }
  if (isMap(node)) {
    const fields: Fields = {}
    for (const { key, value } of node.items) fields[String(isScalar(key) ? key.value : key)] = plain(value, lines)
    return called(node, fields, lines)
  }
  return null
}

function scalar({ value, source }: Scalar): Value {
  // YAML 1.1 has y and n as booleans, but CloudFormation's reader, as most, only yes, no, on, off, true and false.
  if (typeof value === 'boolean' && source !== undefined && /^[yn]$/i.test(source)) return source
  if (typeof value === 'bigint') return Number(value)
  return value === undefined ? null : (value as Value)
}

function called(node: Node & { tag?: string }, argument: Value, lines: LineCounter): Value {
  const { tag } = node
  if (tag === undefined || !tag.startsWith('!') || tag === '!') return argument
  const name = tag.slice(1)
  if (name === 'Ref' || name === 'Condition') return { [name]: argument }
  if (!shortForms.has(name)) throw invalid(`Template format error: unknown tag ${tag} (line ${at(node, lines)})`)
  const split = name === 'GetAtt' && typeof argument === 'string'
  return { [`Fn::${name}`]: split ? splitAttribute(argument) : argument }
}

/** Resource.Attribute.With.Dots → [Resource, Attribute.With.Dots] */
export function splitAttribute(text: string): string[] {
  const dot = text.indexOf('.')
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)]
}

function at(node: Node, lines: LineCounter): number {
  return lines.linePos(node.range?.[0] ?? 0).line
}
