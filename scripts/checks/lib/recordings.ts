/** Requests to judge: rehearsals of the default system, one after the other, each with what it sent. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { lastLines, run } from './command.ts'
import { root } from './tools.ts'

export interface Recording {
  name: string
  aws: string
  github: string
}

interface Rehearsal {
  name: string
  /** The accounts that it finds are those that the one before with the same word left. */
  accounts: string
  arguments: string[]
  exitCode: 0 | 1
}

const folder = path.join(root, 'build/recordings')
const olderSystem = path.join(folder, 'older-system')

const toDev = ['--until', 'dev', '--fail']

const rehearsals: Rehearsal[] = [
  { name: 'an older release', accounts: 'a', arguments: ['rehearse', olderSystem], exitCode: 0 },
  { name: 'a release', accounts: 'a', arguments: ['rehearse', root], exitCode: 0 },
  { name: 'the same release again', accounts: 'a', arguments: ['rehearse', root], exitCode: 0 },
  { name: 'a plan', accounts: 'a', arguments: ['plan', olderSystem], exitCode: 0 },
  { name: 'a plan after a push', accounts: 'a', arguments: ['plan', root, '--pull-request', '1'], exitCode: 0 },
  { name: 'a rollback by hand', accounts: 'a', arguments: ['rollback', 'prod'], exitCode: 0 },
  {
    name: 'a cancelled release',
    accounts: 'a',
    arguments: ['rehearse', olderSystem, ...toDev, 'dev:cancelled-run'],
    exitCode: 1,
  },
  {
    name: 'a release that fails',
    accounts: 'b',
    arguments: ['rehearse', root, ...toDev, 'dev:unhealthy-tasks'],
    exitCode: 1,
  },
]

let recorded: Promise<Recording[]> | undefined

/** Rehearses once a run, whoever asks first. @throws where a rehearsal does not end as it should. */
export function recordings(): Promise<Recording[]> {
  recorded ??= record()
  return recorded
}

async function record(): Promise<Recording[]> {
  await rm(folder, { recursive: true, force: true })
  await makeOlderSystem()
  const made: Recording[] = []
  for (const rehearsal of rehearsals) made.push(await rehearse(rehearsal))
  return made
}

async function rehearse({ name, accounts, arguments: given, exitCode }: Rehearsal): Promise<Recording> {
  const state = path.join(folder, `accounts-${accounts}`)
  const program = path.join(root, 'bin/fairway.js')
  const ended = await run(process.execPath, [program, ...given, '--state', state, '--json'], {
    cwd: root,
    timeoutSeconds: 240,
  })
  if (ended.code !== exitCode) {
    throw new Error(`the rehearsal of ${name} ended with ${ended.code}\n${lastLines(ended.stdout + ended.stderr, 40)}`)
  }
  const target = path.join(folder, name.replaceAll(' ', '-'))
  await mkdir(target)
  const recording = {
    name,
    aws: path.join(target, 'aws-requests.jsonl'),
    github: path.join(target, 'github-requests.jsonl'),
  }
  await cp(path.join(state, 'aws-requests.jsonl'), recording.aws)
  await cp(path.join(state, 'github-requests.jsonl'), recording.github)
  return recording
}

/** The default system with the image that its services start with, so that there is a release to go back to. */
async function makeOlderSystem(): Promise<void> {
  await mkdir(olderSystem, { recursive: true })
  await cp(path.join(root, 'environments'), path.join(olderSystem, 'environments'), { recursive: true })
  await cp(path.join(root, 'migrations'), path.join(olderSystem, 'migrations'), { recursive: true })
  await cp(path.join(root, 'environments/workflows'), path.join(olderSystem, '.github/workflows'), { recursive: true })
  const file = path.join(olderSystem, 'environments/system.yml')
  const text = await readFile(file, 'utf8')
  const initial = /InitialImage: (\S+)/.exec(text)?.[1]
  if (initial === undefined) throw new Error(`${file} has no InitialImage`)
  await writeFile(file, text.replace(/^( {2}backend: ).*$/m, `$1${initial}`))
}
