/**
 * `${…}` in configuration values. `${system}`, `${environment}`, `${account}` and `${region}` are known when the
 * files are read; `${ssm:compute/cluster}` is the Systems Manager parameter /SYSTEM/ENVIRONMENT/compute/cluster
 * (an absolute path where it starts with "/") and is read when an action needs it.
 */

const pattern = /\$\{([^}]*)\}/g

export type Facts = Record<'system' | 'environment' | 'account' | 'region', string>

export type Expansion = { ok: true; value: string } | { ok: false; unknown: string }

/** Fills in the facts; leaves `${ssm:…}` for `ssmPaths` and `fillSsm`. */
export function expandFacts(text: string, facts: Facts): Expansion {
  let unknown: string | undefined
  const value = text.replace(pattern, (whole, name: string) => {
    if (name.startsWith('ssm:')) return whole
    const fact = (facts as Record<string, string | undefined>)[name]
    if (fact === undefined) unknown ??= name
    return fact ?? whole
  })
  return unknown === undefined ? { ok: true, value } : { ok: false, unknown }
}

function absolute(path: string, facts: Pick<Facts, 'system' | 'environment'>): string {
  return path.startsWith('/') ? path : `/${facts.system}/${facts.environment}/${path}`
}

/** The parameters that a text refers to, as absolute paths, each once. */
export function ssmPaths(texts: readonly string[], facts: Pick<Facts, 'system' | 'environment'>): string[] {
  const found = texts.flatMap((text) =>
    [...text.matchAll(pattern)].flatMap(([, name]) =>
      name?.startsWith('ssm:') ? [absolute(name.slice(4), facts)] : [],
    ),
  )
  return [...new Set(found)]
}

/** Puts read values in place; every path must be among `values`. */
export function fillSsm(
  text: string,
  values: ReadonlyMap<string, string>,
  facts: Pick<Facts, 'system' | 'environment'>,
): string {
  return text.replace(pattern, (whole, name: string) =>
    name.startsWith('ssm:') ? (values.get(absolute(name.slice(4), facts)) ?? whole) : whole,
  )
}
