import { appendFile, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileJournal, type JournalEntry } from './journal.ts'

const entry: JournalEntry = {
  id: 'backend#1',
  component: 'backend',
  kind: 'ecs',
  environment: 'dev',
  before: { taskDefinition: 'backend:1' },
  after: { taskDefinition: 'backend:2' },
}

async function open() {
  const path = join(await mkdtemp(join(tmpdir(), 'journal-')), 'sub', 'journal.jsonl')
  return { path, journal: fileJournal(path) }
}

test('the last word on an entry counts, oldest entry first', async () => {
  const { journal } = await open()

  await journal.write(entry)
  await journal.write({ ...entry, id: 'edge#1', component: 'edge', kind: 'cdn' })
  await journal.write({ ...entry, outcome: 'succeeded' })

  expect((await journal.entries()).map(({ id, outcome }) => [id, outcome])).toEqual([
    ['backend#1', 'succeeded'],
    ['edge#1', undefined],
  ])
})

test('no file is no entries', async () => {
  const { journal } = await open()

  expect(await journal.entries()).toEqual([])
})

test('half a line at the end was a killed process; half a line inside is damage', async () => {
  const { journal, path } = await open()
  await journal.write(entry)
  await appendFile(path, '{"id":"half')

  expect(await journal.entries()).toHaveLength(1)

  await appendFile(path, '\n{}\n')
  await expect(journal.entries()).rejects.toThrow('line 2 of the journal')
})
