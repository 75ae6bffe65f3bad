import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testHost } from '#core/action/testing.ts'
import { startTestServer, type TestServer } from '#core/database/testing.ts'
import { hashMigrations } from '#core/release/content.ts'
import { sealManifest } from '#core/release/manifest.ts'
import { fakeClock } from '#core/testing.ts'
import { createResource, openTestAccount } from '#rehearsal/aws/kernel/testing.ts'
import { secretsmanager } from '#rehearsal/aws/secretsmanager/room.ts'
import { ssm } from '#rehearsal/aws/ssm/room.ts'
import { main } from './main.ts'
import { permissions } from './permissions.ts'

let server: TestServer
let workspace: string

beforeAll(async () => {
  server = await startTestServer()
  workspace = await mkdtemp(join(tmpdir(), 'fairway-db-migrate-'))
  await write({
    'environments/system.yml': system,
    'environments/dev.yml': 'account: "111122223333"\nregion: us-west-1\n',
    'migrations/0001_notes.sql': 'CREATE TABLE notes (id int);',
    'migrations/0002_author.sql': 'ALTER TABLE notes ADD COLUMN author text;',
    'migrations/0003_id.contract.sql': 'ALTER TABLE notes DROP COLUMN id;',
  })
})

afterAll(async () => {
  await server.stop()
  await rm(workspace, { recursive: true, force: true })
})

const system = `system: shop
pipeline: [dev]
components:
  schema:
    type: migration
    engine: postgresql
    directory: migrations
    host: \${ssm:data/host}
    port: \${ssm:data/port}
    database: \${ssm:data/database}
    secret: \${ssm:data/secret-arn}
    tls: disable
`

async function write(files: Record<string, string>): Promise<void> {
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, file)), { recursive: true })
    await writeFile(join(workspace, file), content)
  }
}

async function manifest(): Promise<string> {
  const schema = await hashMigrations(workspace, 'migrations', { what: 'test' })
  const empty = { images: {}, bundles: {}, sites: {}, templates: {} }
  const commit = '0'.repeat(40)
  return JSON.stringify(sealManifest({ schema: 1, system: 'shop', commit, ...empty, migrations: { schema } }))
}

/** The permissions that the README lists, as the role's policy. */
function declared() {
  return permissions.map(({ actions, resource, condition }) => ({
    Effect: 'Allow',
    Action: actions,
    Resource: resource.replace(/\{\w+\}/g, '*'),
    ...(condition && { Condition: condition }),
  }))
}

test('with an environment, all is found through its parameters and secret with the listed permissions alone', async () => {
  await using account = await openTestAccount({ rooms: [ssm, secretsmanager] })
  const { connection, query } = await server.database()
  const { physicalId: secret } = await createResource(account, 'AWS::SecretsManager::Secret', {
    Name: 'rds!db-1',
    SecretString: JSON.stringify({ username: connection.username, password: connection.password }),
  })
  const facts = { host: connection.host, port: connection.port, database: connection.database, 'secret-arn': secret }
  for (const [name, Value] of Object.entries(facts)) {
    await createResource(account, 'AWS::SSM::Parameter', {
      Name: `/shop/dev/data/${name}`,
      Type: 'String',
      Value: String(Value),
    })
  }
  const { credentials } = account.roleConfig('test', declared())
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: account.url,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  })
  const clock = { now: () => account.clock.now(), sleep: (milliseconds: number) => account.clock.advance(milliseconds) }
  const inputs = { environment: 'dev', manifest: await manifest() }
  const outcomes: (string | undefined)[] = []

  for (const phase of ['expand', 'contract', 'expand']) {
    const host = testHost('db-migrate', { ...inputs, phase }, { clock, workspace })
    await main(host)
    outcomes.push(host.outputs.outcome)
    expect(host.masked).toContain('secret')
  }

  expect(outcomes).toEqual(['succeeded', 'succeeded', 'unchanged'])
  expect(await query("select column_name from information_schema.columns where table_name = 'notes'")).toEqual([
    { column_name: 'author' },
  ])
})

test('with plain inputs a failing file is one annotation with its place, a dossier in the summary, and a red step', async () => {
  const { connection } = await server.database()
  await write({ 'other/0001_bad.sql': '\nCREATE TABLE a (id nonsense);' })
  const { host: address, port, database, username, password } = connection
  const inputs = { directory: 'other', host: address, port: String(port), database, username, password, tls: 'disable' }
  const host = testHost('db-migrate', inputs, { clock: fakeClock(), workspace })

  await main(host)

  expect(host.failed).toBe(true)
  expect(host.outputs.outcome).toBe('failed')
  expect(host.report.lines).toContainEqual(expect.stringMatching(/^error: other\/0001_bad.sql:2: SQLSTATE 42704/))
  expect(host.summaries.join()).toContain('The schema is as it was before other/0001_bad.sql')
  expect(JSON.parse(host.outputs.results ?? '')).toMatchObject([{ location: { file: 'other/0001_bad.sql', line: 2 } }])
})

test.each<[string, Record<string, string>, string]>([
  ['no database', { directory: 'migrations', host: '127.0.0.1' }, 'missing-input'],
  ['an unknown phase', { phase: 'both' }, 'invalid-input'],
  ['a table name with quotes', { 'history-table': 'a"b' }, 'invalid-input'],
  ['no release for an environment', { environment: 'dev' }, 'missing-manifest'],
  ['an unknown environment', { environment: 'qa', manifest: '{}' }, 'unknown-environment'],
])('%s is refused', async (_, inputs, code) => {
  const host = testHost('db-migrate', inputs, { clock: fakeClock(), workspace })

  await expect(main(host)).rejects.toMatchObject({ fault: 'user', code })
})
