/** The forms in which people give parameters and tags to aws-cloudformation-github-deploy. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { userError } from '#core/errors.ts'

type Values = Record<string, string>

/** `a=1,b=2`, one a line, a YAML mapping, or file:///absolute/path.json. Throws a user error that names the input. */
export async function readNamedValues(input: string, text: string): Promise<Values> {
  const given = text.trim()
  if (given === '') return {}
  if (given.startsWith('file://')) return fromJson(input, await readFile(fileURLToPath(given), 'utf8'))
  if (given.startsWith('[') || given.startsWith('{')) return fromJson(input, given)
  const lines = given.split('\n').map((line) => line.trim())
  if (lines.every((line) => line === '' || line.startsWith('#') || /^[\w:/.-]+:(\s|$)/.test(line))) {
    return fromMapping(input, parse(given))
  }
  return fromPairs(
    input,
    lines.filter((line) => line !== '' && !line.startsWith('#')),
  )
}

function fromJson(input: string, text: string): Values {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw wrong(input, 'it is not JSON', cause)
  }
  if (!Array.isArray(value)) return fromMapping(input, value)
  return Object.fromEntries(
    value.map((item: Record<string, unknown>) => {
      const key = item.ParameterKey ?? item.Key
      const given = item.ParameterValue ?? item.Value
      if (typeof key !== 'string' || given === undefined) {
        throw wrong(input, `${JSON.stringify(item)} has no ParameterKey and ParameterValue, or Key and Value`)
      }
      return [key, String(given)]
    }),
  )
}

function fromMapping(input: string, value: unknown): Values {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(input, 'it is not a mapping')
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, Array.isArray(item) ? item.join(',') : String(item)]),
  )
}

/** A value with commas stands in double quotes: `Subnets="a,b",Size=2`. */
function fromPairs(input: string, lines: readonly string[]): Values {
  const values: Values = {}
  for (const line of lines) {
    for (const part of line.match(/[^,=\s][^,=]*=(?:"[^"]*"|[^,]*)|[^,]+/g) ?? []) {
      const at = part.indexOf('=')
      if (at < 1) throw wrong(input, `${JSON.stringify(part)} is not name=value`)
      const name = part.slice(0, at).trim()
      if (name in values) throw wrong(input, `"${name}" is given twice`)
      values[name] = part
        .slice(at + 1)
        .trim()
        .replace(/^"(.*)"$/, '$1')
    }
  }
  return values
}

function wrong(input: string, why: string, cause?: unknown) {
  return userError({
    code: 'invalid-input',
    message: `the input "${input}" cannot be read: ${why}`,
    cure: 'Give name=value pairs separated by commas or line breaks, a YAML mapping, JSON, or file:///path.json.',
    ...(cause !== undefined && { cause }),
  })
}
