/** Rules of composite alarms: ALARM("a") AND (OK(b) OR NOT INSUFFICIENT_DATA(c)), TRUE, FALSE ("PutCompositeAlarm", AlarmRule). */
import { AwsError } from '../kernel/types.ts'

export type Rule = (stateOf: (name: string) => string | undefined) => boolean

/** ValidationError where the rule cannot be read. */
export function parseRule(text: string): Rule {
  const tokens = text.match(/\(|\)|"[^"]*"|'[^']*'|[^\s()"']+/g) ?? []
  let at = 0

  function or(): Rule {
    let left = and()
    while (isWord('OR')) {
      const [before, right] = [left, and()]
      left = (stateOf) => before(stateOf) || right(stateOf)
    }
    return left
  }

  function and(): Rule {
    let left = not()
    while (isWord('AND')) {
      const [before, right] = [left, not()]
      left = (stateOf) => before(stateOf) && right(stateOf)
    }
    return left
  }

  function not(): Rule {
    if (!isWord('NOT')) return term()
    const inner = term()
    return (stateOf) => !inner(stateOf)
  }

  function term(): Rule {
    if (isWord('TRUE')) return () => true
    if (isWord('FALSE')) return () => false
    const state = ['ALARM', 'OK', 'INSUFFICIENT_DATA'].find(isWord)
    if (!isWord('(')) throw invalid(text)
    const inner: Rule = state === undefined ? or() : named(state)
    if (!isWord(')')) throw invalid(text)
    return inner
  }

  function named(state: string): Rule {
    const written = tokens[at++]
    if (written === undefined) throw invalid(text)
    const name = written.replace(/^["']|["']$/g, '')
    const bare = name.startsWith('arn:') ? (name.split(':alarm:')[1] ?? '') : name
    return (stateOf) => stateOf(bare) === state
  }

  function isWord(word: string): boolean {
    if (tokens[at]?.toUpperCase() !== word) return false
    at += 1
    return true
  }

  const rule = or()
  if (at !== tokens.length) throw invalid(text)
  return rule
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationError', `AlarmRule must be a valid expression: ${text}`)
}
