/** A pull request and its one comment, through the command as a person would run it. */
import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultSystem, deploy, discard, edit, releaseOtherImage, stageOf, temporaryState, toolkit } from './support.ts'

let directory: string
let state: string

beforeAll(async () => {
  directory = await defaultSystem()
  state = await temporaryState()
  const system = join(directory, 'environments', 'system.yml')
  await edit(system, (text) => text.replace('[dev, qa, uat, prod]', '[dev, qa]'))
  for (const name of ['uat', 'prod']) await rm(join(directory, 'environments', `${name}.yml`))
  await edit(system, (text) =>
    text.replace('components:\n', 'components:\n  notes:\n    type: stack\n    template: templates/notes.yml\n\n'),
  )
  await mkdir(join(directory, 'templates'))
  await writeFile(join(directory, 'templates', 'notes.yml'), template('one'))
  const stage = await stageOf({ directory, state })
  expect((await deploy(stage)).result.problems).toEqual([])
  await stage.save()
  await stage.close()
})

afterAll(async () => {
  await discard(directory, state)
})

function template(value: string): string {
  return `Parameters:
  System: { Type: String }
  Environment: { Type: String }
Resources:
  Note:
    Type: AWS::SSM::Parameter
    Properties:
      Name: !Sub /\${System}/\${Environment}/notes/first
      Type: String
      Value: ${value}
`
}

async function planned(...more: string[]): Promise<{ id: number; body: string }[]> {
  const parameters = [join(toolkit, 'bin', 'fairway.js'), 'plan', directory, '--state', state, '--json', ...more]
  await promisify(execFile)(process.execPath, parameters, { maxBuffer: 16 * 1024 * 1024 })
  const github = JSON.parse(await readFile(join(state, 'github.json'), 'utf8')) as {
    comments: { id: number; body: string }[]
  }
  return github.comments
}

test('an image, a template and a migration are in one comment, for each environment; a push updates it', async () => {
  await releaseOtherImage(directory)
  await writeFile(join(directory, 'templates', 'notes.yml'), template('two'))
  await writeFile(
    join(directory, 'migrations', '0004_add_note_tags.sql'),
    'ALTER TABLE notes ADD COLUMN tags text[];\n',
  )

  const first = await planned()

  expect(first).toHaveLength(1)
  for (const environment of ['dev', 'qa']) {
    const rows = first[0]?.body.split('\n').filter((line) => line.startsWith('|') && line.includes(environment)) ?? []
    expect(rows.find((row) => row.includes('notes'))).toMatch(/change/)
    expect(rows.find((row) => row.includes('schema'))).toMatch(/0004_add_note_tags/)
    expect(rows.find((row) => row.includes('backend'))).toMatch(/187803cdf611.*5b789251f4b3/)
  }

  await rm(join(directory, 'migrations', '0004_add_note_tags.sql'))
  const second = await planned('--pull-request', '1')

  expect(second.map(({ id }) => id)).toEqual(first.map(({ id }) => id))
  expect(second[0]?.body).not.toContain('0004_add_note_tags')
  expect(second[0]?.body).toContain('5b789251f4b3')
})
