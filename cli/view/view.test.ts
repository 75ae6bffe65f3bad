import { expect, test } from 'vitest'
import type { RunEvent } from '#rehearsal/runner/events.ts'
import { Story } from '../rehearse/story.ts'
import { frame } from './frame.ts'
import { chop, columnsOf, cut, wrap } from './pieces.ts'
import { clean, isNotable, short, stepName } from './words.ts'

test.each([
  ['Run actions/checkout@1af3b93b6815bc44a9784bd300feb67ff0d1eeb3', 'Check out'],
  ['Post Run actions/checkout@v6', 'Post Check out'],
  ['Run example/tool/sub@v1', 'example/tool/sub'],
  ['Run $/actions/deploy-ecs', 'deploy-ecs'],
  ['Run ./.github/actions/setup', 'setup'],
  ['Run npm ci', 'Run npm ci'],
  ['ECS services', 'ECS services'],
])('The step "%s" is called "%s"', (name, expected) => {
  expect(stepName(name)).toBe(expected)
})

test.each([
  ['\u001B[31mred\u001B[0m\ttext', 'red  text'],
  ['one\rtwo\u0007\n', 'onetwo'],
  ['\u202Etxt.exe', 'txt.exe'],
])('%j moves no cursor', (text, expected) => {
  expect(clean(text)).toBe(expected)
})

test('An ARN is known by its end', () => {
  const text = 'in (target-group arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/api/beb26e3556566962)'

  expect(short(text)).toBe('in (target-group targetgroup/api/beb26e35)')
})

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdefg', 6, 'abcde…'],
  ['日本語のログ', 7, '日本語…'],
])('%s cut to %i columns is %s', (text, columns, expected) => {
  expect(cut(text, columns)).toBe(expected)
  expect(columnsOf(expected)).toBeLessThanOrEqual(columns)
})

test('Prose is broken between words, quotations anywhere', () => {
  expect(wrap('one two  three', 7)).toEqual(['one two', 'three'])
  expect(chop('  at x (y)', 6)).toEqual(['  at x', ' (y)'])
})

test.each([
  ['alarm', 'alarm a: INSUFFICIENT_DATA → OK', false],
  ['alarm', 'alarm a: INSUFFICIENT_DATA → ALARM', true],
  ['alarm', 'alarm a: ALARM → OK', true],
  ['task', 'running', false],
  ['task', 'stopping: Scaling activity initiated by (deployment 1)', false],
  ['task', 'stopping: Essential container in task exited', true],
  ['resource', 'Vpc (AWS::EC2::VPC) CREATE_FAILED: no', true],
  ['stack', 'CREATE_COMPLETE', false],
])('%s "%s" is told: %s', (kind, text, told) => {
  expect(isNotable({ at: 0, account: '1', region: 'r', service: 's', subject: 'x', kind, text })).toBe(told)
})

test('A frame shows where each environment stands and fits the terminal', () => {
  const story = new Story(['dev', 'prod'])
  const release = { path: 'release', name: 'deploy / release', recordId: 0 }
  const job = { path: 'deploy', name: 'deploy / dev / deploy', recordId: 1 }
  const step = { id: 'a', name: 'ECS services', number: 1 }
  const events: Partial<RunEvent>[] = [
    { at: 0, kind: 'run-started', workflow: 'Deploy', title: '' },
    { at: 0, kind: 'job-started', job: release },
    { at: 0, kind: 'job-completed', job: release, conclusion: 'success', outputs: {} },
    { at: 0, kind: 'job-started', job },
    { at: 0, kind: 'step-started', job, step },
  ]
  for (const event of events) story.tell({ runId: 1, ...event } as RunEvent)
  const tell = (at: number, kind: string, subject: string, text: string) =>
    story.observe({ at, account: '1', region: 'r', environment: 'dev', service: 'ecs', kind, subject, text })
  tell(1000, 'rollout', 'api', 'api:2: rollout begins')
  tell(2000, 'task', 'api 11111111', 'running')
  tell(2000, 'task', 'api 22222222', 'running')
  tell(9000, 'target', 'api', 'task 22222222 is healthy')

  const drawn = (columns: number) =>
    frame(story, { now: 60_000, realSeconds: 1.23, columns }).map((line) => line.map(([, text]) => text).join(''))

  expect(drawn(80)).toEqual([
    '✓ release   0:00:00  ',
    '▸ dev       0:01:00  ▸  ECS services  0:01:00',
    '                     api  new ○●  1 of 2 healthy',
    '· prod',
    '',
    '  simulated 0:01:00   real 1.2 s',
  ])
  expect(drawn(30).every((line) => columnsOf(line) < 30)).toBe(true)
})
