/** Input checks in the words that AWS uses. */
import { AwsError, type Input } from './types.ts'

/** A text that has to be there; `code` is the service's name for a wrong input. */
export function requireText(input: Input, name: string, code = 'ValidationException'): string {
  const value: unknown = input[name]
  if (typeof value === 'string' && value !== '') return value
  const field = name.charAt(0).toLowerCase() + name.slice(1)
  const message =
    `1 validation error detected: Value ${value === '' ? "''" : 'null'} at '${field}' ` +
    'failed to satisfy constraint: Member must not be null'
  throw new AwsError(code, message)
}

/** A list of texts with at most `limit` entries. */
export function requireList(input: Input, name: string, limit: number, code = 'ValidationException'): string[] {
  const value: unknown = input[name]
  const field = name.charAt(0).toLowerCase() + name.slice(1)
  if (!Array.isArray(value) || value.length === 0 || value.length > limit) {
    const constraint = `Member must have length less than or equal to ${limit} and greater than or equal to 1`
    const message = `1 validation error detected: Value at '${field}' failed to satisfy constraint: ${constraint}`
    throw new AwsError(code, message)
  }
  return value.map(String)
}

/** A whole number within limits, or its default. */
export function numberIn(input: Input, name: string, limits: { min: number; max: number; default: number }): number {
  const value: unknown = input[name]
  if (value === undefined || value === null) return limits.default
  const number = Number(value)
  if (Number.isInteger(number) && number >= limits.min && number <= limits.max) return number
  const field = name.charAt(0).toLowerCase() + name.slice(1)
  const message =
    `1 validation error detected: Value '${String(value)}' at '${field}' failed to satisfy constraint: ` +
    `Member must be between ${limits.min} and ${limits.max}`
  throw new AwsError('ValidationException', message)
}
