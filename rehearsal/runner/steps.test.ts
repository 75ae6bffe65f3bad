import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { nodeAction, openPlace, type Place, runHere, sha } from './try-run.ts'

let place: Place
async function open(files: Record<string, string>): Promise<Place> {
  place = await openPlace(files)
  return place
}
afterEach(() => place.close())

function job(steps: string, more = ''): Record<string, string> {
  return {
    'main.yml': `on: push\nenv: { LEVEL: workflow, TOP: top }\njobs:\n  a:\n    runs-on: ubuntu-latest\n${more}    steps:\n${steps}`,
  }
}

test('files, environment, path and secrets of steps', async () => {
  await open(
    job(
      `
      - run: |
          echo "LEVEL=file" >> "$GITHUB_ENV"
          echo "GITHUB_SHA=stolen" >> "$GITHUB_ENV"
          mkdir -p "$RUNNER_TEMP/bin" && printf '#!/bin/sh\\necho own tool' > "$RUNNER_TEMP/bin/tool" && chmod +x "$RUNNER_TEMP/bin/tool"
          echo "$RUNNER_TEMP/bin" >> "$GITHUB_PATH"
          echo "$LEVEL $TOP $GITHUB_SHA"
      - run: tool; echo "$LEVEL $JOB \${{ env.LEVEL }} $GITHUB_SHA"
        env: { JOB: step }
      - run: echo "::add-mask::second" ; echo "first $SECRET second"
        env: { SECRET: "\${{ secrets.KEY }}" }
      - run: echo "\${HOME_OF_USER:-no} \${AWS_ENDPOINT_URL} $(basename "$HOME")"
`,
      '    env: { LEVEL: job }\n',
    ),
  )
  process.env.HOME_OF_USER = 'leak'

  const run = await runHere(place, { secrets: { KEY: 'key-of-the-house' }, env: { AWS_ENDPOINT_URL: 'http://aws' } })

  delete process.env.HOME_OF_USER
  expect(run.log).toEqual([
    `job top ${sha}`,
    'own tool',
    `file step file ${sha}`,
    'first *** ***',
    'no http://aws home',
  ])
})

test('annotations, groups, stopped commands and the limits of GitHub', async () => {
  await open(
    job(`
      - name: speak
        run: |
          echo "::group::inner"
          echo hidden
          echo "::endgroup::"
          echo "::warning file=a.yml,line=7,title=Look::odd"
          echo "::stop-commands::tok"
          echo "::error::no error"
          echo "::tok::"
          for n in $(seq 12); do echo "::notice::$n"; done
      - run: echo "::set-output name=a::b"
`),
  )

  const run = await runHere(place)

  const logs = run.events.flatMap((event) => (event.kind === 'log' ? [[event.line, event.group] as const] : []))
  expect(logs.slice(0, 4)).toEqual([
    ['inner', 0],
    ['hidden', 1],
    ['Warning: odd', 0],
    ['::error::no error', 0],
  ])
  const [warning, ...others] = run.jobs[0]?.annotations ?? []
  expect(warning).toEqual({ level: 'warning', message: 'odd', title: 'Look', file: 'a.yml', line: 7, step: 'speak' })
  expect(others.filter((annotation) => annotation.level === 'notice')).toHaveLength(10)
  expect(others.at(-1)?.message).toContain("does not know the command 'set-output'")
  expect(run.conclusion).toBe('failure')
})

test('a summary over 1 MiB is dropped with an error, the step goes on', async () => {
  await open(
    job(
      `      - run: head -c 1048577 /dev/zero | tr '\\0' x >> "$GITHUB_STEP_SUMMARY"\n      - run: echo ok >> "$GITHUB_STEP_SUMMARY"\n`,
    ),
  )

  const run = await runHere(place)

  expect(run.conclusion).toBe('success')
  expect(run.jobs[0]?.summaries).toEqual(['ok\n'])
  expect(run.jobs[0]?.annotations[0]?.message).toBe(
    '$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got 1025k.',
  )
})

test('pre and post steps, state, and a composite action', async () => {
  await open({
    ...job(`
      - uses: $/actions/guard
        with: { name: one, extra: x }
      - id: pair
        uses: $/actions/pair
        with: { word: hello }
      - run: echo "result \${{ steps.pair.outputs.said }}"
      - run: exit 1
`),
    'actions/guard/action.yml':
      'name: g\ndescription: g\ninputs: { name: { description: n }, level: { description: l, default: "main" } }\nruns: { using: node24, pre: pre.js, main: main.js, post: post.js, post-if: failure() }\n',
    'actions/guard/package.json': '{"type":"module"}',
    'actions/guard/pre.js': `import { appendFileSync } from 'node:fs'\nappendFileSync(process.env.GITHUB_STATE, 'since=pre\\n'); console.log('pre ' + process.env.INPUT_NAME)`,
    'actions/guard/main.js': `import { appendFileSync } from 'node:fs'\nappendFileSync(process.env.GITHUB_STATE, 'id=7\\n'); console.log('main ' + process.env.INPUT_LEVEL + ' ' + process.env.STATE_since)`,
    'actions/guard/post.js': `console.log('post ' + process.env.STATE_id + ' ' + process.env.STATE_since)`,
    'actions/pair/action.yml': `
name: pair
description: pair
inputs: { word: { description: w, required: true } }
outputs: { said: { description: s, value: "\${{ steps.say.outputs.said }}" } }
runs:
  using: composite
  steps:
    - { run: 'echo "\${{ inputs.word }} from $GITHUB_ACTION_PATH" | sed "s#/.*/#/#"', shell: bash }
    - { id: say, run: 'echo "said=\${{ inputs.word }} there" >> "$GITHUB_OUTPUT"', shell: bash }
`,
  })

  const run = await runHere(place)

  expect(run.log).toEqual([
    'pre one',
    "Warning: Unexpected input(s) 'extra', valid inputs are ['name', 'level']",
    'main main pre',
    'hello from /pair',
    'result hello there',
    'Error: Process completed with exit code 1.',
    'post 7 pre',
  ])
})

test('./ actions come from the checkout, which takes the workspace or an older commit', async () => {
  await open({
    ...job(`
      - uses: ./actions/here
        continue-on-error: true
      - uses: actions/checkout@0123456789012345678901234567890123456789
        with: { persist-credentials: false }
      - uses: ./actions/here
      - uses: actions/checkout@v5
        with: { ref: old, path: before }
      - run: cat file before/file
      - run: echo "$FILES"
        env: { FILES: "\${{ hashFiles('file') == hashFiles('before/file') }}" }
      - uses: actions/checkout@v5
        with: { ref: "1111111111111111111111111111111111111111" }
`),
    './file': 'old text\n',
    ...nodeAction('here', "console.log('here')"),
  })
  const git = (...parameters: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...parameters], {
      cwd: place.workspace,
    })
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'old')
  const old = git('rev-parse', 'HEAD').toString().trim()
  writeFileSync(join(place.workspace, 'file'), 'new text\n')
  const author = { login: 'developer', id: 1, type: 'User' } as const
  place.github.commits.remember({ sha: old, ref: 'refs/heads/old', message: 'old', author, at: 0 })

  const run = await runHere(place)

  expect(run.log[0]).toContain(
    "Can't find 'action.yml' or 'action.yaml' under 'actions/here'. Did you forget to run actions/checkout",
  )
  expect(run.log.slice(1)).toEqual([
    `Checked out ${sha}`,
    'here',
    `Checked out ${old}`,
    'new text',
    'old text',
    'false',
    expect.stringContaining('nothing is known of the commit 1111111111111111111111111111111111111111'),
  ])
  expect(run.conclusion).toBe('failure')
})

test('shells: pipefail only where bash is asked for; the working directory', async () => {
  await open({
    ...job(`
      - run: mkdir -p deep && false | true && echo without
      - { run: "false | true", shell: bash, continue-on-error: true, id: strict }
      - { run: "console.log('node ' + process.argv.length)", shell: "node {0}" }
      - { run: 'basename "$PWD"', working-directory: deep }
      - run: echo "\${{ steps.strict.outcome }} \${{ steps.strict.conclusion }}"
`),
  })

  const run = await runHere(place)

  expect(run.log).toEqual([
    'without',
    'Error: Process completed with exit code 1.',
    'node 2',
    'deep',
    'failure success',
  ])
})

test('what a step leaves running ends with it', async () => {
  await open(job('      - run: sleep 600 & echo started\n      - run: echo next\n'))
  const began = Date.now()

  const run = await runHere(place)

  expect(run.log).toEqual(['started', 'next'])
  expect(Date.now() - began).toBeLessThan(30_000)
})

test('a job output that holds a secret is dropped with a warning', async () => {
  await open({
    'main.yml': `
on: push
jobs:
  a: { runs-on: x, outputs: { open: "yes", shut: "\${{ secrets.KEY }}" }, steps: [{ run: "true" }] }
  b: { needs: a, runs-on: x, steps: [{ run: 'echo "[\${{ needs.a.outputs.open }}] [\${{ needs.a.outputs.shut }}]"' }] }
`,
  })

  const run = await runHere(place, { secrets: { KEY: 'hush-hush' } })

  expect(run.log).toEqual(['[yes] []'])
  expect(run.jobs[0]?.annotations).toMatchObject([
    { level: 'warning', message: "Skip output 'shut' since it may contain secret." },
  ])
})
