/**
 * Writes what is derived: schemas/*.json, actions/<name>/index.js, and the tables in the actions' READMEs.
 * `--check` writes nothing and fails when something is stale.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { parse } from 'yaml'
import type { PermissionNeed } from '#core/action/permission.ts'
import { jsonSchemas } from '#core/config/load.ts'
import { markdownTable } from '#core/report/table.ts'

interface ActionFile {
  inputs?: Record<string, { description: string; required?: boolean; default?: string }>
  outputs?: Record<string, { description: string }>
}

const root = join(import.meta.dirname, '..')
const check = process.argv.includes('--check')
const stale: string[] = []

for (const [name, schema] of Object.entries(jsonSchemas())) {
  await put(join(root, 'schemas', name), `${JSON.stringify(schema, null, 2)}\n`)
}
for (const name of await actionNames()) await generateAction(name)
if (stale.length > 0) {
  process.stderr.write(`stale: ${stale.join(', ')}; run \`npm run generate\` and commit it\n`)
  process.exitCode = 1
}

async function actionNames(): Promise<string[]> {
  const entries = await readdir(join(root, 'actions'), { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
}

async function generateAction(name: string): Promise<void> {
  const folder = join(root, 'actions', name)
  await put(
    join(folder, 'index.js'),
    `import { run } from '../../dist/index.js'\n\nawait run('${name}', import.meta.dirname)\n`,
  )
  const action = parse(await readFile(join(folder, 'action.yml'), 'utf8')) as ActionFile
  const { shape } = (await import(join(folder, 'src', 'inputs.ts'))) as { shape: Record<string, unknown> }
  sameKeys(name, Object.keys(action.inputs ?? {}), Object.keys(shape))
  const { permissions } = (await import(join(folder, 'src', 'permissions.ts'))) as { permissions: PermissionNeed[] }
  const readme = join(folder, 'README.md')
  let text = await readFile(readme, 'utf8')
  text = fill(text, 'inputs', inputTable(action))
  text = fill(text, 'outputs', outputTable(action))
  text = fill(text, 'permissions', permissionTable(permissions))
  await put(readme, text)
}

function sameKeys(action: string, declared: string[], read: string[]): void {
  const missing = declared.filter((key) => !read.includes(key))
  const undeclared = read.filter((key) => !declared.includes(key))
  if (missing.length + undeclared.length === 0) return
  throw new Error(`actions/${action}: action.yml and src/inputs.ts differ in ${[...missing, ...undeclared].join(', ')}`)
}

function inputTable({ inputs = {} }: ActionFile): string {
  const rows = Object.entries(inputs).map(([name, input]) => [
    `\`${name}\``,
    oneLine(input.description),
    input.required ? 'required' : input.default ? `\`${input.default}\`` : '',
  ])
  return markdownTable(['input', 'what it says', 'default'], rows)
}

function outputTable({ outputs = {} }: ActionFile): string {
  const rows = Object.entries(outputs).map(([name, output]) => [`\`${name}\``, oneLine(output.description)])
  return markdownTable(['output', 'what it says'], rows)
}

function permissionTable(permissions: readonly PermissionNeed[]): string {
  if (permissions.length === 0) return 'None of AWS.'
  const rows = permissions.map(({ actions, resource, reason, roles = ['deploy'] }) => [
    actions.map((action) => `\`${action}\``).join('<br>'),
    `\`${resource}\``,
    roles.join(', '),
    oneLine(reason),
  ])
  return markdownTable(['actions', 'resource', 'role', 'why'], rows)
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ')
}

function fill(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const start = text.indexOf(open)
  const end = text.indexOf(close)
  if (start < 0 || end < start) throw new Error(`a README has no ${open} … ${close}`)
  return `${text.slice(0, start + open.length)}\n${content}\n${text.slice(end)}`
}

async function put(path: string, content: string): Promise<void> {
  const there = await readFile(path, 'utf8').catch(() => undefined)
  if (there === content) return
  if (check) stale.push(relative(root, path))
  else await writeFile(path, content)
}
