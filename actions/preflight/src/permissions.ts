import type { PermissionNeed } from '#core/action/permission.ts'

/** Nothing of AWS: it reads and writes GitHub only. */
export const permissions: readonly PermissionNeed[] = []
