/** Reads an action's inputs once, into closed types; an error names the input, the value and what is legal. */
import * as z from 'zod'
import { userError } from '../errors.ts'
import type { ActionHost } from './host.ts'

/**
 * `shape` has one schema for each input of action.yml, by its name there. Every schema reads a string;
 * use the helpers below.
 */
export function readInputs<S extends Record<string, z.ZodType>>(
  host: Pick<ActionHost, 'input'>,
  shape: S,
): { [K in keyof S]: z.output<S[K]> } {
  const raw = Object.fromEntries(Object.keys(shape).map((name) => [name, host.input(name)]))
  const result = z.object(shape).safeParse(raw, { reportInput: true })
  if (result.success) return result.data as { [K in keyof S]: z.output<S[K]> }
  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0])
    const value = raw[name] ?? ''
    if (value === '') return `the input "${name}" is missing`
    const legal = issue.code === 'invalid_value' ? `legal are ${issue.values.map(String).join(', ')}` : issue.message
    return `the input "${name}" is ${JSON.stringify(value)}: ${legal}`
  })
  throw userError({ code: 'invalid-input', message: problems.join('\n') })
}

export const text = z.string().min(1)
export const optionalText = z.string().transform((value) => (value === '' ? undefined : value))

export function choice<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values)
}

/** GitHub's YAML 1.2 core schema booleans, as @actions/core reads them. */
export const flag = z
  .enum(['true', 'True', 'TRUE', 'false', 'False', 'FALSE'])
  .transform((value) => value.toLowerCase() === 'true')

export function number(range: { min?: number; max?: number; integer?: boolean } = {}) {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, integer = false } = range
  const kind = integer ? 'a whole number' : 'a number'
  return z
    .string()
    .refine((value) => /^-?\d+(\.\d+)?$/.test(value), `it has to be ${kind}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `it has to be from ${min} to ${max}`)
    .refine((value) => !integer || Number.isInteger(value), `it has to be ${kind}`)
}

/** One item a line, or separated by commas; blank ones are dropped. */
export const list = z.string().transform((value) =>
  value
    .split(/[\n,]/)
    .map((item) => item.trim())
    .filter((item) => item !== ''),
)

/** `name=value`, one a line; blank lines and lines that begin with # are dropped. */
export const pairs = z.string().transform((value, context) => {
  const result: Record<string, string> = {}
  for (const line of value.split('\n').map((item) => item.trim())) {
    if (line === '' || line.startsWith('#')) continue
    const [, name, rest] = /^([^=\s]+)\s*=\s*(.*)$/.exec(line) ?? []
    if (name === undefined || rest === undefined) {
      context.addIssue({
        code: 'custom',
        message: `each line has to be name=value, and ${JSON.stringify(line)} is not`,
      })
      return z.NEVER
    }
    if (name in result) {
      context.addIssue({ code: 'custom', message: `"${name}" is given twice` })
      return z.NEVER
    }
    result[name] = rest
  }
  return result
})
