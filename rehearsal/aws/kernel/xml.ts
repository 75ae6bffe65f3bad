/** Writes plain values as the XML that AWS answers with. */

/** A list whose items have a name of their own: {Paths: items('Path', [...])} → <Paths><Path>…</Path></Paths>. */
export function items(name: string, values: unknown[]): XmlList {
  return new XmlList(name, values)
}

/** A flattened list: {Contents: flat([...])} → <Contents>…</Contents><Contents>…</Contents>. */
export function flat(values: unknown[]): XmlList {
  return new XmlList(undefined, values)
}

/** Not saved anywhere: it lives between an operation's answer and the wire. */
export class XmlList {
  readonly name: string | undefined
  readonly values: unknown[]
  constructor(name: string | undefined, values: unknown[]) {
    this.name = name
    this.values = values
  }
}

/** The XML of one element; arrays become <member> (or `listItem`) children; null and undefined are left out. */
export function element(name: string, value: unknown, listItem = 'member'): string {
  if (value === undefined || value === null) return ''
  if (value instanceof XmlList && value.name === undefined) {
    return value.values.map((item) => element(name, item, listItem)).join('')
  }
  return `<${name}>${content(value, listItem)}</${name}>`
}

/** What stands inside an element: the fields of an object, the items of a list, or escaped text. */
export function content(value: unknown, listItem = 'member'): string {
  if (value instanceof XmlList) {
    return value.values.map((item) => element(value.name ?? listItem, item, listItem)).join('')
  }
  if (Array.isArray(value)) return value.map((item) => element(listItem, item, listItem)).join('')
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, field]) => element(name, field, listItem))
      .join('')
  }
  return escapeXml(String(value))
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"\r\n\u0085\u2028]/g, (c) => named[c] ?? `&#x${c.charCodeAt(0).toString(16).toUpperCase()};`)
}

const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
