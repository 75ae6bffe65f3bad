/** Keys as other services use them. */
import type { Permission, Place, World } from '../kernel/types.ts'
import { findKey, type KmsState } from './state.ts'

/**
 * What a caller needs on a customer's key when `service` uses it in its name.
 * Nothing for keys that AWS manages (no key, or alias/aws/…).
 */
export function keyPermissions(
  world: World,
  place: Place,
  key: unknown,
  service: string,
  actions: string[],
): Permission[] {
  if (typeof key !== 'string' || key === '' || key.startsWith('alias/aws/')) return []
  const { state, arn } = world.context<KmsState>('kms', place)
  const found = findKey(state, key)
  const aliases = Object.keys(state.aliases).filter((name) => state.aliases[name] === found?.id)
  const resource = found?.arn ?? (key.startsWith('arn:') ? key : arn(`key/${key}`))
  const context = {
    'kms:ViaService': `${service}.${place.region}.amazonaws.com`,
    'kms:CallerAccount': place.account,
    'kms:ResourceAliases': aliases,
  }
  return actions.map((action) => ({ action: `kms:${action}`, resource, context }))
}
