/** A rehearsal that is stopped, or whose reader goes away: nothing is left running, and its state can be gone on from. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openStateFolder } from '../cli/rehearse/state-folder.ts'
import { discard, temporaryState, toolkit } from './support.ts'

const folders: string[] = []
afterEach(async () => discard(...folders.splice(0)))

interface Started {
  process: ChildProcess
  state: string
  ended: Promise<number | null>
  stderr(): string
}

async function rehearsing(...flags: string[]): Promise<Started> {
  const state = await temporaryState()
  folders.push(state)
  const command = [
    join(toolkit, 'bin', 'fairway.js'),
    'rehearse',
    toolkit,
    '--until',
    'dev',
    '--state',
    state,
    ...flags,
  ]
  const child = spawn(process.execPath, command, { cwd: state })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return { process: child, state, ended, stderr: () => stderr }
}

async function said(child: ChildProcess, text: string): Promise<void> {
  let all = ''
  for await (const chunk of child.stdout ?? []) {
    all += String(chunk)
    if (all.includes(text)) return
  }
  throw new Error(`it never said ${text}:\n${all}`)
}

test('Ctrl-C keeps the accounts as they are, lets the folder go and leaves no process', async () => {
  const { process: child, state, ended, stderr } = await rehearsing()
  await once(child.stdout as NodeJS.ReadableStream, 'data')

  child.kill('SIGINT')

  expect(await ended).toBe(130)
  expect(stderr()).toMatch(/^fairway: the rehearsal was interrupted\n[^\n]+\n$/)
  expect(await readdir(state)).not.toContain('lock')
  const folder = await openStateFolder(state, 'fargate')
  folder.release()
  expect(folder.saved).toBeDefined()
})

test('a reader that goes away ends it without a stack trace', async () => {
  const { process: child, ended, stderr } = await rehearsing()

  await said(child, 'release')
  child.stdout?.destroy()

  expect(await ended).toBe(141)
  expect(stderr()).not.toContain(' at ')
})

test('one folder is for one rehearsal at a time; the lock of a dead one counts for nothing', async () => {
  const first = await rehearsing()
  await once(first.process.stdout as NodeJS.ReadableStream, 'data')

  await expect(openStateFolder(first.state, 'fargate')).rejects.toMatchObject({ code: 'state-in-use' })
  first.process.kill('SIGKILL')
  await first.ended

  const folder = await openStateFolder(first.state, 'fargate')
  folder.release()
  expect(await readdir(first.state)).not.toContain('lock')
})
