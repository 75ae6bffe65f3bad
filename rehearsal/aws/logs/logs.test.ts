import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  GetLogEventsCommand,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs'
import { expect, test } from 'vitest'
import { createResource, openTestAccount } from '../kernel/testing.ts'
import { logs } from './room.ts'
import { appendLog } from './streams.ts'

const logGroupName = '/fargate/dev/backend'

async function withLines() {
  const account = await openTestAccount({ rooms: [logs] })
  await createResource(account, 'AWS::Logs::LogGroup', { LogGroupName: logGroupName, RetentionInDays: 30 })
  appendLog(account.world, account, logGroupName, 'backend/a', ['starting', 'ERROR no database'])
  await account.advance(10)
  appendLog(account.world, account, logGroupName, 'backend/b', ['starting', 'ready'])
  return { account, client: new CloudWatchLogsClient(account.config) }
}

test.each([
  ['everything', {}, ['starting', 'ERROR no database', 'starting', 'ready']],
  ['a term', { filterPattern: 'ERROR' }, ['ERROR no database']],
  ['one term or another', { filterPattern: '?ERROR ?ready' }, ['ERROR no database', 'ready']],
  ['a phrase', { filterPattern: '"no database"' }, ['ERROR no database']],
  ['streams', { logStreamNamePrefix: 'backend/b' }, ['starting', 'ready']],
])('events are filtered by %s, over pages', async (_case, filter, messages) => {
  const { account, client } = await withLines()
  await using _ = account

  const found = []
  for await (const page of paginateFilterLogEvents({ client, pageSize: 2 }, { logGroupName, ...filter })) {
    found.push(...(page.events ?? []).map((event) => event.message))
  }

  expect(found).toEqual(messages)
})

test('a stream is read from its end, and its tokens stand still there', async () => {
  const { account, client } = await withLines()
  await using _ = account
  const stream = { logGroupName, logStreamName: 'backend/a' }

  const last = await client.send(new GetLogEventsCommand({ ...stream, limit: 1 }))
  const before = await client.send(new GetLogEventsCommand({ ...stream, limit: 1, nextToken: last.nextBackwardToken }))
  const after = await client.send(new GetLogEventsCommand({ ...stream, nextToken: last.nextForwardToken }))

  expect([last, before].map(({ events }) => events?.map(({ message }) => message))).toEqual([
    ['ERROR no database'],
    ['starting'],
  ])
  expect(after).toMatchObject({ events: [], nextForwardToken: last.nextForwardToken })
})

test('groups and streams are described, the newest stream first on demand', async () => {
  const { account, client } = await withLines()
  await using _ = account

  const groups = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/fargate' }))
  const streams = await client.send(
    new DescribeLogStreamsCommand({ logGroupName, orderBy: 'LastEventTime', descending: true }),
  )
  const missing = client.send(new DescribeLogStreamsCommand({ logGroupName: 'nobody' }))

  expect(groups.logGroups).toMatchObject([{ logGroupName, retentionInDays: 30 }])
  expect(streams.logStreams?.map((stream) => stream.logStreamName)).toEqual(['backend/b', 'backend/a'])
  await expect(missing).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})
