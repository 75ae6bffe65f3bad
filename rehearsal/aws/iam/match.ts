/** Wildcards of the policy language: `*` for any characters, `?` for one. */

export function globMatch(pattern: string, text: string): boolean {
  return globPattern(pattern).test(text)
}

/** As globMatch, without regard to case: action names compare so. */
export function actionMatches(pattern: string, action: string): boolean {
  return globMatch(pattern.toLowerCase(), action.toLowerCase())
}

const cache = new Map<string, RegExp>()

function globPattern(pattern: string): RegExp {
  const known = cache.get(pattern)
  if (known) return known
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.')
  // `escaped` marks stand for literal wildcards that came from ${*} and ${?}.
  const made = new RegExp(`^${source.replaceAll(literalStar, '\\*').replaceAll(literalQuestion, '\\?')}$`, 's')
  cache.set(pattern, made)
  return made
}

/** Stand-ins for the literal characters that `${*}` and `${?}` mean. */
export const literalStar = '\u0001'
export const literalQuestion = '\u0002'
