/** Things that need each other, in an order in which each comes after all it needs. */

export interface Node {
  id: string
  needs: readonly string[]
}

export type NeedsOrder =
  | { kind: 'ordered'; ids: string[] }
  | { kind: 'unknown'; id: string; need: string }
  | { kind: 'circular'; circle: string[] }

/** Keeps the given order wherever the needs allow it. */
export function needsOrder(nodes: readonly Node[]): NeedsOrder {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  for (const { id, needs } of nodes) {
    const need = needs.find((name) => !byId.has(name))
    if (need !== undefined) return { kind: 'unknown', id, need }
  }
  const ids: string[] = []
  const placed = new Set<string>()
  while (ids.length < nodes.length) {
    const next = nodes.find(({ id, needs }) => !placed.has(id) && needs.every((need) => placed.has(need)))
    if (!next) return { kind: 'circular', circle: circleAmong(nodes.filter(({ id }) => !placed.has(id))) }
    ids.push(next.id)
    placed.add(next.id)
  }
  return { kind: 'ordered', ids }
}

function circleAmong(left: readonly Node[]): string[] {
  const byId = new Map(left.map((node) => [node.id, node]))
  const path: string[] = []
  let node = left[0]
  while (node && !path.includes(node.id)) {
    path.push(node.id)
    node = byId.get(node.needs.find((need) => byId.has(need)) ?? '')
  }
  return node ? [...path.slice(path.indexOf(node.id)), node.id] : path
}
