import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenDatabases, openDatabases } from './databases.ts'

const options = { user: 'app', password: () => 'it’s "secret"', database: 'orders', forceTls: true }
let directory: string
let databases: OpenDatabases

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'fairway-database-test-'))
  databases = openDatabases(directory, 'seed')
})

afterAll(async () => {
  await databases.close()
  await rm(directory, { recursive: true, force: true })
})

async function query(port: number, sql: string, ssl: pg.ClientConfig['ssl']): Promise<unknown[]> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'app',
    password: options.password(),
    database: 'orders',
    ssl,
  })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('a database keeps its data and its port when the rehearsal is closed and opened again', async () => {
  const port = await databases.open('111122223333/us-west-1/orders', options)
  const ca = await readFile(databases.certificateFile, 'utf8')
  await query(port, 'create table t as select 42 as answer', { ca })

  await databases.close()
  databases = openDatabases(directory, 'another seed')
  const again = await databases.open('111122223333/us-west-1/orders', { ...options, port })

  expect(again).toBe(port)
  expect(await query(again, 'select answer from t', { ca })).toEqual([{ answer: 42 }])
}, 30_000)

test('a connection without TLS is refused where TLS is forced', async () => {
  const port = await databases.open('plain', options)

  await expect(query(port, 'select 1', false)).rejects.toMatchObject({ code: '28000' })
})
