import { expect, test } from 'vitest'
import { rewriteWorkflow } from './portable-workflows.ts'

test('rewrites references and drops the keys that other tools lack, and nothing else', () => {
  const workflow = [
    'jobs:',
    '  a:',
    '    uses: $/.github/workflows/b.yml # a comment with $/x',
    '  b:',
    '    environment:',
    '      name: prod',
    '      deployment: false',
    '    concurrency:',
    '      group: fairway-prod',
    '      queue: max',
    '    steps:',
    '      - uses: $/actions/verify',
    '      - run: echo "$/x deployment: false"',
  ].join('\n')

  const { text, counts } = rewriteWorkflow(workflow)

  expect(counts).toEqual({ reference: 2, queue: 1, deployment: 1 })
  expect(text.split('\n')).toEqual([
    'jobs:',
    '  a:',
    '    uses: ./.github/workflows/b.yml # a comment with $/x',
    '  b:',
    '    environment:',
    '      name: prod',
    '    concurrency:',
    '      group: fairway-prod',
    '    steps:',
    '      - uses: ./actions/verify',
    '      - run: echo "$/x deployment: false"',
  ])
})
