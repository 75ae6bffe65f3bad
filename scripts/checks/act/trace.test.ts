import { expect, test } from 'vitest'
import { readActLog } from './log.ts'
import { differences, type Trace } from './trace.ts'

const role = '111122223333/fargate-dev-deploy'

function trace(change: Partial<Trace> = {}): Trace {
  return {
    jobs: [{ name: 'dev / deploy', conclusion: 'success', steps: [{ name: 'Stacks', conclusion: 'success' }] }],
    calls: new Map([[role, ['ecs:ListTasks', 'ecs:UpdateService']]]),
    left: { dev: ['deploy success'] },
    ...change,
  }
}

test('two equal runs have no differences', () => {
  expect(differences(trace(), trace(), { left: 'a', right: 'b' })).toEqual([])
})

test.each<[string, Partial<Trace>, string]>([
  ['a job', { jobs: [] }, 'jobs: only a: dev / deploy success'],
  [
    'a step',
    { jobs: [{ name: 'dev / deploy', conclusion: 'success', steps: [{ name: 'Stacks', conclusion: 'failure' }] }] },
    'steps of dev / deploy: only b: 1. Stacks failure',
  ],
  [
    'how often a call was made',
    { calls: new Map([[role, ['ecs:ListTasks', 'ecs:ListTasks', 'ecs:UpdateService']]]) },
    'AWS calls of 111122223333/fargate-dev-deploy: only b: ecs:ListTasks × 2',
  ],
  [
    'the order of changes',
    { calls: new Map([[role, ['ecs:UpdateService', 's3:PutObject', 'ecs:ListTasks']]]) },
    'changes by 111122223333/fargate-dev-deploy: only b: 2. s3:PutObject',
  ],
  ['what is left', { left: { dev: ['deploy failure'] } }, 'what dev is left with: only b: deploy failure'],
])('a difference in %s is named', (_, change, expected) => {
  expect(differences(trace(), trace(change), { left: 'a', right: 'b' })).toContain(expected)
})

test('jobs that ended in another order are a difference', () => {
  const jobs = ['dev', 'qa'].map((name) => ({ name: `${name} / deploy`, conclusion: 'success', steps: [] }))

  const found = differences(trace({ jobs }), trace({ jobs: [...jobs].reverse() }), { left: 'a', right: 'b' })

  expect(found).toHaveLength(1)
  expect(found[0]).toMatch(/^jobs: in another order/)
})

test('jobs and steps are read from the log of act', () => {
  const line = (fields: Record<string, unknown>) => JSON.stringify({ level: 'info', msg: '', ...fields })
  const log = [
    line({ job: 'deploy/Deploy/release', step: 'Set up job', stepResult: 'success' }),
    line({ job: 'deploy/Deploy/release', stage: 'Main', step: 'Create the release', stepResult: 'success' }),
    line({ job: 'deploy/Deploy/release', jobResult: 'success' }),
    line({ job: 'dev/Deploy an environment/deploy   ', stage: 'Main', step: 'Stacks', stepResult: 'failure' }),
    line({ job: 'dev/Deploy an environment/deploy   ', stage: 'Post', step: 'Stacks', stepResult: 'success' }),
    line({ job: 'dev/Deploy an environment/deploy   ', jobResult: 'failure' }),
    'Error: Job failed',
  ].join('\n')

  expect(readActLog(log)).toEqual([
    { name: 'deploy / release', conclusion: 'success', steps: [{ name: 'Create the release', conclusion: 'success' }] },
    { name: 'dev / deploy', conclusion: 'failure', steps: [{ name: 'Stacks', conclusion: 'failure' }] },
  ])
})
