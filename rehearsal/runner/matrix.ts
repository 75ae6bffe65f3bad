/** Matrix legs (GitHub documentation, "Running variations of jobs in a workflow": include, exclude). */
import type { Value } from './expressions.ts'

type Leg = Record<string, Value>

/** @throws Error where the matrix is not one. */
export function expandMatrix(matrix: Value): Leg[] {
  if (!isRecord(matrix)) throw new Error('the matrix has to be a mapping')
  const { include = [], exclude = [], ...axes } = matrix
  if (!Array.isArray(include) || !Array.isArray(exclude)) throw new Error('include and exclude have to be lists')
  const legs = product(axes).filter((leg) => !exclude.some((pattern) => isRecord(pattern) && matches(leg, pattern)))
  return extend(legs, include.filter(isRecord), Object.keys(axes))
}

function product(axes: Record<string, Value>): Leg[] {
  if (Object.keys(axes).length === 0) return []
  return Object.entries(axes).reduce<Leg[]>(
    (legs, [name, values]) => {
      if (!Array.isArray(values)) throw new Error(`matrix vector '${name}' is not a list`)
      if (values.length === 0) throw new Error(`Matrix vector '${name}' does not contain any values`)
      return legs.flatMap((leg) => values.map((value) => ({ ...leg, [name]: value })))
    },
    [{}],
  )
}

/** An include joins every leg whose original values it does not overwrite; where there is none, it is a leg of its own. */
function extend(original: readonly Leg[], includes: readonly Leg[], axes: readonly string[]): Leg[] {
  const legs = original.map((leg) => ({ ...leg }))
  const added: Leg[] = []
  for (const include of includes) {
    const fitting = legs.filter((_, index) => {
      const values = original[index] ?? {}
      return axes.every((axis) => !(axis in include) || same(include[axis], values[axis]))
    })
    if (fitting.length === 0) added.push({ ...include })
    for (const leg of fitting) Object.assign(leg, include)
  }
  return [...legs, ...added]
}

function matches(leg: Leg, pattern: Leg): boolean {
  return Object.entries(pattern).every(([key, value]) => {
    const own = leg[key]
    return isRecord(value) && isRecord(own) ? matches(own, value) : same(own, value)
  })
}

/** `name (a, b)`, as GitHub shows the leg of a job without a name of its own. */
export function legLabel(leg: Leg): string {
  const values = Object.values(leg).flatMap((value) => scalars(value))
  return values.length === 0 ? '' : ` (${values.join(', ')})`
}

function scalars(value: Value): string[] {
  if (Array.isArray(value)) return value.flatMap(scalars)
  if (isRecord(value)) return Object.values(value).flatMap(scalars)
  return [String(value ?? '')]
}

function same(one: Value | undefined, other: Value | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function isRecord(value: Value | undefined): value is Record<string, Value> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
