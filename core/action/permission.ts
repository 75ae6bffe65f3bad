/** What an action needs from IAM; declared beside its code, and the source of its README table. */
export interface PermissionNeed {
  actions: readonly string[]
  /** With {partition}, {region}, {account}, {system}, {environment} to fill in. */
  resource: string
  reason: string
  /** Condition block, where the permission can be narrowed. */
  condition?: Record<string, Record<string, string>>
  /** Which role needs it; `deploy` by default. */
  roles?: readonly ('plan' | 'deploy')[]
}
