import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { componentsOf } from './components-of.ts'
import { loadEnvironment } from './load.ts'

const system = `system: shop
pipeline: [dev, prod]
images:
  web: registry.example/web@sha256:${'1'.repeat(64)}
components:
  network:
    type: stack
    template: fairway:network.yml
    parameters: { VpcCidr: 10.0.0.0/16, Zones: 2 }
  web:
    type: ecs
    needs: [network]
    cluster: \${ssm:compute/cluster}
    service: \${system}-\${environment}-web
    containers: { web: web }
`
const dev = `account: "111122223333"
region: eu-central-1
components:
  network:
    parameters: { Zones: 3 }
`

async function load(files: { system?: string; dev?: string }, name = 'dev') {
  const workspace = await mkdtemp(join(tmpdir(), 'config-'))
  await mkdir(join(workspace, 'environments'))
  await writeFile(join(workspace, 'environments', 'system.yml'), files.system ?? system)
  await writeFile(join(workspace, 'environments', 'dev.yml'), files.dev ?? dev)
  return await loadEnvironment({ workspace, directory: 'environments' }, name)
}

test('an environment is laid over the system, key by key, and facts are filled in', async () => {
  const environment = await load({})

  expect(environment.components.network).toMatchObject({ parameters: { VpcCidr: '10.0.0.0/16', Zones: 3 } })
  expect(componentsOf(environment, 'ecs')).toMatchObject([
    ['web', { service: 'shop-dev-web', cluster: '${ssm:compute/cluster}' }],
  ])
  expect(environment.roles.deploy).toBe('arn:aws:iam::111122223333:role/shop-dev-deploy')
  expect(environment.previous).toBeUndefined()
})

const cases: [string, { system?: string; dev?: string }, RegExp][] = [
  [
    'a misspelt key',
    { system: system.replace('pipeline:', 'pipelines:') },
    /system\.yml:2: the file has the unknown key `pipelines`; legal are system, pipeline, /,
  ],
  ['a missing key', { dev: dev.replace('account: "111122223333"\n', '') }, /dev\.yml:1: `account` is missing/],
  [
    'an account that is a number',
    { dev: dev.replace('"111122223333"', '111122223333') },
    /dev\.yml:1: `account` is 111122223333, but has to be a string/,
  ],
  [
    'an unknown type',
    { system: system.replace('type: ecs', 'type: pod') },
    /system\.yml:11: `components\.web\.type` is not legal here; legal are stack, migration, ecs, cdn/,
  ],
  [
    'an unknown need',
    { system: system.replace('needs: [network]', 'needs: [net]') },
    /system\.yml:12: component "web" needs "net", which is not there; legal are network, web/,
  ],
  [
    'needs in a circle',
    { system: system.replace('template:', 'needs: [web]\n    template:') },
    /components need each other in a circle: network → web → network/,
  ],
  [
    'an unknown image',
    { system: system.replace('{ web: web }', '{ web: api }') },
    /system\.yml:15: container "web" runs the image "api", .* legal are web/,
  ],
  [
    'an unknown component',
    { dev: dev.replace('network:', 'netwrok:') },
    /dev\.yml:4: there is no component "netwrok" in environments\/system\.yml; legal are network, web/,
  ],
  [
    'a misspelt key in an overlay',
    { dev: dev.replace('parameters:', 'parameter:') },
    /dev\.yml:5: `components\.network` has the unknown key `parameter`; legal are type, template, /,
  ],
  [
    'an unknown placeholder',
    { system: system.replace('${system}-', '${sytem}-') },
    /system\.yml:14: \$\{sytem\} is not known; legal are \$\{system\}, /,
  ],
  ['YAML that is none', { system: 'system: [' }, /system\.yml:1: not valid YAML/],
]

test.each(cases)('%s is named with file, line and what is legal', async (_, files, message) => {
  await expect(load(files)).rejects.toThrow(message)
})

test('an unknown environment names those that are there', async () => {
  await expect(load({}, 'qa')).rejects.toThrow(
    'there is no environment "qa" in the pipeline of environments/system.yml; legal are dev, prod',
  )
})

test('a missing file names what is in the folder', async () => {
  await expect(load({}, 'prod')).rejects.toThrow(
    'environments/prod.yml does not exist; environments/ holds dev.yml, system.yml',
  )
})
