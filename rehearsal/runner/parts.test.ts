import { describe, expect, test } from 'vitest'
import { parsePairs } from './command-files.ts'
import { parseCommand } from './commands.ts'
import { ConcurrencyGroups } from './concurrency.ts'
import { jobStatusFunctions } from './contexts.ts'
import { evaluate, resolve, type Scope, toText, type Value } from './expressions.ts'
import { bindInputs } from './inputs.ts'
import { Masks } from './masks.ts'
import { expandMatrix, legLabel } from './matrix.ts'
import { conditionOf } from './parse-steps.ts'
import type { InputDefinition } from './workflow.ts'

const at = { file: 'w.yml', line: 3, column: 5 }

describe('expressions', () => {
  const scope: Scope = {
    contexts: {
      github: { ref: 'refs/heads/main', event: { commits: [{ id: 1 }, { id: 2 }] } },
      needs: { build: { result: 'failure', outputs: { list: '["a","b"]', empty: '' } } },
      matrix: null,
    },
    functions: jobStatusFunctions(new Map([['build', 'failure']]), false),
  }

  test.each<[string, Value]>([
    ["github.ref == 'REFS/heads/MAIN'", true],
    ["startsWith(github.ref, 'refs/heads/')", true],
    ['needs.build.outputs.missing', null],
    ["needs.build.outputs.empty || 'standard'", 'standard'],
    ['fromJSON(needs.build.outputs.list)[1]', 'b'],
    ['github.event.commits.*.id', [1, 2]],
    ['matrix.name', null],
    ['failure() && !cancelled()', true],
    ['success()', false],
    ["contains(needs.*.result, 'failure')", true],
    ["format('{0}-{1}', 1, true)", '1-true'],
    ["case(github.ref == 'x', 1, 2)", 2],
    ['1.50', 1.5],
  ])('%s', (expression, value) => {
    expect(evaluate(expression, scope, at)).toEqual(value)
  })

  test('an error names file, line and expression', () => {
    expect(() => evaluate('nonsense(1)', scope, at)).toThrow(/^w\.yml:3:5: expression nonsense\(1\): /)
  })

  test('values in text', () => {
    expect([null, true, 1.5, [1], { a: 1 }].map((value) => toText(value))).toEqual([
      '',
      'true',
      '1.5',
      'Array',
      'Object',
    ])
    expect(resolve({ kind: 'expression', expression: "format('v{0}', 2)", at }, scope)).toBe('v2')
  })

  test.each([
    ['github.ref', 'success() && (github.ref)'],
    ["'failure()' == 'x'", "success() && ('failure()' == 'x')"],
    ['!cancelled()', '!cancelled()'],
    ['', 'success()'],
  ])('the condition %s', (text, condition) => {
    expect(conditionOf({ kind: 'literal', value: text, at })).toBe(condition)
  })
})

test.each([
  [
    '::error file=a.ts,line=3,title=Bad%2C very::50%25 of%0Ait',
    { name: 'error', properties: { file: 'a.ts', line: '3', title: 'Bad, very' }, message: '50% of\nit' },
  ],
  ['::group::Plan: dev', { name: 'group', properties: {}, message: 'Plan: dev' }],
  ['::add-mask::', { name: 'add-mask', properties: {}, message: '' }],
  ['text ::error::no', undefined],
  ['plain', undefined],
])('the command %s', (line, command) => {
  expect(parseCommand(line)).toEqual(command)
})

describe('command files', () => {
  test('pairs and blocks', () => {
    const text = 'a=1=2\nb<<E O F\nx=1\n\n<<y\nE O F\nc=\nd<<X\nX\n'

    expect(parsePairs(text)).toEqual({ a: '1=2', b: 'x=1\n\n<<y', c: '', d: '' })
  })

  test.each([
    ['nothing', "Invalid format 'nothing'"],
    ['=x', "Invalid format '=x'. Name must not be empty"],
    ['a<<E\nb', "Invalid value. Matching delimiter not found 'E'"],
    ['a<<\nb', "Invalid format 'a<<'. Name must not be empty and delimiter must not be empty"],
  ])('%j is refused', (text, message) => {
    expect(() => parsePairs(text)).toThrow(message)
  })
})

describe('matrix', () => {
  test('include joins legs without overwriting them, or is a leg of its own; exclude removes', () => {
    const legs = expandMatrix({
      fruit: ['apple', 'pear'],
      animal: ['cat', 'dog'],
      exclude: [{ fruit: 'pear', animal: 'dog' }],
      include: [
        { color: 'green' },
        { color: 'pink', animal: 'cat' },
        { fruit: 'banana' },
        { fruit: 'apple', shape: 'round' },
      ],
    })

    expect(legs).toEqual([
      { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'round' },
      { fruit: 'apple', animal: 'dog', color: 'green', shape: 'round' },
      { fruit: 'pear', animal: 'cat', color: 'pink' },
      { fruit: 'banana' },
    ])
    expect(legLabel(legs[0] ?? {})).toBe(' (apple, cat, pink, round)')
  })

  test('an empty axis is an error', () => {
    expect(() => expandMatrix({ env: [] })).toThrow("Matrix vector 'env' does not contain any values")
  })
})

describe('inputs', () => {
  function input(name: string, type: InputDefinition['type'], more: Partial<InputDefinition> = {}): InputDefinition {
    return { name, type, required: false, options: [], at, ...more }
  }
  const definitions = [
    input('release', 'string', { required: true }),
    input('minutes', 'number', { default: { kind: 'literal', value: 5, at } }),
    input('dry', 'boolean'),
    input('where', 'choice', { options: ['dev', 'prod'], default: { kind: 'literal', value: 'dev', at } }),
  ]

  test('types and defaults', () => {
    const bound = bindInputs({ definitions, given: { Release: 'r1', dry: 'true' }, scope: { contexts: {} }, at })

    expect(bound).toEqual({ release: 'r1', minutes: 5, dry: true, where: 'dev' })
  })

  test.each<[Record<string, Value>, string]>([
    [{}, 'input release is required, but not provided'],
    [{ release: 'r', minutes: 'soon' }, "input minutes: 'soon' is not a number"],
    [{ release: 'r', dry: 'yes' }, "input dry: 'yes' is not a boolean"],
    [{ release: 'r', where: 'moon' }, "input where: 'moon' is not one of dev, prod"],
    [{ release: 'r', relase: 'r' }, 'input relase is not defined (defined: release, minutes, dry, where)'],
  ])('%j is refused', (given, message) => {
    expect(() => bindInputs({ definitions, given, scope: { contexts: {} }, at })).toThrow(message)
  })
})

test('masks hide each line of a secret and its common encodings', () => {
  const masks = new Masks()
  masks.add('first line\n\nsecond&line')

  const masked = masks.apply(
    `second&line ${Buffer.from('second&line').toString('base64')} second%26line first line fir`,
  )

  expect(masked).toBe('*** *** *** *** fir')
})

describe('concurrency', () => {
  function enter(
    groups: ConcurrencyGroups,
    name: string,
    log: string[],
    queue: 'single' | 'max' = 'single',
    cancelInProgress = false,
  ) {
    const place = groups.enter({ group: 'Prod', cancelInProgress, queue, cancel: () => log.push(`${name} cancelled`) })
    void place.granted.then(() => log.push(`${name} granted`))
    return place
  }

  test('queue: max keeps the order of arrival', async () => {
    const groups = new ConcurrencyGroups()
    const log: string[] = []

    const places = ['a', 'b', 'c'].map((name) => enter(groups, name, log, 'max'))
    for (const place of places) {
      await Promise.resolve()
      place.leave()
    }

    expect(log).toEqual(['a granted', 'b granted', 'c granted'])
  })

  test('cancel-in-progress cancels the holder', () => {
    const groups = new ConcurrencyGroups()
    const log: string[] = []

    enter(groups, 'a', log)
    enter(groups, 'b', log, 'single', true)

    expect(log).toEqual(['a cancelled'])
  })
})
