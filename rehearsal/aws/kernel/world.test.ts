import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { expect, test } from 'vitest'
import { ssm } from '../ssm/room.ts'
import { openTestAccount } from './testing.ts'
import type { Room } from './types.ts'

/** A room that writes down in which order its events came. */
const diary: Room<{ entries: string[] }> = {
  service: 'diary',
  scope: 'regional',
  protocol: { kind: 'json', target: 'Diary', version: '1.1' },
  empty: () => ({ entries: [] }),
  operations: {},
  events: {
    write: (text, { state, now, schedule }) => {
      state.entries.push(`${text} at ${new Date(now).toISOString().slice(14, 19)}`)
      if (text === 'first') schedule(0, 'write', 'at once')
    },
  },
}

test('events come in the order of time, then of planning, and survive saving', async () => {
  await using before = await openTestAccount({ rooms: [diary] })
  const { schedule } = before.world.context('diary', before)
  schedule(60_000, 'write', 'late')
  schedule(30_000, 'write', 'first')
  schedule(30_000, 'write', 'second')
  await before.advance(10)

  await using after = await openTestAccount({ rooms: [diary], state: before.world.save() })
  await after.advance(120)

  expect(after.world.state<{ entries: string[] }>('diary', after).entries).toEqual([
    'first at 00:30',
    'second at 00:30',
    'at once at 00:30',
    'late at 01:00',
  ])
})

test('a loaded account is where it was saved, in time and in its keys', async () => {
  await using before = await openTestAccount({ rooms: [ssm] })
  await before.world.call('ssm', 'PutParameter', { Name: '/a', Value: '1', Type: 'String' }, before)
  const role = before.roleConfig('reader', [{ Effect: 'Allow', Action: 'ssm:*', Resource: '*' }])
  await before.advance(100)

  await using after = await openTestAccount({ rooms: [ssm], state: before.world.save() })
  const client = new SSMClient({ ...role, endpoint: after.url })
  const read = await client.send(new GetParameterCommand({ Name: '/a' }))

  expect(after.clock.now()).toBe(before.clock.now())
  expect(read.Parameter?.Value).toBe('1')
})

test('names depend on the seed and the key alone', async () => {
  await using one = await openTestAccount({ rooms: [] })
  await using same = await openTestAccount({ rooms: [] })
  await using other = await openTestAccount({ rooms: [], seed: 2 })
  same.world.hex('something else', 8)

  expect(one.world.hex('key', 100)).toBe(same.world.hex('key', 100))
  expect(one.world.hex('key', 100)).toHaveLength(100)
  expect(one.world.hex('key', 100)).not.toBe(other.world.hex('key', 100))
})
