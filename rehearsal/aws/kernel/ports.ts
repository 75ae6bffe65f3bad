/** A loaded account may not get its database ports back; then what was written down about them has to follow. */

/**
 * The same data with each old port replaced: texts that are just the port (SSM
 * parameters, stack outputs), and numbers in fields that are called a port.
 */
export function replacePorts(value: unknown, moved: ReadonlyMap<number, number>, field = ''): unknown {
  if (typeof value === 'string') {
    const port = /^\d{4,5}$/.test(value) ? moved.get(Number(value)) : undefined
    return port === undefined ? value : String(port)
  }
  if (typeof value === 'number') return /port$/i.test(field) ? (moved.get(value) ?? value) : value
  if (Array.isArray(value)) return value.map((item) => replacePorts(item, moved, field))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replacePorts(item, moved, name)]))
}
