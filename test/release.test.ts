/** The stories that the README promises, from the first environment to the last. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Stage } from '../cli/rehearse/stage.ts'
import {
  defaultSystem,
  deploy,
  discard,
  edit,
  effective,
  releaseOtherImage,
  rollBack,
  stageOf,
  temporaryState,
} from './support.ts'

const open: Stage[] = []
const folders: string[] = []
afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close()
  await discard(...folders.splice(0))
})

async function opened(...choice: Parameters<typeof stageOf>): Promise<Stage> {
  const stage = await stageOf(...choice)
  open.push(stage)
  return stage
}

async function folder(made: Promise<string>): Promise<string> {
  const path = await made
  folders.push(path)
  return path
}

function outcomes(result: { environments: { name: string; outcome: string }[] }): Record<string, string> {
  return Object.fromEntries(result.environments.map(({ name, outcome }) => [name, outcome]))
}

test('one release goes through four environments; again, everything is unchanged and ECS is not touched', async () => {
  const directory = await folder(defaultSystem())
  const state = await folder(temporaryState())
  const first = await opened({ directory, state })

  const released = await deploy(first)

  expect(released.result.problems).toEqual([])
  expect(released.conclusion).toBe('success')
  expect(new Set(released.result.environments.map(({ release }) => release))).toEqual(
    new Set([released.result.release]),
  )
  expect(outcomes(released.result)).toEqual({ dev: 'succeeded', qa: 'succeeded', uat: 'succeeded', prod: 'succeeded' })
  expect(released.result.environments.map(({ running }) => running)).toEqual(
    Array(4).fill(['sha256:187803cdf611a19d4fffbdf6a4260a01be4c09ffe9924b28902424fc0639ceb8']),
  )
  await first.save()
  await first.close()
  open.pop()

  const second = await opened({ directory, state })
  const again = await deploy(second)

  expect(again.result.release).toBe(released.result.release)
  expect(outcomes(again.result)).toEqual({ dev: 'unchanged', qa: 'unchanged', uat: 'unchanged', prod: 'unchanged' })
  expect(effective(second, 'UpdateService') + effective(second, 'RegisterTaskDefinition')).toBe(0)
})

test('a release that is not healthy in prod is rolled back there, and the dossier says why', async () => {
  const directory = await folder(defaultSystem())
  const stage = await opened({ directory, faults: [{ environment: 'prod', name: 'unhealthy-tasks', options: {} }] })

  const { conclusion, result, jobs } = await deploy(stage)

  expect(conclusion).toBe('failure')
  expect(outcomes(result)).toEqual({ dev: 'succeeded', qa: 'succeeded', uat: 'succeeded', prod: 'rolled-back' })
  expect(result.environments.at(-1)?.running).toEqual([
    'sha256:262578cde928d5c9eba3bce079976444f624c13ed0afb741d90d5423877496cb',
  ])
  const [dossier] = jobs.flatMap(({ summaries }) => summaries).filter((summary) => summary.includes('rolled-back'))
  expect(dossier).toMatch(/backend: exit code 137/)
  expect(dossier).toMatch(/503/)
  expect(dossier).toMatch(/\*\*Next step:\*\*/)
})

test('a migration that fails in uat stops the pipeline there, and the schema is as before the file', async () => {
  const directory = await folder(defaultSystem())
  const stage = await opened({ directory, faults: [{ environment: 'uat', name: 'failing-migration', options: {} }] })

  const { result } = await deploy(stage)

  expect(outcomes(result)).toEqual({
    dev: 'succeeded',
    qa: 'succeeded',
    uat: expect.stringMatching(/failed|rolled-back/),
    prod: 'not-reached',
  })
  expect(result.problems[0]).toMatchObject({ phase: 'uat', file: 'migrations/0003_require_unique_titles.sql', line: 2 })
  expect(result.problems[0]?.message).toMatch(
    /23505[\s\S]*ALTER TABLE notes ADD CONSTRAINT|ALTER TABLE notes ADD CONSTRAINT[\s\S]*23505/,
  )
  expect(stage.aws.calls.filter(({ account }) => account === '444455556666')).toEqual([])
})

test('a rollback brings back the release before, sets a hold, and the next release needs it lifted', async () => {
  const directory = await folder(defaultSystem())
  const state = await folder(temporaryState())
  await edit(join(directory, 'environments', 'system.yml'), (text) => text.replace('[dev, qa, uat, prod]', '[dev]'))
  for (const name of ['qa', 'uat', 'prod']) await rm(join(directory, 'environments', `${name}.yml`))
  const one = await opened({ directory, state })
  const first = await deploy(one)
  await one.save()
  await one.close()
  open.pop()
  await releaseOtherImage(directory)
  const two = await opened({ directory, state })
  const second = await deploy(two)

  const back = await rollBack(two, 'dev')

  expect([first, second, back].map(({ conclusion }) => conclusion)).toEqual(['success', 'success', 'success'])
  expect(back.result.environments[0]).toMatchObject({
    outcome: 'succeeded',
    verified: true,
    release: first.result.release,
  })
  expect(back.result.environments[0]?.running).toEqual(first.result.environments[0]?.running)
  const entry = two.github.state.deployments.at(-1)
  expect(entry).toMatchObject({
    task: 'rollback',
    payload: { rollbackOf: second.result.release, previous: second.result.release },
  })

  const held = await deploy(two)
  expect(held.result.problems[0]?.message).toMatch(/dev is held since/)

  const lifted = await deploy(two, { inputs: { 'lift-hold': true } })
  expect(lifted.result.environments[0]).toMatchObject({ outcome: 'succeeded', release: second.result.release })
})
