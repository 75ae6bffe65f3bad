import { afterEach, expect, test } from 'vitest'
import type { EnvironmentDefinition } from '../github/github.ts'
import { begin, conclusions, epoch, openPlace, type Place, runHere, sleeper } from './try-run.ts'

let place: Place
async function open(files: Record<string, string>, environments: EnvironmentDefinition[] = []): Promise<Place> {
  place = await openPlace(files, environments)
  return place
}
afterEach(() => place.close())

test('what needs a failed job is skipped, failure() and always() still run', async () => {
  await open({
    'main.yml': `
on: push
jobs:
  build: { runs-on: ubuntu-latest, steps: [{ run: exit 3 }, { run: echo never }, { run: echo cleanup, if: failure() }] }
  deploy: { needs: build, runs-on: ubuntu-latest, steps: [{ run: echo deployed }] }
  verify: { needs: deploy, runs-on: ubuntu-latest, steps: [{ run: echo verified }] }
  alert: { needs: verify, if: failure(), runs-on: ubuntu-latest, steps: [{ run: echo alert }] }
  record:
    needs: [build, deploy]
    if: always()
    runs-on: ubuntu-latest
    steps: [{ run: "echo \${{ needs.build.result }} \${{ needs.deploy.result }}" }]
`,
  })

  const run = await runHere(place)

  expect(run.conclusion).toBe('failure')
  expect(conclusions(run)).toEqual({
    build: 'failure',
    deploy: 'skipped',
    verify: 'skipped',
    alert: 'success',
    record: 'success',
  })
  expect(run.log).toEqual(expect.arrayContaining(['cleanup', 'failure skipped', 'alert']))
  expect(run.log).not.toContain('never')
  expect(run.jobs[0]?.annotations).toMatchObject([{ level: 'error', message: 'Process completed with exit code 3.' }])
})

test('success() wants every ancestor to have succeeded, as on GitHub', async () => {
  await open({
    'main.yml': `
on: push
jobs:
  a: { if: false, runs-on: x, steps: [{ run: "true" }] }
  b: { needs: a, if: always(), runs-on: x, steps: [{ run: "true" }] }
  c: { needs: b, runs-on: x, steps: [{ run: "true" }] }
`,
  })

  const run = await runHere(place)

  expect(conclusions(run)).toEqual({ a: 'skipped', b: 'success', c: 'skipped' })
})

test('a matrix runs its legs, and a failing one cancels the others', async () => {
  await open({
    'main.yml': `
on: push
jobs:
  plan: { runs-on: x, outputs: { names: "\${{ steps.p.outputs.names }}" }, steps: [{ id: p, run: 'echo names=[\\"dev\\",\\"qa\\",\\"prod\\"] >> $GITHUB_OUTPUT' }] }
  test:
    needs: plan
    runs-on: x
    strategy: { max-parallel: 1, matrix: { name: "\${{ fromJSON(needs.plan.outputs.names) }}", include: [{ name: qa, bad: true }] } }
    steps:
      - run: echo "\${{ matrix.name }} \${{ strategy.job-index }} of \${{ strategy.job-total }}"
      - run: exit 1
        if: matrix.bad
`,
  })

  const run = await runHere(place)

  expect(run.log.filter((line) => line.includes(' of '))).toEqual(['dev 0 of 3', 'qa 1 of 3'])
  expect(run.jobs.map((job) => [job.name, job.conclusion])).toEqual([
    ['plan', 'success'],
    ['test (dev)', 'success'],
    ['test (qa, true)', 'failure'],
    ['test (prod)', 'cancelled'],
  ])
})

test('of two runs one waits for the group; a third takes the place of the one that waits', async () => {
  await open({
    'main.yml': `
on: push
concurrency: deploy-prod
jobs:
  deploy: { runs-on: x, steps: [{ uses: $/actions/sleep, with: { seconds: 60 } }] }
`,
    ...sleeper,
  })

  const release = place.conductor.hold()
  const runs = [await begin(place), await begin(place), await begin(place)]
  release()
  const ended = await Promise.all(runs.map((run) => run.finished))

  expect(ended.map((run) => run.conclusion)).toEqual(['success', 'cancelled', 'success'])
  expect(place.clock.now() - epoch).toBe(120_000)
})

test('a rejected approval and a branch that may not deploy fail the job', async () => {
  await open(
    {
      'main.yml': `
on: push
jobs:
  prod: { runs-on: x, environment: prod, steps: [{ run: echo prod }] }
  release: { runs-on: x, environment: release, steps: [{ run: echo release }] }
`,
    },
    [
      { name: 'prod', reviewers: 2, waitMinutes: 5 },
      { name: 'release', branches: ['release/*'] },
    ],
  )

  const run = await runHere(place, { reviewers: { kind: 'reject', afterMinutes: 2, comment: 'not today' } })

  expect(run.log).toEqual([])
  expect(conclusions(run)).toEqual({ prod: 'failure', release: 'failure' })
  expect(run.events.find((event) => event.kind === 'approval-decided')).toMatchObject({
    decision: 'rejected',
    comment: 'not today',
  })
  expect(run.jobs[1]?.annotations[0]?.message).toContain('Branch "main" is not allowed to deploy to release')
})

test('an approval may come through the API, and a deployment is recorded', async () => {
  await open(
    {
      'main.yml': `
on: push
jobs:
  prod:
    runs-on: x
    environment: { name: prod, url: "http://example.org" }
    steps: [{ run: 'echo "$WHERE \${{ vars.COLOR }} \${{ secrets.KEY }}"', env: { WHERE: "\${{ vars.WHERE }}" } }]
`,
    },
    [{ name: 'prod', reviewers: 1, variables: { WHERE: 'here' }, secrets: { KEY: 'hush-hush' } }],
  )
  const token = place.github.credentials.issuePersonToken('operator')

  const run = await runHere(place, { reviewers: { kind: 'wait' }, vars: { COLOR: 'blue' } }, (event, current) => {
    if (event.kind !== 'approval-waiting') return
    // The person is not part of virtual time: hold it until the answer is in.
    const release = place.conductor.hold()
    setImmediate(async () => {
      const address = `${place.github.url}/repos/example-org/fargate/actions/runs/${current().record.id}/pending_deployments`
      const headers = { authorization: `token ${token}` }
      const pending = (await (await fetch(address, { headers })).json()) as { environment: { id: number } }[]
      const body = JSON.stringify({
        environment_ids: pending.map(({ environment }) => environment.id),
        state: 'approved',
        comment: 'go',
      })
      await fetch(address, { method: 'POST', headers, body })
      release()
    })
  })

  expect(run.conclusion).toBe('success')
  expect(run.log).toEqual(['here blue ***'])
  expect(run.events.find((event) => event.kind === 'approval-decided')).toMatchObject({ by: 'operator', comment: 'go' })
  expect(place.github.state.deployments).toMatchObject([
    {
      environment: 'prod',
      ref: 'main',
      statuses: [{ state: 'in_progress' }, { state: 'success', environmentUrl: 'http://example.org' }],
    },
  ])
})
