/** What a token may do, by scope, as `permissions:` in a workflow names them. */

export type Access = 'none' | 'read' | 'write'
export type Permissions = Record<string, Access>

const rank: Record<Access, number> = { none: 0, read: 1, write: 2 }

/** `metadata` is readable with every token (GitHub documentation, "Permissions required for fine-grained personal access tokens"). */
export function accessOf(permissions: Permissions, scope: string): Access {
  if (scope === 'metadata') return 'read'
  return permissions[scope] ?? 'none'
}

export function allows(permissions: Permissions, scope: string, access: Access): boolean {
  return rank[accessOf(permissions, scope)] >= rank[access]
}
