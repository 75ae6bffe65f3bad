/** Where the template of a stack lies. */
import { join, relative } from 'node:path'
import type { ActionHost } from '../action/host.ts'
import { userError } from '../errors.ts'

const bundled = 'fairway:'

/**
 * Absolute path of a template: `fairway:network.yml` is the one that comes with the Fairway version in use, anything
 * else is a path from the root of the repository and must stay inside it.
 */
export function templatePath(host: Pick<ActionHost, 'workspace' | 'toolkit'>, template: string): string {
  const root = template.startsWith(bundled) ? join(host.toolkit, 'cloudformation') : host.workspace
  const path = join(root, template.startsWith(bundled) ? template.slice(bundled.length) : template)
  if (!relative(root, path).startsWith('..')) return path
  throw userError({
    code: 'template-outside',
    message: `the template ${template} lies outside of ${template.startsWith(bundled) ? 'Fairway’s templates' : 'the repository'}`,
    cure: 'Name a path inside the repository, or fairway:NAME.yml.',
  })
}
