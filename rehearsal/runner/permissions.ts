/**
 * What a job's GITHUB_TOKEN may do (GitHub documentation, "Workflow syntax": `permissions`, and
 * "Reusing workflows": permissions can only be kept or reduced along a chain of calls).
 */
import { type Access, accessOf, allows, type Permissions } from '../github/permissions.ts'
import { type Template, unknownFeature, WorkflowError } from './template.ts'

const scopes = [
  'actions',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id-token',
  'issues',
  'packages',
  'pages',
  'pull-requests',
  'repository-projects',
  'security-events',
  'statuses',
] as const

/** The restricted default of repositories made since February 2023. */
export const defaultPermissions: Permissions = { contents: 'read', packages: 'read' }

export function parsePermissions(template: Template): Permissions {
  if (template.kind === 'literal' && typeof template.value === 'string') {
    const level = template.value === 'read-all' ? 'read' : template.value === 'write-all' ? 'write' : undefined
    if (level === undefined)
      throw new WorkflowError(`permissions: ${template.value} is not one of read-all, write-all`, template.at)
    const all = scopes.map((scope): [string, Access] => [
      scope,
      scope === 'id-token' && level === 'read' ? 'none' : level,
    ])
    return Object.fromEntries(all)
  }
  if (template.kind !== 'mapping') throw new WorkflowError('permissions has to be a mapping', template.at)
  return Object.fromEntries(
    template.entries.map(({ key, value }): [string, Access] => {
      if (!(scopes as readonly string[]).includes(key)) throw unknownFeature(`the permission '${key}'`, value.at)
      if (value.kind !== 'literal' || !isAccess(value.value)) {
        throw new WorkflowError(`permission ${key} has to be one of read, write, none`, value.at)
      }
      return [key, value.value]
    }),
  )
}

/** The scopes in which `asked` goes beyond `ceiling`. */
export function excess(asked: Permissions, ceiling: Permissions): { scope: string; asked: Access; allowed: Access }[] {
  return Object.entries(asked)
    .filter(([scope, access]) => !allows(ceiling, scope, access))
    .map(([scope, access]) => ({ scope, asked: access, allowed: accessOf(ceiling, scope) }))
}

function isAccess(value: unknown): value is Access {
  return value === 'none' || value === 'read' || value === 'write'
}
