/** What a stranger gets wrong: one clear message with the place and what is legal, and nothing changed in any account. */
import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { PerformOptions } from '../cli/rehearse/perform.ts'
import type { Stage } from '../cli/rehearse/stage.ts'
import { defaultSystem, deploy, discard, edit, performed, stageOf, temporaryState, toolkit } from './support.ts'

let directory: string
let stage: Stage | undefined
const folders: string[] = []
beforeAll(async () => {
  directory = await defaultSystem()
})
afterEach(async () => {
  await stage?.close()
  stage = undefined
  await discard(directory)
  directory = await defaultSystem()
})
afterAll(async () => discard(directory, ...folders))

const inFolder = (name: string) => join(directory, 'environments', name)

interface Answer {
  exitCode: number
  stdout: string
  stderr: string
}

async function fairway(...parameters: string[]): Promise<Answer> {
  const command = [join(toolkit, 'bin', 'fairway.js'), ...parameters]
  return await promisify(execFile)(process.execPath, command, { cwd: directory }).then(
    ({ stdout, stderr }) => ({ exitCode: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({ ...error, exitCode: error.code }),
  )
}

interface Complaint {
  error: { code: string; message: string; cure?: string; file?: string; line?: number }
}

/** One document on stdout, nothing else anywhere. */
function complaintOf({ exitCode, stdout, stderr }: Answer): Complaint['error'] & { exitCode: number } {
  expect(stderr).toBe('')
  return { exitCode, ...(JSON.parse(stdout) as Complaint).error }
}

interface Mistake {
  what: string
  make: () => Promise<unknown>
  says: RegExp
  file: string
  line: number
}

const dev = (from: string, to: string) => () => edit(inFolder('dev.yml'), (text) => text.replace(from, to))
const system = (from: string | RegExp, to: string) => () =>
  edit(inFolder('system.yml'), (text) => text.replace(from, to))

test.each<Mistake>([
  {
    what: 'a missing key',
    make: dev('region: us-west-1\n', ''),
    says: /`region` is missing \(string expected\)/,
    file: 'environments/dev.yml',
    line: 1,
  },
  {
    what: 'a misspelt key',
    make: dev('components:', 'component:'),
    says: /unknown key `component`; legal are account, region, roles, url, gates, tags, components, verify/,
    file: 'environments/dev.yml',
    line: 5,
  },
  {
    what: 'a misspelt key of a component',
    make: dev('strategy:', 'stratgey:'),
    says: /`components\.backend` has the unknown key `stratgey`; legal are .*strategy/,
    file: 'environments/dev.yml',
    line: 9,
  },
  {
    what: 'a value that is not legal',
    make: dev('all-at-once', 'sideways'),
    says: /`components\.backend\.strategy` is "sideways"; legal are all-at-once, rolling/,
    file: 'environments/dev.yml',
    line: 9,
  },
  {
    what: 'an account id without quotes',
    make: dev('"111122223333"', '111122223333'),
    says: /`account` is 111122223333, but has to be a string/,
    file: 'environments/dev.yml',
    line: 3,
  },
  {
    what: 'a component that the system does not have',
    make: dev('  backend:', '  frontend:'),
    says: /no component "frontend" in environments\/system\.yml; legal are network, .*backend, cdn/,
    file: 'environments/dev.yml',
    line: 8,
  },
  {
    what: 'an empty file',
    make: () => writeFile(inFolder('dev.yml'), ''),
    says: /the file is empty \(object expected\)/,
    file: 'environments/dev.yml',
    line: 1,
  },
  {
    what: 'YAML that is none',
    make: dev('region: us-west-1', 'region: [us-west-1'),
    says: /^environments\/dev\.yml:\d+: not valid YAML: [^\n]*[^:\n]$/,
    file: 'environments/dev.yml',
    line: 5,
  },
  {
    what: 'an environment without its file',
    make: () => rm(inFolder('uat.yml')),
    says: /environments\/uat\.yml does not exist; environments\/ holds dev\.yml/,
    file: 'environments/uat.yml',
    line: 0,
  },
  {
    what: 'an unknown need',
    make: system('needs: [network]', 'needs: [net]'),
    says: /"security" needs "net", which is not there; legal are network/,
    file: 'environments/system.yml',
    line: 27,
  },
])('$what stops the command before anything is there', async ({ make, says, file, line }) => {
  await make()

  const complaint = complaintOf(await fairway('rehearse', '--json', '--state', join(directory, 'state')))

  expect(complaint).toMatchObject({ exitCode: 1, file, message: expect.stringMatching(says) })
  if (line > 0) expect(complaint.line).toBe(line)
  await expect(readFile(join(directory, 'state', 'account.json'))).rejects.toMatchObject({ code: 'ENOENT' })
})

test.each([
  {
    command: ['rehearse', '--until', 'live'],
    exitCode: 1,
    says: /no environment "live".*legal are dev, qa, uat, prod/,
  },
  { command: ['rollback', 'live', '--state', 'state'], exitCode: 1, says: /no environment "live".*legal are dev, qa/ },
  { command: ['rehearse', '--fail', 'live:red-alarm'], exitCode: 1, says: /no environment "live".*legal are dev, qa/ },
  { command: ['rehearse', '--fail', 'red-alarm'], exitCode: 2, says: /--fail takes ENV:FAULT/ },
  { command: ['rehearse', '--fail', 'dev:rain'], exitCode: 2, says: /no fault "rain"; legal are unhealthy-tasks/ },
  {
    command: ['rehearse', '--fail', 'dev:killed-runner,call=x'],
    exitCode: 2,
    says: /option call of .* is not legal: "x"/,
  },
  { command: ['rehearse', '--untill', 'dev'], exitCode: 2, says: /Unknown option '--untill'/ },
  { command: ['rehearse', '--state', ''], exitCode: 2, says: /--state is given without a value/ },
  { command: ['rehearse', 'nowhere'], exitCode: 1, says: /the folder .*nowhere does not exist/ },
  {
    command: ['rehearse', '--state', 'environments'],
    exitCode: 1,
    says: /holds other files .* no state of a rehearsal/,
  },
  {
    command: ['rehearse', '--state', 'environments/dev.yml'],
    exitCode: 1,
    says: /cannot be the folder .* it is a file/,
  },
  {
    command: ['rehearse', '--report', 'environments'],
    exitCode: 1,
    says: /report cannot be written to .*environments/,
  },
  { command: ['help', 'deploy'], exitCode: 2, says: /no command "deploy"; legal are rehearse, plan, rollback, help/ },
])('fairway $command answers $exitCode and says what is legal', async ({ command, exitCode, says }) => {
  const answer = await fairway(...command, '--json')

  expect(complaintOf(answer)).toMatchObject({ exitCode, message: expect.stringMatching(says) })
})

async function stateWith(files: Record<string, string>): Promise<string> {
  const state = await temporaryState()
  folders.push(state)
  for (const [name, text] of Object.entries(files)) await writeFile(join(state, name), text)
  return state
}

test.each([
  { what: 'of another system', files: { 'rehearsal.json': '{"system":"other"}' }, says: /is of the system other/ },
  { what: 'cut off', files: { 'account.json': '{"format":1', 'github.json': '{}' }, says: /account\.json is not JSON/ },
  { what: 'half there', files: { 'account.json': '{"format":1}' }, says: /github\.json is missing/ },
  { what: 'in use', files: { lock: `${process.ppid}\n` }, says: /in use by another rehearsal \(process \d+\)/ },
])('a state that is $what is refused, and left as it is', async ({ files, says }) => {
  const state = await stateWith(files)

  const complaint = complaintOf(await fairway('rehearse', '--json', '--state', state))

  expect(complaint).toMatchObject({ exitCode: 1, message: expect.stringMatching(says) })
  for (const [name, text] of Object.entries(files)) expect(await readFile(join(state, name), 'utf8')).toBe(text)
})

/** Sessions are opened and things are read before a mistake in what is there can be found. */
const reading = /^(Describe|Get|List|Head|AssumeRole|BatchGet|ValidateTemplate|BatchCheck)/

function changes(on: Stage): string[] {
  return on.aws.calls.map(({ operation }) => operation).filter((operation) => !reading.test(operation))
}

interface Refusal {
  what: string
  make: () => Promise<unknown>
  says: RegExp
  file?: string
  line?: number
}

test.each<Refusal>([
  {
    what: 'an image by a tag that nobody resolves',
    make: system(/podinfo:6\.11\.2@\S+/, 'podinfo:latest'),
    says: /the image "backend" \(ghcr\.io\/stefanprodan\/podinfo:latest\) can't be released[\s\S]*Legal are a reference by digest/,
    file: 'environments/system.yml',
    line: 8,
  },
  {
    what: 'an image that is no reference',
    make: system(/ghcr\.io\/stefanprodan\/podinfo:6\.11\.2@\S+/, 'Some Image'),
    says: /the image "backend" \(Some Image\) can't be released: it is not an image reference/,
    file: 'environments/system.yml',
    line: 8,
  },
  {
    what: 'a template that is not there',
    make: system('fairway:artifacts.yml', 'templates/none.yml'),
    says: /component "artifacts": templates\/none\.yml does not exist/,
    file: 'environments/system.yml',
    line: 34,
  },
  {
    what: 'a template that does not come with Fairway',
    make: system('fairway:artifacts.yml', 'fairway:artefacts.yml'),
    says: /fairway:artefacts\.yml is not a template that comes with Fairway; legal are .*fairway:artifacts\.yml/,
    file: 'environments/system.yml',
    line: 34,
  },
  {
    what: 'a template that does not parse',
    async make() {
      await system('fairway:artifacts.yml', 'templates/broken.yml')()
      await mkdir(join(directory, 'templates'))
      await writeFile(join(directory, 'templates', 'broken.yml'), 'Resources:\n  Bucket:\n    Type: [\n')
    },
    says: /templates\/broken\.yml:4: not valid YAML/,
    file: 'templates/broken.yml',
    line: 4,
  },
  {
    what: 'a parameter that the template does not declare',
    make: dev('BackupRetentionDays', 'BackupDays'),
    says: /database has the parameter "BackupDays", which fairway:data-sql\.yml does not declare; legal are .*BackupRetentionDays/,
    file: 'environments/dev.yml',
    line: 7,
  },
  {
    what: 'a role that does not exist',
    make: dev('components:', 'roles: { plan: "arn:aws:iam::111122223333:role/nobody" }\ncomponents:'),
    says: /did not let this job assume arn:aws:iam::111122223333:role\/nobody[\s\S]*trust policy/,
  },
  {
    what: 'a role of another environment, which this one may not assume',
    make: dev('components:', 'roles: { plan: "arn:aws:iam::222233334444:role/fargate-qa-deploy" }\ncomponents:'),
    says: /did not let this job assume arn:aws:iam::222233334444:role\/fargate-qa-deploy/,
  },
  {
    what: 'a role of another account, which it may assume',
    make: dev('components:', 'roles: { plan: "arn:aws:iam::222233334444:role/fargate-qa-plan" }\ncomponents:'),
    says: /the credentials are of account 222233334444 .* but this environment is in account 111122223333/,
  },
])('$what stops the run in one place, and nothing is changed', async ({ make, says, file, line }) => {
  await make()
  stage = await stageOf({ directory })

  const { result, conclusion } = await deploy(stage, { until: 'dev' })

  expect(conclusion).toBe('failure')
  expect(result.problems.map(({ message }) => message)).toEqual([expect.stringMatching(says)])
  if (file !== undefined) expect(result.problems[0]).toMatchObject({ file, line })
  expect(changes(stage)).toEqual([])
})

test('an endpoint where nobody answers is named, with the settings to look at', async () => {
  stage = await stageOf({ directory })
  stage.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:9'

  const { result } = await deploy(stage, { until: 'dev' })

  expect(result.problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(/ECONNREFUSED 127\.0\.0\.1:9[\s\S]*AWS_ENDPOINT_URL/),
  ])
  expect(stage.aws.calls).toEqual([])
})

test('credentials that have expired end the job with one message, and nothing is changed', async () => {
  stage = await stageOf({
    directory,
    faults: [{ environment: 'dev', name: 'expired-token', options: { call: '1', role: 'plan' } }],
  })

  const { result } = await deploy(stage, { until: 'dev' })

  expect(result.environments[0]?.outcome).toBe('refused')
  expect(result.problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(/the AWS credentials expired while [\s\S]*Run the job again with new credentials/),
  ])
  expect(changes(stage)).toEqual([])
})

const workflow = (environment: string, manifest: string) => `name: Deploy by hand
on: workflow_dispatch
permissions: { id-token: write, contents: read }
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@1af3b93b6815bc44a9784bd300feb67ff0d1eeb3
      - uses: OWNER/fairway/actions/deploy-ecs@v1
        with:
          environment: ${environment}
          manifest: '${manifest}'
`

test.each([
  {
    what: 'an unknown environment',
    environment: 'live',
    manifest: {},
    says: /no environment "live" in the pipeline of environments\/system\.yml; legal are dev, qa, uat, prod/,
  },
  { what: 'a manifest that is none', environment: 'dev', manifest: {}, says: /`manifest` is not a release manifest/ },
])('an action that is given $what says so, and opens no session', async ({ environment, manifest, says }) => {
  await writeFile(
    join(directory, '.github', 'workflows', 'by-hand.yml'),
    workflow(environment, JSON.stringify(manifest)),
  )
  stage = await stageOf({ directory })

  const { result } = await byHand(stage)

  expect(result.problems.map(({ message }) => message)).toEqual([expect.stringMatching(says)])
  expect(stage.aws.calls).toEqual([])
})

test('a release of another system is refused by its name', async () => {
  await dev('components:', 'roles: { plan: "arn:aws:iam::111122223333:role/nobody" }\ncomponents:')()
  stage = await stageOf({ directory })
  const released = await deploy(stage, { until: 'dev' })
  await stage.close()
  await writeFile(join(directory, '.github', 'workflows', 'by-hand.yml'), workflow('dev', manifestOf(released)))
  await system('system: fargate', 'system: parcels')()
  stage = await stageOf({ directory })

  const { result } = await byHand(stage)

  expect(result.problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(/release r-\w+ is of system "fargate", but the configuration here is of "parcels"/),
  ])
  expect(stage.aws.calls).toEqual([])
})

function manifestOf({ jobs }: { jobs: readonly { outputs: Record<string, string> }[] }): string {
  return jobs.flatMap(({ outputs }) => outputs.manifest ?? [])[0] ?? ''
}

async function byHand(on: Stage) {
  const event: PerformOptions['event'] = {
    name: 'workflow_dispatch',
    ref: 'refs/heads/main',
    actor: 'somebody',
    payload: {},
  }
  return await performed(on, { workflow: '.github/workflows/by-hand.yml', event })
}
