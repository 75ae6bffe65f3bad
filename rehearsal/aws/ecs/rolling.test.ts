import { expect, test } from 'vitest'
import { failureThreshold } from './circuit-breaker.ts'
import { rollingStep } from './rolling.ts'

test.each([
  {
    name: 'room for all new tasks: start them, stop nothing',
    percent: [100, 200],
    target: [0, 0],
    old: [4, 4],
    step: { start: 4, stopOld: 0 },
  },
  {
    name: 'each healthy new task relieves an old one',
    percent: [100, 200],
    target: [4, 3],
    old: [4, 4],
    step: { start: 0, stopOld: 3 },
  },
  {
    name: 'half must stay: stop two, then start two',
    percent: [50, 100],
    target: [0, 0],
    old: [4, 4],
    step: { start: 2, stopOld: 2 },
  },
  { name: 'all at once', percent: [0, 100], target: [0, 0], old: [4, 4], step: { start: 4, stopOld: 4 } },
  { name: 'minimum rounds up', percent: [50, 100], target: [0, 0], old: [3, 3], step: { start: 1, stopOld: 1 } },
  { name: 'maximum rounds down', percent: [100, 150], target: [0, 0], old: [3, 3], step: { start: 1, stopOld: 0 } },
  {
    name: 'old tasks that serve nobody go at once',
    percent: [100, 200],
    target: [0, 0],
    old: [4, 2],
    step: { start: 4, stopOld: 2 },
  },
])('rolling: $name', ({ percent: [least = 0, most = 0], target, old, step }) => {
  const count = ([total = 0, healthy = 0]: number[]) => ({ total, healthy })

  const decided = rollingStep({
    desiredCount: Math.max(old[0] ?? 0, 1),
    minimumHealthyPercent: least,
    maximumPercent: most,
    target: count(target),
    old: count(old),
    mayStart: true,
    goal: old[0] ?? 0,
  })

  expect({ start: decided.start, stopOld: decided.stopOldHealthy + decided.stopOldUnhealthy }).toEqual(step)
})

test.each([
  [1, 3],
  [10, 5],
  [25, 13],
  [400, 200],
  [800, 200],
])('the breaker of %i tasks trips at %i failures', (desired, threshold) => {
  expect(failureThreshold({ enable: true, rollback: true }, desired)).toBe(threshold)
})

test('a threshold may be a count, or a share without bounds', () => {
  const breaker = (type: 'COUNT' | 'UNBOUNDED_PERCENT', value: number) => ({
    enable: true,
    rollback: true,
    thresholdConfiguration: { type, value },
  })

  expect(failureThreshold(breaker('COUNT', 7), 2)).toBe(7)
  expect(failureThreshold(breaker('UNBOUNDED_PERCENT', 100), 1000)).toBe(1000)
})
