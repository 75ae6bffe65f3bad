/** After each way to fail: the ledger says how it ended, and the next run, with nothing in its way, is green. */
import { afterEach, expect, test } from 'vitest'
import type { Stage } from '../cli/rehearse/stage.ts'
import type { Fault } from '../rehearsal/faults/faults.ts'
import { defaultSystem, deploy, discard, stageOf, temporaryState } from './support.ts'

let stage: Stage | undefined
const folders: string[] = []
afterEach(async () => {
  await stage?.close()
  stage = undefined
  await discard(...folders.splice(0))
})

interface Case {
  fault: Fault['name']
  options: Fault['options']
  outcome: string
  says: RegExp
}

test.each<Case>([
  {
    fault: 'cancelled-run',
    options: {},
    outcome: 'stopped',
    says: /The job was cancelled; ECS was told to roll it back[\s\S]*Run the job again to go on/,
  },
  {
    fault: 'stack-failure',
    options: { stack: 'compute' },
    outcome: 'rolled-back',
    says: /^ServiceParameter \(AWS::SSM::Parameter, fairway:compute-ecs\.yml:\d+\): CREATE_FAILED[\s\S]*the empty stack too/,
  },
  {
    fault: 'expired-token',
    options: { call: '150' },
    outcome: 'failed',
    says: /the AWS credentials expired while [\s\S]*Run the job again with new credentials/,
  },
])('$fault ends as $outcome, and the next run is green', async ({ fault, options, outcome, says }) => {
  const directory = await defaultSystem()
  const state = await temporaryState()
  folders.push(directory, state)
  stage = await stageOf({ directory, state, faults: [{ environment: 'dev', name: fault, options }] })

  const struck = await deploy(stage, { until: 'dev' })
  await stage.save()
  await stage.close()
  stage = await stageOf({ directory, state })
  const again = await deploy(stage, { until: 'dev' })

  expect(struck.result.environments[0]).toMatchObject({ outcome, verified: false })
  expect(struck.result.problems.map(({ message }) => message)).toContainEqual(expect.stringMatching(says))
  expect(again.result.problems).toEqual([])
  expect(again.result.environments[0]).toMatchObject({ outcome: 'succeeded', verified: true })
})
