/** Where two property values differ, leaf by leaf. */
import { isDeepStrictEqual } from 'node:util'
import { fieldsOf, type PropertyType, rulesOf } from '../rules/rules.ts'
import { type Fields, isFields, type Value } from '../template/model.ts'

interface Difference {
  /** e.g. /Properties/LoadBalancerAttributes/3/Value */
  path: string
  /** The top-level property. */
  name: string
  before?: Value
  after?: Value
  replaces: 'always' | 'perhaps' | 'never'
}

export function differencesOf(type: string, before: Fields, after: Fields): Difference[] {
  const rules = rulesOf(type)?.properties ?? {}
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.flatMap((name) => {
    const rule = rules[name]
    return walk({
      path: `/Properties/${name}`,
      name,
      before: before[name],
      after: after[name],
      type: rule?.type,
      replaces: rule?.replaces ?? 'never',
    })
  })
}

interface Pair {
  path: string
  name: string
  before: Value | undefined
  after: Value | undefined
  type: PropertyType | undefined
  replaces: Difference['replaces']
}

function walk(pair: Pair): Difference[] {
  const { before, after, path, name, type, replaces } = pair
  if (isDeepStrictEqual(before, after)) return []
  if (isFields(before) && isFields(after)) {
    const fields = type === undefined ? undefined : fieldsOf(type)
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => {
      const own = fields?.[key]
      const inner = own?.replaces ?? replaces
      return walk({
        path: `${path}/${key}`,
        name,
        before: before[key],
        after: after[key],
        type: own?.type,
        replaces: inner,
      })
    })
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const item = typeof type === 'object' && 'list' in type ? type.list : undefined
    const length = Math.max(before.length, after.length)
    return Array.from({ length }, (_, index) =>
      walk({ path: `${path}/${index}`, name, before: before[index], after: after[index], type: item, replaces }),
    ).flat()
  }
  return [
    { path, name, replaces, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) },
  ]
}
