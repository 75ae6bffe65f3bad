import { expect, test } from 'vitest'
import type { JobStory, PhaseStory, StepStory } from '../rehearse/story.ts'
import { axisSeconds, pack, rowsOf } from './geometry.ts'

test.each([
  ['nothing', [], []],
  [
    'one after the other, touching',
    [
      [0, 5],
      [5, 9],
    ],
    [0, 0],
  ],
  [
    'two at once',
    [
      [0, 5],
      [4, 9],
      [5, 6],
    ],
    [0, 1, 0],
  ],
  [
    'three at once and the first free lane again',
    [
      [0, 9],
      [1, 3],
      [2, 4],
      [3, 5],
    ],
    [0, 1, 2, 1],
  ],
])('Packs %s', (_, spans, lanes) => {
  expect(pack(spans.map(([from = 0, to = 0]) => ({ from, to })))).toEqual(lanes)
})

test.each([
  [0, [0]],
  [42, [0, 5, 10, 15, 20, 25, 30, 35, 40]],
  [60 * 60, [0, 600, 1200, 1800, 2400, 3000, 3600]],
  [3 * 86_400, [0, 28_800, 57_600, 86_400, 115_200, 144_000, 172_800, 201_600, 230_400, 259_200]],
])('The axis of %i seconds has at most ten marks', (seconds, marks) => {
  expect(axisSeconds(seconds, 10)).toEqual(marks)
})

function step(name: string, startedAt: number, completedAt: number, conclusion: StepStory['conclusion']): StepStory {
  return { number: startedAt, name, startedAt, completedAt, conclusion, tail: [] }
}

function job(id: number, name: string, steps: StepStory[]): JobStory {
  const [startedAt, completedAt] = [steps[0]?.startedAt, steps.at(-1)?.completedAt]
  return { id, name, state: 'success', startedAt, completedAt, steps, annotations: [], summaries: [], outputs: {} }
}

function phase(name: string, jobs: JobStory[], more: Partial<PhaseStory> = {}): PhaseStory {
  return { name, environment: true, jobs, approval: undefined, timeline: [], ...more }
}

test('The wait stands before the job that waited, in one lane with what ran before it', () => {
  const preflight = job(1, 'preflight', [step('Plan', 0, 0, 'success')])
  const deploy = job(2, 'deploy', [step('Stacks', 300, 400, 'failure'), step('CDN', 400, 400, 'skipped')])
  const approval = { jobId: 2, since: 0, decidedAt: 300, by: 'somebody', decision: 'approved' }

  const { rows } = rowsOf([phase('prod', [preflight, deploy], { approval })], 30, 400)

  expect(rows).toHaveLength(1)
  expect(rows[0]?.lanes).toHaveLength(1)
  expect(rows[0]?.lanes[0]?.bars.map(({ kind, from, to }) => [kind, from, to])).toEqual([
    ['success', 0, 0],
    ['wait', 0, 300],
    ['failure', 300, 400],
  ])
})

test('Eight environments with long names and jobs at once: no row, lane or name touches another', () => {
  const names = Array.from({ length: 8 }, (_, index) => `environment-with-a-long-name-${index}`)
  const phases = names.map((name, index) =>
    phase(name, [job(1, 'a', [step('A', 0, 100, 'success')]), job(2, 'b', [step('B', index, 100, 'success')])]),
  )

  const { rows, bottom } = rowsOf(phases, 30, 100)

  const lanes = rows.flatMap((row) => row.lanes)
  expect(rows).toHaveLength(8)
  expect(lanes).toHaveLength(16)
  expect(lanes.every(({ y, height }, index) => y + height < (lanes[index + 1]?.y ?? bottom))).toBe(true)
  expect(rows.every(({ label }) => label.length <= 24)).toBe(true)
})

test('A step that never ended lasts to the end of the picture', () => {
  const running = { ...step('Stacks', 10, 0, undefined), completedAt: undefined }

  const { rows } = rowsOf([phase('dev', [job(1, 'deploy', [running])])], 0, 99)

  expect(rows[0]?.lanes[0]?.bars).toMatchObject([{ from: 10, to: 99, kind: 'running' }])
})
