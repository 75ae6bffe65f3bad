import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Manifest } from '#core/release/manifest.ts'
import { main } from './main.ts'
import { openSystem, plainInputs, type TestSystem } from './testing.ts'

let system: TestSystem
let manifest: Manifest

beforeAll(async () => {
  system = await openSystem()
  await system.bootstrap('dev')
  manifest = await system.release()
}, 120_000)

afterAll(async () => await system[Symbol.asyncDispose]())

function operationsSince(start: number): string[] {
  return system.aws.calls.slice(start).map(({ operation }) => operation)
}

/** Edits a file for one story and puts it back. */
async function edited<T>(file: string, edit: (text: string) => string, story: () => Promise<T>): Promise<T> {
  const path = join(system.workspace, file)
  const text = await readFile(path, 'utf8')
  await writeFile(path, edit(text))
  try {
    return await story()
  } finally {
    await writeFile(path, text)
  }
}

test('all stacks of an empty account in the order of their needs; the second run changes nothing', async () => {
  const first = await system.deploy('dev', manifest)
  const start = system.aws.calls.length
  const second = await system.deploy('dev', manifest)
  const sent = operationsSince(start)

  expect(first.outputs.outcome).toBe('succeeded')
  expect(Object.keys(JSON.parse(first.outputs['stack-id'] ?? ''))).toHaveLength(8)
  const results = JSON.parse(second.outputs.results ?? '') as { outcome: string }[]
  expect(results.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 8 }, () => 'unchanged'))
  for (const operation of ['ExecuteChangeSet', 'UpdateService', 'RegisterTaskDefinition'])
    expect(sent).not.toContain(operation)
  expect(sent.length).toBeLessThanOrEqual(8 * 12)
})

test.each<[string, string, (text: string) => string, RegExp]>([
  [
    'a parameter that the template does not have',
    'environments/dev.yml',
    (text) => text.replace('parameters: {', 'parameters: { Colour: red,'),
    /^environments\/dev\.yml:\d+: .*"Colour", which .* does not declare; legal are /,
  ],
  [
    'a value that is not allowed',
    'environments/dev.yml',
    (text) => text.replace('components:', 'components:\n  network: { parameters: { NatGateways: many } }'),
    /^environments\/dev\.yml:\d+: network: parameter "NatGateways": "many" is not allowed; legal are none, single, zonal/,
  ],
  [
    'bytes that were not released',
    'cloudformation/edge.yml',
    (text) => `${text}# edited\n`,
    /edge\.yml is not what release r-[0-9a-f]{12} was created from/,
  ],
])('%s: named before any stack is touched', async (_, file, edit, message) => {
  const start = system.aws.calls.length

  const refused = edited(file, edit, async () => await system.deploy('dev', manifest))

  await expect(refused).rejects.toThrow(message)
  expect(operationsSince(start).filter((operation) => /Stack|ChangeSet/.test(operation))).toEqual([])
})

test('a stack that fails stops those that need it, and is annotated at the line of the resource', async () => {
  const broken = (text: string) =>
    `${text.trimEnd()}\n`.replace(
      /^Resources:$/m,
      `Resources:\n  Clash:\n    Type: AWS::SSM::Parameter\n    Properties: { Name: !Sub '/\${System}/\${Environment}/network/vpc-id', Type: String, Value: x }`,
    )
  const job = await edited(
    'cloudformation/observability.yml',
    broken,
    async () => await system.deploy('dev', await system.release()),
  )

  expect(job.red).toBe(true)
  expect(job.outputs.outcome).toBe('rolled-back')
  const results = JSON.parse(job.outputs.results ?? '') as {
    component: string
    outcome: string
    detail: string
    location?: object
  }[]
  const failed = results.find(({ component }) => component === 'observability')
  expect(failed).toMatchObject({ outcome: 'rolled-back', detail: expect.stringMatching(/^Clash: /) })
  expect(failed?.location).toMatchObject({ file: 'cloudformation/observability.yml', line: expect.any(Number) })
  expect(results.find(({ component }) => component === 'compute')).toMatchObject({ outcome: 'stopped' })
})

test('plain inputs: planned for review only, then deployed, with outputs', async () => {
  const body =
    'Parameters: { Value: { Type: String } }\nResources: { P: { Type: AWS::SSM::Parameter, Properties: { Type: String, Value: !Ref Value } } }\nOutputs: { Name: { Value: !Ref P } }\n'
  await appendFile(join(system.workspace, 'plain.yml'), body)
  const inputs = plainInputs({
    name: 'plain',
    template: 'plain.yml',
    region: 'us-west-1',
    'parameter-overrides': 'Value=1',
    'termination-protection': 'true',
  })
  const { accessKeyId, secretAccessKey } = system.aws.administrator('111122223333', 'us-west-1')
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey })

  const planned = system.host({ ...inputs, 'no-execute-changeset': '1' }, { idToken: false })
  await main(planned)
  const deployed = system.host(inputs, { idToken: false })
  await main(deployed)

  expect(planned.outputs['change-set-id']).toMatch(/^arn:aws:cloudformation:.*changeSet\/fairway-/)
  expect(planned.outputs).toMatchObject({ outcome: 'succeeded', outputs: '{}' })
  expect(deployed.outputs.outcome).toBe('succeeded')
  expect(Object.keys(JSON.parse(deployed.outputs.outputs ?? ''))).toEqual(['Name'])
  expect(operationsSince(0)).toContain('UpdateTerminationProtection')
})
