/** The Query protocol (form in, XML out) and EC2's dialect of it, read without shapes. */
import type { HttpReply, Input, Output } from './types.ts'
import { content, element } from './xml.ts'

export interface QueryForm {
  action: string
  version: string
  input: Input
}

/** A form with dotted keys as nested data: `member.N` and `N` become lists, `entry.N.key/value` objects. */
export function parseForm(body: string): QueryForm {
  const tree: Tree = {}
  for (const [key, value] of new URLSearchParams(body)) plant(tree, key.split('.'), value)
  const { Action, Version, ...fields } = tree
  return { action: String(Action ?? ''), version: String(Version ?? ''), input: fold(fields) as Input }
}

type Tree = { [key: string]: Tree | string }

function plant(tree: Tree, path: string[], value: string): void {
  const [head = '', ...rest] = path
  if (head === '__proto__') return
  if (rest.length === 0) {
    tree[head] = value
    return
  }
  const branch = tree[head]
  const next: Tree = typeof branch === 'object' ? branch : {}
  tree[head] = next
  plant(next, rest, value)
}

function fold(tree: Tree | string): unknown {
  if (typeof tree === 'string') return tree
  const keys = Object.keys(tree)
  if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key))) {
    return keys.sort((a, b) => Number(a) - Number(b)).map((key) => fold(tree[key] ?? ''))
  }
  const folded = Object.fromEntries(keys.map((key) => [key, fold(tree[key] ?? '')]))
  if (keys.length === 1 && Array.isArray(folded.member)) return folded.member
  if (keys.length === 1 && Array.isArray(folded.entry)) {
    return Object.fromEntries((folded.entry as { key: string; value: unknown }[]).map(({ key, value }) => [key, value]))
  }
  return folded
}

export interface QueryDialect {
  kind: 'query' | 'ec2'
  namespace: string
}

export function queryReply(dialect: QueryDialect, operation: string, output: Output, requestId: string): HttpReply {
  const body =
    dialect.kind === 'ec2'
      ? `<requestId>${requestId}</requestId>${content(output ?? {}, 'item')}`
      : (output === undefined ? '' : element(`${operation}Result`, output)) +
        element('ResponseMetadata', { RequestId: requestId })
  const name = `${operation}Response`
  return xmlReply(200, `<${name} xmlns="${dialect.namespace}">${body}</${name}>`, requestId)
}

export function queryError(
  dialect: QueryDialect,
  error: { code: string; status: number; message: string },
  requestId: string,
): HttpReply {
  const { code: Code, message: Message, status } = error
  if (dialect.kind === 'ec2') {
    const body = element('Response', { Errors: { Error: { Code, Message } }, RequestID: requestId })
    return xmlReply(status, body, requestId)
  }
  const Type = status >= 500 ? 'Receiver' : 'Sender'
  const body = content({ Error: { Type, Code, Message }, RequestId: requestId })
  return xmlReply(status, `<ErrorResponse xmlns="${dialect.namespace}">${body}</ErrorResponse>`, requestId)
}

export function xmlReply(status: number, body: string, requestId: string): HttpReply {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body }
}
