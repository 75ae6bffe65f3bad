import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ActionHost } from '#core/action/host.ts'
import { openEcsTest } from '#core/ecs/testing.ts'
import { sealManifest } from '#core/release/manifest.ts'
import type { RolloutResult } from '#core/rollout/outcome.ts'
import { testImage } from '#rehearsal/aws/ecs/testing.ts'
import { main } from './main.ts'

type World = Awaited<ReturnType<typeof openEcsTest>>

/** The inputs of action.yml that have a default. */
const defaults = { 'config-directory': 'environments', 'force-new-deployment': 'false' }
const plain = { cluster: 'test', service: 'backend', region: 'us-west-1' }

async function run(world: World, inputs: Record<string, string>, files: Record<string, string> = {}) {
  const { credentials } = world.account.config
  process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId
  process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey
  process.env.AWS_SESSION_TOKEN = credentials.sessionToken
  const workspace = await mkdtemp(join(tmpdir(), 'deploy-ecs-'))
  await mkdir(join(workspace, 'environments'))
  for (const [name, content] of Object.entries(files)) await writeFile(join(workspace, name), content)
  const given: Record<string, string> = { ...defaults, ...inputs }
  const outputs: Record<string, string> = {}
  const summaries: string[] = []
  let failed = false
  const { clock, signal, journal, report } = world.context
  const host: ActionHost = {
    ...{ clock, signal, journal, report, workspace, toolkit: workspace, idToken: undefined },
    input: (name) => given[name] ?? '',
    setOutput: (name, value) => {
      outputs[name] = value
    },
    summarize: async (markdown) => void summaries.push(markdown),
    fail: () => {
      failed = true
    },
    mask: () => undefined,
    github: {
      ...{ repository: 'example-org/app', sha: '', ref: '', actor: '', eventName: '', runId: 1, runAttempt: 1 },
      ...{ serverUrl: '', apiUrl: '', event: {} },
    },
  }
  await main(host)
  return {
    outputs,
    summary: summaries.join('\n'),
    failed,
    results: JSON.parse(outputs.results ?? '[]') as RolloutResult[],
  }
}

test('plain: an image by digest', async () => {
  await using world = await openEcsTest()

  const { outputs, failed, summary } = await run(world, { ...plain, images: `backend=${testImage(2)}` })

  expect(failed).toBe(false)
  expect(outputs.outcome).toBe('succeeded')
  expect(outputs['service-deployment-arn']).toContain(':service-deployment/test/backend/')
  expect(outputs['task-definition-arn']).toMatch(/test-backend:2$/)
  expect(JSON.parse(outputs.digests ?? '')).toEqual({ backend: testImage(2).split('@')[1] })
  expect(summary).toContain('111111111111 → 222222222222')
})

test('plain: a task definition from a YAML file', async () => {
  await using world = await openEcsTest()
  const definition = structuredClone(world.service.taskDefinition)
  definition.containerDefinitions[0].environment = [{ name: 'MODE', value: 'fast' }]

  const { outputs } = await run(
    world,
    { ...plain, 'task-definition': 'task.yml', strategy: 'all-at-once' },
    { 'task.yml': JSON.stringify(definition) },
  )

  expect(outputs).toMatchObject({ outcome: 'succeeded' })
})

test('a rolled back service is red, with one annotation that names container, exit code and next step', async () => {
  await using world = await openEcsTest({ faults: [{ environment: 'dev', name: 'crash-loop', options: {} }] })

  const { outputs, failed, summary } = await run(world, { ...plain, images: `backend=${testImage(2)}` })

  const annotations = world.report.lines.filter((line) => line.startsWith('error: '))
  expect([outputs.outcome, failed, annotations.length]).toEqual(['rolled-back', true, 1])
  expect(annotations[0]).toMatch(/backend: exit code 1; .*exits with code 1.*Read its last log lines/s)
  expect(summary).toContain('DATABASE_POOL_SIZE')
})

const environmentFiles = {
  'environments/system.yml': `
system: shop
pipeline: [dev]
images: { backend: ${testImage(2)} }
components:
  backend: { type: ecs, cluster: test, service: backend, containers: { backend: backend } }
  worker: { type: ecs, needs: [backend], cluster: test, service: worker, containers: { backend: backend } }
`,
  'environments/dev.yml': 'account: "111122223333"\nregion: us-west-1\n',
}

const manifest = JSON.stringify(
  sealManifest({
    schema: 1,
    system: 'shop',
    commit: '0'.repeat(40),
    images: { backend: { reference: testImage(2), digest: testImage(2).split('@')[1] ?? '', source: testImage(2) } },
    ...{ bundles: {}, sites: {}, migrations: {}, templates: {} },
  }),
)

test('with an environment: all its services in order; one that cannot be deployed is red beside those that were', async () => {
  await using world = await openEcsTest()

  const { outputs, failed, results } = await run(world, { environment: 'dev', manifest }, environmentFiles)

  expect(results.map(({ component, outcome }) => [component, outcome])).toEqual([
    ['backend', 'succeeded'],
    ['worker', 'failed'],
  ])
  expect(results[1]?.dossier?.reason).toContain('has no service "worker"; legal are backend')
  expect(Object.keys(JSON.parse(outputs['service-deployment-arn'] ?? ''))).toEqual(['backend'])
  expect(failed).toBe(true)
})

test.each([
  [{}, 'the input "cluster" is missing'],
  [plain, 'nothing is asked for'],
  [{ ...plain, images: 'backend' }, 'each line has to be name=value'],
  [{ ...plain, strategy: 'canary' }, 'the input "strategy" is "canary": legal are all-at-once, rolling'],
  [{ ...plain, 'desired-count': '-1' }, 'the input "desired-count" is "-1": it has to be from 0 to 5000'],
  [{ ...plain, 'task-definition': 'no/such.json' }, 'neither a file of the repository nor a revision'],
  [{ ...plain, environment: 'dev', manifest }, 'is for use without "environment"'],
])('%o is refused: %s', async (inputs, message) => {
  await using world = await openEcsTest()

  await expect(run(world, inputs, environmentFiles)).rejects.toThrow(message)
  expect(world.count('UpdateService')).toBe(0)
})
