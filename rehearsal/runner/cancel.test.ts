import { afterEach, expect, test } from 'vitest'
import type { EnvironmentDefinition } from '../github/github.ts'
import { conclusions, epoch, openPlace, type Place, runHere, sleeper } from './try-run.ts'

let place: Place
async function open(files: Record<string, string>, environments: EnvironmentDefinition[] = []): Promise<Place> {
  place = await openPlace(files, environments)
  return place
}
afterEach(() => place.close())

test('a cancelled step gets SIGINT, SIGTERM after 7.5 s and is killed after 2.5 s more; always() steps run then', async () => {
  await open({
    'main.yml': `
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - { uses: $/actions/sleep, with: { seconds: 3600 } }
      - run: echo not reached
      - { run: echo undo, if: cancelled() }
      - { run: echo record, if: always() }
  after: { needs: deploy, runs-on: ubuntu-latest, steps: [{ run: echo after }] }
`,
    ...sleeper,
  })

  const run = await runHere(place, {}, (event, current) => {
    if (event.kind === 'log' && event.line === 'sleeping') current().cancel('developer')
  })

  expect(run.conclusion).toBe('cancelled')
  expect(conclusions(run)).toEqual({ deploy: 'cancelled', after: 'skipped' })
  expect(run.log).toEqual([
    'sleeping',
    'SIGINT at 2026-11-20T12:00:00.000Z',
    'SIGTERM at 2026-11-20T12:00:07.500Z',
    'undo',
    'record',
  ])
  expect(run.jobs[0]?.steps.map((step) => step.conclusion)).toEqual(['cancelled', 'skipped', 'success', 'success'])
  expect(place.clock.now() - epoch).toBe(10_000)
  expect(run.jobs[0]?.annotations).toMatchObject([{ message: 'The run was canceled by @developer.' }])
})

test('a job that runs if: always() is not cancelled with its run', async () => {
  await open({
    'main.yml': `
on: push
jobs:
  keep: { if: always(), runs-on: x, steps: [{ uses: $/actions/sleep, with: { seconds: 60 } }, { run: echo kept }] }
`,
    ...sleeper,
  })

  const run = await runHere(place, {}, (event, current) => {
    if (event.kind === 'log' && event.line === 'sleeping') current().cancel()
  })

  expect(run.log).toEqual(['sleeping', 'slept', 'kept'])
  expect(run.conclusion).toBe('cancelled')
})

test('what is cancelled while it waits for people does not run; always() jobs after it do', async () => {
  await open(
    {
      'main.yml': `
on: push
jobs:
  prod: { runs-on: x, environment: prod, steps: [{ run: echo prod }] }
  record: { needs: prod, if: always(), environment: dev, runs-on: x, steps: [{ run: 'echo "prod \${{ needs.prod.result }}"' }] }
`,
    },
    [
      { name: 'prod', reviewers: 1 },
      { name: 'dev', waitMinutes: 3 },
    ],
  )

  const run = await runHere(place, { reviewers: { kind: 'wait' } }, (event, current) => {
    if (event.kind === 'approval-waiting' && event.environment === 'prod') current().cancel()
  })

  expect(run.log).toEqual(['prod cancelled'])
  expect(place.github.gates.ofRun(run.run.record.id)).toMatchObject([{ state: 'cancelled' }])
  expect(place.clock.now() - epoch).toBe(180_000)
})

test('a step that ignores its cancellation for too long is ended with the job', async () => {
  await open({
    'main.yml': `
on: push
jobs:
  a:
    runs-on: x
    cancel-timeout-minutes: 2
    steps:
      - { uses: $/actions/sleep, with: { seconds: 3600, polite: true } }
      - { uses: $/actions/sleep, if: always(), with: { seconds: 3600 } }
      - { run: echo late, if: always() }
`,
    ...sleeper,
  })

  const run = await runHere(place, {}, (event, current) => {
    if (event.kind === 'log' && event.line === 'sleeping' && event.step.number === 1) current().cancel()
  })

  expect(run.jobs[0]?.conclusion).toBe('cancelled')
  expect(run.log).not.toContain('late')
  expect(place.clock.now() - epoch).toBe(120_000)
})

test('a lost machine ends its job at once; nothing of it runs, and later jobs see a failure', async () => {
  await open({
    'main.yml': `
on: push
jobs:
  deploy: { runs-on: x, steps: [{ uses: $/actions/sleep, with: { seconds: 60 } }, { run: echo undo, if: always() }] }
  alert: { needs: deploy, if: failure(), runs-on: x, steps: [{ run: echo alert }] }
`,
    ...sleeper,
  })

  const run = await runHere(place, {}, (event, current) => {
    if (event.kind === 'log' && event.line === 'sleeping') void current().killRunner('deploy')
  })

  expect(run.log).toEqual(['sleeping', 'alert'])
  expect(run.jobs[0]?.annotations[0]?.message).toContain('The self-hosted runner lost communication')
  expect(place.clock.now()).toBe(epoch)
})

test('time limits of a step and of a job are virtual', async () => {
  await open({
    'main.yml': `
on: push
jobs:
  step: { runs-on: x, steps: [{ uses: $/actions/sleep, timeout-minutes: 5, continue-on-error: true, with: { seconds: 3600, polite: true } }, { run: echo on }] }
  job: { needs: step, timeout-minutes: 10, runs-on: x, steps: [{ uses: $/actions/sleep, with: { seconds: 3600, polite: true } }] }
`,
    ...sleeper,
  })

  const run = await runHere(place)

  expect(conclusions(run)).toEqual({ step: 'success', job: 'cancelled' })
  expect(run.jobs[0]?.steps[0]).toMatchObject({ outcome: 'failure', conclusion: 'success' })
  expect(run.log).toContain('on')
  expect(place.clock.now() - epoch).toBe(15 * 60_000)
})
