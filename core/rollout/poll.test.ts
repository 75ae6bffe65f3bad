import { expect, test } from 'vitest'
import { fakeClock } from '../testing.ts'
import { poll } from './poll.ts'

test('asks at the interval until it is done', async () => {
  const clock = fakeClock()
  const seen: number[] = []

  const result = await poll({
    observe: async () => clock.now() / 1000,
    done: (now) => now >= 12,
    onSeen: (now) => seen.push(now),
    intervalSeconds: 5,
    deadline: 60_000,
    clock,
  })

  expect(result).toEqual({ state: 'done', seen: 15 })
  expect(seen).toEqual([0, 5, 10, 15])
})

test('looks once more at the deadline, then says timed-out', async () => {
  const clock = fakeClock()

  const result = await poll({
    observe: async () => clock.now(),
    done: () => false,
    intervalSeconds: 10,
    deadline: 25_000,
    clock,
  })

  expect(result).toEqual({ state: 'timed-out', seen: 25_000 })
})

test('an abort ends the sleep at once', async () => {
  const clock = fakeClock()
  const controller = new AbortController()

  const result = await poll({
    observe: async () => {
      if (clock.now() >= 10_000) controller.abort('SIGINT')
      return clock.now()
    },
    done: () => false,
    intervalSeconds: 10,
    deadline: 100_000,
    clock,
    signal: controller.signal,
  })

  expect(result).toEqual({ state: 'aborted', seen: 10_000, reason: 'SIGINT' })
})

test('what observe throws is not waited out', async () => {
  const clock = fakeClock()

  const result = poll({
    observe: async () => Promise.reject(new Error('AccessDenied')),
    done: () => true,
    intervalSeconds: 10,
    deadline: 100_000,
    clock,
  })

  await expect(result).rejects.toThrow('AccessDenied')
  expect(clock.now()).toBe(0)
})
