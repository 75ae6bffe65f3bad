/** zizmor and actionlint on the workflows, the actions and the dependency updates. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Check, type Finding, failed, passed } from './lib/check.ts'
import { run, runOrThrow } from './lib/command.ts'
import { copyActions, copyCallers, copyWorkflows } from './lib/portable-workflows.ts'
import { goTool, pythonTools, root } from './lib/tools.ts'

interface Complaint {
  message: string
  filepath: string
  line: number
}

/** What actionlint 1.7.12 does not know yet. Each names the key or the form that GitHub added after its release. */
const newerThanActionlint: readonly RegExp[] = [
  // `uses: $/path` in a step (GitHub changelog 2026-07-30, rhysd/actionlint#711)
  /^specifying action "\$\/actions\/[a-z-]+" in invalid format because ref is missing\. /,
  // `uses: $/path` of a reusable workflow, the same changelog
  /^reusable workflow call "\$\/\.github\/workflows\/[a-z-]+\.yml" at "uses" is not following the format /,
  // `concurrency.queue` (May 2026)
  /^unexpected key "queue" for "concurrency" section\. /,
]

/** User text in a script, which both linters must object to; an unknown job and an unknown input, for actionlint. */
const wrongWorkflow = `on: { issues: { types: [opened] } }
permissions: {}
jobs:
  wrong:
    needs: nobody
    runs-on: ubuntu-latest
    steps:
      - run: echo "\${{ github.event.issue.title }}"
      - uses: ./actions/verify
        with: { nothing: at all }
`
const wrongWords = ['potentially untrusted', 'job "nobody"', 'input "nothing"']

export const workflowLinters: Check = {
  name: 'workflows',
  run: async () => [...(await zizmor()), ...(await actionlint())],
}

async function zizmor(): Promise<Finding[]> {
  const program = path.join(await pythonTools(), 'zizmor')
  const options = ['--offline', '--pedantic', '--no-progress', '--quiet', '--color', 'never', '--strict-collection']
  const judge = (inputs: string[]) => run(program, [...options, ...inputs], { cwd: root })
  const real = await judge(['.github', 'actions'])
  const wrong = await withFolder(async (folder) => {
    await writeWrongWorkflow(folder)
    return judge([path.join(folder, '.github/workflows/wrong.yml')])
  })
  return [
    real.code === 0
      ? passed('zizmor', 'no findings, pedantic, on .github and actions')
      : failed('zizmor', `exit ${real.code}`, real.stdout + real.stderr),
    wrong.code !== 0 && /template-injection/.test(wrong.stdout)
      ? passed('zizmor objects', 'to a template injection')
      : failed(
          'zizmor objects',
          'it found nothing in a workflow with a template injection',
          wrong.stdout + wrong.stderr,
        ),
  ]
}

async function actionlint(): Promise<Finding[]> {
  const real = (await complaints(root)).filter(
    ({ message }) => !newerThanActionlint.some((known) => known.test(message)),
  )
  const copied = await withFolder(async (folder) => {
    await copyWorkflows(root, folder)
    await copyActions(root, folder)
    await copyCallers(root, folder)
    return complaints(folder)
  })
  const wrong = await withFolder(async (folder) => {
    await copyActions(root, folder)
    await writeWrongWorkflow(folder)
    return complaints(folder)
  })
  const missed = wrongWords.filter((words) => !wrong.some(({ message }) => message.includes(words)))
  return [
    judged('actionlint', 'no complaints beyond the keys that it does not know yet', real),
    judged(
      'actionlint, with ./',
      'inputs and outputs agree with the action and workflow files, for callers too',
      copied,
    ),
    missed.length === 0
      ? passed('actionlint objects', 'to user text in a script, an unknown job and an unknown input')
      : failed('actionlint objects', `it says nothing of ${missed.join(', ')}`, JSON.stringify(wrong)),
  ]
}

/** actionlint finds a project by its .git folder. */
async function complaints(directory: string): Promise<Complaint[]> {
  // What it does with scripts depends on the linters that a machine happens to have, so it uses none.
  const options = ['-format', '{{json .}}', '-shellcheck', '', '-pyflakes', '']
  const { code, stdout, stderr } = await run(await goTool('actionlint'), options, { cwd: directory })
  if (code > 1) throw new Error(`actionlint ended with ${code}: ${stderr}`)
  return JSON.parse(stdout) as Complaint[]
}

function judged(name: string, detail: string, found: Complaint[]): Finding {
  if (found.length === 0) return passed(name, detail)
  const lines = found.map(({ filepath, line, message }) => `${filepath}:${line}: ${message}`)
  return failed(name, `${found.length} complaints`, lines.join('\n'))
}

async function writeWrongWorkflow(folder: string): Promise<void> {
  await mkdir(path.join(folder, '.github/workflows'), { recursive: true })
  await writeFile(path.join(folder, '.github/workflows/wrong.yml'), wrongWorkflow)
}

async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fairway-lint-'))
  try {
    await runOrThrow('git', ['init', '--quiet', folder])
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
