import { execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testHost } from '#core/action/testing.ts'
import { parseManifest } from '#core/release/manifest.ts'
import { fakeClock } from '#core/testing.ts'
import { main } from './main.ts'

const digest = `sha256:${'a1'.repeat(32)}`
let workspace: string

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'fairway-release-'))
})

afterEach(async () => {
  await rm(workspace, { recursive: true, force: true })
})

async function write(files: Record<string, string>): Promise<void> {
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, file)), { recursive: true })
    await writeFile(join(workspace, file), content)
  }
}

const system = `system: shop
pipeline: [dev, prod]
images:
  web: ghcr.io/example-org/web@${digest}
components:
  network: { type: stack, template: templates/network.yml }
  shared: { type: stack, template: fairway:network.yml }
  schema: { type: migration, engine: postgresql, directory: db, host: h, database: d, secret: s }
`
const configured = {
  'environments/system.yml': system,
  'environments/dev.yml': 'account: "111122223333"\nregion: us-west-1\n',
  'environments/prod.yml': 'account: "444455556666"\nregion: us-west-1\n',
  'templates/network.yml': 'Resources: {}\n',
  'db/0001_a.sql': 'SELECT 1;',
  'db/0002_b.contract.sql': 'SELECT 2;',
  'db/README.md': 'about',
}

async function release(inputs: Record<string, string> = {}, sha?: string) {
  const host = testHost('create-release', inputs, {
    clock: fakeClock(),
    workspace,
    ...(sha !== undefined && { github: { sha } }),
  })
  await main(host)
  return { ...host, manifest: parseManifest(host.outputs.manifest ?? '') }
}

function git(...parameters: string[]): string {
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.com']
  return execFileSync('git', [...who, ...parameters], { cwd: workspace })
    .toString()
    .trim()
}

function commit(): string {
  git('init', '--quiet')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'test')
  return git('rev-parse', 'HEAD')
}

test('a release of environments/ has all that its components name, and the same commit gives the same id', async () => {
  await write(configured)
  const sha = commit()

  const first = await release({}, sha)
  const second = await release({}, sha)

  expect(first.outputs).toMatchObject({ system: 'shop', environments: '["dev","prod"]', commit: sha })
  expect(first.manifest).toMatchObject({
    images: { web: { digest } },
    migrations: {
      schema: [
        { id: '0001_a', file: 'db/0001_a.sql', phase: 'expand' },
        { id: '0002_b', file: 'db/0002_b.contract.sql', phase: 'contract' },
      ],
    },
    templates: { network: { file: 'templates/network.yml' }, shared: { file: 'fairway:network.yml' } },
  })
  expect(second.outputs).toEqual(first.outputs)
  expect(first.summaries.join()).toContain('db/0002_b.contract.sql')
})

test('images and the end of the pipeline can be given; another image is another release', async () => {
  await write(configured)
  const other = `ghcr.io/example-org/web@sha256:${'b2'.repeat(32)}`

  const plain = await release()
  const replaced = await release({ images: `web=${other}`, until: 'dev' })

  expect(replaced.outputs.environments).toBe('["dev"]')
  expect(replaced.manifest.images.web?.source).toBe(other)
  expect(replaced.manifest.id).not.toBe(plain.manifest.id)
})

test('without environments/ the inputs name everything', async () => {
  await write({ 'dist/api.zip': 'zip', 'site/index.html': '<p>', 'site/a/b.js': '1', 't.yml': '{}', 'db/1_a.sql': '' })
  const inputs = {
    system: 'shop',
    bundles: 'api=dist/api.zip',
    sites: 'web=site',
    templates: 't=t.yml',
    migrations: 'm=db',
  }

  const { manifest, outputs } = await release(inputs)

  expect(outputs.environments).toBe('[]')
  expect(manifest).toMatchObject({
    system: 'shop',
    bundles: { api: { file: 'dist/api.zip', bytes: 3 } },
    sites: { web: { directory: 'site', files: 2 } },
    templates: { t: { file: 't.yml' } },
    migrations: { m: [{ id: '1_a' }] },
  })
})

test('a site has another digest when a file of the same size changes or moves', async () => {
  const digests: unknown[] = []
  for (const files of [{ 'site/a': '1' }, { 'site/a': '2' }, { 'site/b': '2' }]) {
    await rm(join(workspace, 'site'), { recursive: true, force: true })
    await write(files)
    digests.push((await release({ system: 'shop', sites: 'web=site' })).manifest.sites.web?.sha256)
  }

  expect(new Set(digests).size).toBe(3)
})

const elsewhere = {
  'environments/prod.yml': `${configured['environments/prod.yml']}components: { network: { template: prod.yml } }\n`,
}

test.each<[string, Record<string, string>, Record<string, string>, string]>([
  ['a misspelt key in the last environment', { 'environments/prod.yml': 'acount: "1"\n' }, {}, 'invalid-configuration'],
  ['a template that only one environment has', elsewhere, {}, 'source-differs'],
  ['a folder with something else in it', { 'db/notes.txt': '' }, {}, 'invalid-migration-name'],
  ['two files of one number', { 'db/1_c.sql': '' }, {}, 'invalid-migration-name'],
  ['an image that system.yml does not know', {}, { images: `other=a@${digest}` }, 'unknown-image'],
  ['an environment that is not in the pipeline', {}, { until: 'uat' }, 'unknown-environment'],
  ['migrations that system.yml should name', {}, { migrations: 'm=db' }, 'invalid-input'],
  ['a release of nothing', {}, { system: 'shop' }, 'empty-release'],
  ['a path out of the repository', {}, { system: 'shop', bundles: 'a=../a' }, 'path-outside'],
  ['a file that is not there', {}, { system: 'shop', bundles: 'a=a' }, 'unreadable-content'],
])('%s is refused', async (_, files, inputs, code) => {
  await write({ ...configured, ...files })

  await expect(release(inputs)).rejects.toMatchObject({ fault: 'user', code })
})

test('a manifest that does not fit into an input is refused', async () => {
  const many = Array.from({ length: 700 }, (_, index) => [
    `db/${index + 1}_a_migration_with_a_rather_long_name.sql`,
    '',
  ])
  await write({ ...Object.fromEntries(many) })

  await expect(release({ system: 'shop', migrations: 'm=db' })).rejects.toMatchObject({ code: 'manifest-too-large' })
})

test('what is released has to be what is committed', async () => {
  await write(configured)
  const sha = commit()

  await expect(release()).rejects.toMatchObject({ code: 'wrong-commit' })
  await write({ 'db/0003_c.sql': '', 'templates/network.yml': 'Resources: { A: {} }\n', 'unrelated.txt': '' })
  await expect(release({}, sha)).rejects.toMatchObject({
    code: 'changed-since-checkout',
    message: expect.stringMatching(
      /: (templates\/network.yml, db\/0003_c.sql|db\/0003_c.sql, templates\/network.yml)$/,
    ),
  })
})

test('this repository’s own system can be released', async () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url))
  await cp(join(root, 'environments'), join(workspace, 'environments'), { recursive: true })
  await cp(join(root, 'migrations'), join(workspace, 'migrations'), { recursive: true })

  const { manifest, outputs } = await release()

  expect(outputs.environments).toBe('["dev","qa","uat","prod"]')
  expect(Object.keys(manifest.images)).toEqual(['backend'])
})
