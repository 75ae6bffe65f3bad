import { expect, test } from 'vitest'
import { nodeAction, openPlace, runHere } from './try-run.ts'

const called = {
  'called.yml': `
on: { workflow_call: { inputs: { release: { type: string, required: true } }, outputs: { id: { value: "\${{ jobs.a.outputs.id }}" } } } }
permissions: { id-token: write }
jobs: { a: { runs-on: x, outputs: { id: "1" }, steps: [{ run: "true" }] } }
`,
  ...nodeAction('known', '', 'outputs: { id: { description: id } }\n'),
}

const head = 'on: push\njobs:\n'
const job = `${head}  a: { runs-on: x, steps: [{ run: "true" }] }\n`

test.each([
  [
    'an unknown job',
    `${job}  b: { needs: c, runs-on: x, steps: [{ run: a }] }`,
    "main.yml:4:15: Job 'b' depends on unknown job 'c'.",
  ],
  [
    'a container',
    `${head}  b: { runs-on: x, container: alpine, steps: [{ run: a }] }`,
    "main.yml:3:31: the rehearsal's runner does not know 'container:'",
  ],
  [
    'a remote action',
    `${head}  b: { runs-on: x, steps: [{ uses: someone/thing@v1 }] }`,
    'does not know the remote reference someone/thing@v1',
  ],
  ['a ref after $/', `${head}  b: { runs-on: x, steps: [{ uses: $/actions/known@v1 }] }`, "'$/' takes no @ref"],
  [
    'an action that is not there',
    `${head}  b: { runs-on: x, steps: [{ uses: $/actions/none }] }`,
    "Can't find 'action.yml'",
  ],
  [
    'queue: max that cancels',
    `concurrency: { group: a, queue: max, cancel-in-progress: true }\n${job}`,
    "'queue: max' can't be combined",
  ],
  [
    'an undeclared job output',
    `${job}  b: { needs: a, runs-on: x, steps: [{ run: "echo \${{ needs.a.outputs.id }}" }] }`,
    'needs.a.outputs.id: that output is not declared (declared: none)',
  ],
  [
    'an undeclared step output',
    `${head}  b: { runs-on: x, steps: [{ id: k, uses: $/actions/known }, { run: "echo \${{ steps.k.outputs.it }}" }] }`,
    'steps.k.outputs.it: that output is not declared (declared: id)',
  ],
  [
    'a missing input of a call',
    `${head}  b: { permissions: { id-token: write }, uses: $/.github/workflows/called.yml }`,
    'Input release is required, but not provided while calling.',
  ],
  [
    'an unknown input of a call',
    `${head}  b: { permissions: { id-token: write }, uses: $/.github/workflows/called.yml, with: { relase: r } }`,
    'Invalid input, relase is not defined',
  ],
  [
    'more permissions than the caller has',
    `${head}  b: { uses: $/.github/workflows/called.yml, with: { release: r } }`,
    "is requesting 'id-token: write', but is only allowed 'id-token: none'",
  ],
  ['a permission that does not exist', `permissions: { deploy: write }\n${job}`, 'deploy'],
  [
    '26 inputs',
    `on: { workflow_dispatch: { inputs: { ${Array.from({ length: 26 }, (_, index) => `i${index}: {}`).join(', ')} } } }\njobs:\n  a: { runs-on: x, steps: [{ run: a }] }`,
    'workflow_dispatch takes at most 25 inputs, here are 26',
  ],
  [
    'another event',
    `on: pull_request\njobs:\n  a: { runs-on: x, steps: [{ run: a }] }`,
    "the workflow is not started by 'push' (on: pull_request)",
  ],
])('%s is refused before anything runs', async (_, main, message) => {
  const place = await openPlace({ ...called, 'main.yml': main })

  await expect(runHere(place)).rejects.toThrow(message)

  expect(place.github.state.runs).toEqual([])
  await place.close()
})

test('workflows call one another at most ten levels deep', async () => {
  const files: Record<string, string> = { 'main.yml': `${head}  a: { uses: $/.github/workflows/w2.yml }` }
  for (let level = 2; level <= 11; level++) {
    files[`w${level}.yml`] = `on: workflow_call\njobs:\n  a: { uses: $/.github/workflows/w${level + 1}.yml }`
  }
  const place = await openPlace(files)

  await expect(runHere(place)).rejects.toThrow('more than 10 levels deep')

  await place.close()
})
