/**
 * `npm run bench`: measures, in one run, what a user pays: the cold start of each action (process start to first AWS
 * request) against bare `node -e 0`, the size of dist/, and the wall time of a rehearsal. Fails over the budgets.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parse } from 'yaml'
import { sealManifest } from '#core/release/manifest.ts'

const root = join(import.meta.dirname, '..')
const runs = 11
const budgets = { distBytes: 6_000_000, gzippedBytes: 1_300_000, coldStartMs: 150 }
const over: string[] = []

print(`${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.versions.node}, median of ${runs}`)
await measureDist()
await measureColdStarts()
await measureRehearsal()
if (over.length > 0) {
  print(`\nOver budget: ${over.join('; ')}`)
  process.exitCode = 1
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

async function measureDist(): Promise<void> {
  const names = await readdir(join(root, 'dist'))
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(root, 'dist', name))).size))
  const raw = sizes.reduce((sum, size) => sum + size, 0)
  const tar = spawnSync('tar', ['-c', 'dist'], { cwd: root, maxBuffer: 64 * 1024 * 1024 })
  const gzipped = tar.status === 0 ? gzipSync(tar.stdout).length : await gzipEach(names)
  print(
    `\ndist/: ${raw} bytes raw (budget ${budgets.distBytes}), ${gzipped} bytes as a gzipped archive (budget ${budgets.gzippedBytes})`,
  )
  if (raw > budgets.distBytes) over.push(`dist/ is ${raw} bytes`)
  if (gzipped > budgets.gzippedBytes) over.push(`dist/ is ${gzipped} bytes gzipped`)
}

async function gzipEach(names: readonly string[]): Promise<number> {
  const files = await Promise.all(names.map((name) => readFile(join(root, 'dist', name))))
  return gzipSync(Buffer.concat(files)).length
}

interface ColdStart {
  action: string
  /** Which service gets the first request; only AWS's counts against the budget. */
  first: 'AWS' | 'GitHub'
  inputs: Record<string, string>
}

/** Bare Node is measured in turn with each action, so that a change of the machine's load falls on both. */
async function measureColdStarts(): Promise<void> {
  print('\nCold start, from the start of the process to the first request:')
  for (const start of coldStarts()) {
    const inputs = { ...(await defaultsOf(start.action)), ...start.inputs }
    const bare: number[] = []
    const taken: number[] = []
    for (let run = 0; run < runs; run++) {
      bare.push(await timeOfBareNode())
      taken.push(await timeToFirstRequest(start.action, inputs))
    }
    const more = median(taken) - median(bare)
    const name = `${start.action}${'environment' in start.inputs ? ' (environment)' : ''}`
    const budget = start.first === 'AWS' ? `budget ${budgets.coldStartMs}` : 'no budget, it starts without AWS'
    print(
      `${name.padEnd(30)} ${median(taken).toFixed(0).padStart(4)} ms to ${start.first}, ${more.toFixed(0)} ms more than the ${median(bare).toFixed(0)} ms of bare node (${budget})`,
    )
    if (start.first === 'AWS' && more > budgets.coldStartMs)
      over.push(`${name} starts ${more.toFixed(0)} ms after bare node`)
  }
}

async function timeOfBareNode(): Promise<number> {
  const start = performance.now()
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'close')
  return performance.now() - start
}

/** Throws with what the action said if it ends before it makes a request. */
async function timeToFirstRequest(action: string, inputs: Record<string, string>): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const temp = await mkdtemp(join(tmpdir(), 'bench-'))
  await writeFile(join(temp, 'event.json'), '{}')
  // Defaults are among the inputs: what has no environment has it empty.
  const workspace = inputs.environment ? root : temp
  await writeFile(join(temp, 'template.yml'), 'Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n')
  await mkdir(join(temp, 'migrations'))
  await writeFile(join(temp, 'migrations', '0001_first.sql'), 'create table first (id int);\n')
  const start = performance.now()
  const child = spawn(process.execPath, [join(root, 'actions', action, 'index.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      AWS_ENDPOINT_URL: url,
      GITHUB_API_URL: url,
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      AWS_REGION: 'us-west-1',
      RUNNER_TEMP: temp,
      GITHUB_WORKSPACE: workspace,
      GITHUB_REPOSITORY: 'example-org/fargate',
      GITHUB_SHA: '0'.repeat(40),
      GITHUB_EVENT_PATH: join(temp, 'event.json'),
      GITHUB_RUN_ID: '1',
    },
  })
  const said: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => said.push(part))
  const ended = once(child, 'close')
  const first = await Promise.race([
    once(server, 'request').then(() => 'request'),
    ended.then(([code]) => `exit code ${code}`),
  ])
  const taken = performance.now() - start
  child.kill('SIGKILL')
  await ended
  server.closeAllConnections()
  server.close()
  await rm(temp, { recursive: true, force: true })
  if (first === 'request') return taken
  throw new Error(`${action} ended (${first}) before it made a request:\n${Buffer.concat(said)}`)
}

function coldStarts(): ColdStart[] {
  const manifest = JSON.stringify(
    sealManifest({
      schema: 1,
      system: 'fargate',
      commit: '0'.repeat(40),
      images: {},
      bundles: {},
      sites: {},
      migrations: {},
      templates: {},
    }),
  )
  const target = { environment: 'dev', manifest, 'config-directory': 'environments' }
  const github = { ...target, 'github-token': 'bench' }
  const region = { region: 'us-west-1' }
  const image = 'backend=111122223333.dkr.ecr.us-west-1.amazonaws.com/backend:v1'
  const digest = `sha256:${'1'.repeat(64)}`
  const database = { host: '127.0.0.1', database: 'd', 'secret-id': 'secret', directory: 'migrations' }
  return [
    aws('create-release', { images: image, commit: '0'.repeat(40), system: 'bench' }),
    aws('deploy-stacks', { name: 'stack', template: 'template.yml', ...region }),
    aws('deploy-stacks', target),
    aws('deploy-ecs', { cluster: 'c', service: 's', images: `app=registry/app@${digest}`, ...region }),
    aws('deploy-ecs', target),
    aws('db-migrate', { ...database, ...region }),
    aws('db-migrate', target),
    aws('invalidate-cdn', { 'distribution-id': 'E1', paths: '/*', ...region }),
    aws('invalidate-cdn', target),
    aws('verify', { alarms: 'alarm', ...region }),
    aws('verify', target),
    aws('plan', { ...target, environments: 'dev', comment: 'false', 'github-token': '' }),
    gitHub('preflight', { ...github, task: 'deploy', 'lift-hold': 'false', supersede: 'true' }),
    gitHub('record', { ...github, status: 'success', task: 'deploy' }),
    gitHub('rollback', { ...github, release: 'last-verified', apply: 'false' }),
  ]
}

function aws(action: string, inputs: Record<string, string>): ColdStart {
  return { action, first: 'AWS', inputs }
}

function gitHub(action: string, inputs: Record<string, string>): ColdStart {
  return { action, first: 'GitHub', inputs }
}

/** Defaults of action.yml, which the runner fills in. */
async function defaultsOf(action: string): Promise<Record<string, string>> {
  const { inputs = {} } = parse(await readFile(join(root, 'actions', action, 'action.yml'), 'utf8')) as {
    inputs?: Record<string, { default?: string }>
  }
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, String(input.default ?? '')]))
}

async function measureRehearsal(): Promise<void> {
  const report = join(await mkdtemp(join(tmpdir(), 'bench-')), 'report.html')
  const start = performance.now()
  const { status, stdout } = spawnSync(process.execPath, ['bin/fairway.js', 'rehearse', '--json', '--report', report], {
    cwd: root,
    encoding: 'utf8',
  })
  const seconds = (performance.now() - start) / 1000
  if (status !== 0) throw new Error(`the rehearsal ended with ${status}`)
  const { virtualSeconds, awsCalls } = JSON.parse(stdout) as { virtualSeconds: number; awsCalls: number }
  print(
    `\nrehearsal: ${seconds.toFixed(1)} s of wall time for ${virtualSeconds} virtual seconds and ${awsCalls} AWS requests`,
  )
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
