import { createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { epoch, nodeAction, openPlace, runHere } from './try-run.ts'

const files = {
  'main.yml': `
name: Deploy
on: push
permissions: { contents: read, id-token: write, deployments: write }
jobs:
  release:
    runs-on: ubuntu-latest
    outputs: { id: "\${{ steps.make.outputs.id }}" }
    steps:
      - id: make
        uses: $/actions/make
        with: { image: "app@sha256:1" }
  deploy:
    needs: release
    uses: $/.github/workflows/pipeline.yml
    with: { release: "\${{ needs.release.outputs.id }}" }
`,
  'pipeline.yml': `
on:
  workflow_call:
    inputs: { release: { type: string, required: true } }
    outputs: { deployed: { value: "\${{ jobs.prod.outputs.deployed }}" } }
jobs:
  prod:
    uses: $/.github/workflows/environment.yml
    with: { release: "\${{ inputs.release }}", environment: prod, minutes: 90 }
`,
  'environment.yml': `
on:
  workflow_call:
    inputs:
      release: { type: string, required: true }
      environment: { type: string, required: true }
      minutes: { type: number, default: 1 }
    outputs: { deployed: { value: "\${{ jobs.rollout.outputs.deployed }}" } }
jobs:
  rollout:
    runs-on: ubuntu-latest
    environment: { name: "\${{ inputs.environment }}", deployment: false }
    outputs: { deployed: "\${{ steps.deploy.outputs.deployed }}" }
    steps:
      - id: deploy
        uses: $/actions/deploy
        with: { release: "\${{ inputs.release }}", minutes: "\${{ inputs.minutes }}" }
`,
  ...nodeAction(
    'make',
    `import { appendFileSync } from 'node:fs'
     appendFileSync(process.env.GITHUB_OUTPUT, 'id=r-' + process.env.INPUT_IMAGE + '\\n')`,
    'inputs: { image: { description: image, required: true } }\noutputs: { id: { description: id } }\n',
  ),
  ...nodeAction(
    'deploy',
    `import { appendFileSync } from 'node:fs'
     import { setTimeout } from 'node:timers/promises'
     const before = Date.now()
     await setTimeout(Number(process.env.INPUT_MINUTES) * 60000)
     const url = process.env.ACTIONS_ID_TOKEN_REQUEST_URL + '&audience=sts.amazonaws.com'
     const reply = await fetch(url, { headers: { authorization: 'bearer ' + process.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN } })
     const { value } = await reply.json()
     console.log('token ' + value)
     console.log('waited ' + (Date.now() - before) / 60000 + ' minutes')
     appendFileSync(process.env.GITHUB_OUTPUT, 'deployed<<E\\n' + process.env.INPUT_RELEASE + '\\nE\\n')
     appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# Deployed\\n')`,
    'inputs: { release: { description: release }, minutes: { description: minutes } }\noutputs: { deployed: { description: release } }\n',
  ),
}

test('a chain of three workflows takes a release through an approval, in virtual time', async () => {
  const place = await openPlace(files, [{ name: 'prod', reviewers: 1 }])
  const started = Date.now()

  const run = await runHere(place, { reviewers: { kind: 'approve', afterMinutes: 30 } })

  expect(run.conclusion).toBe('success')
  expect(run.jobs.map((job) => [job.path, job.name, job.conclusion])).toEqual([
    ['release', 'release', 'success'],
    ['deploy.prod.rollout', 'deploy / prod / rollout', 'success'],
  ])
  expect(run.jobs[1]?.outputs).toEqual({ deployed: 'r-app@sha256:1' })
  expect(run.jobs[1]?.environment).toBe('prod')
  expect(run.jobs[1]?.summaries).toEqual(['# Deployed\n'])
  expect(run.log).toContain('waited 90 minutes')
  expect(place.clock.now() - epoch).toBe(120 * 60_000)
  expect(Date.now() - started).toBeLessThan(20_000)
  expect(run.events.filter((event) => event.kind === 'approval-decided')).toMatchObject([
    { decision: 'approved', environment: 'prod', by: 'reviewer' },
  ])
  expect(place.github.state.deployments).toEqual([])
  await place.close()
})

test('the identity token names the job and is signed by the published key', async () => {
  const place = await openPlace(files)

  const run = await runHere(place)

  const token = run.log.find((line) => line.startsWith('token '))?.slice(6) ?? ''
  const [header = '', payload = '', signature = ''] = token.split('.')
  const key = createPublicKey({ key: { ...place.github.jwks().keys[0] }, format: 'jwk' })
  expect(verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))).toBe(true)
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
    sub: 'repo:example-org@1001/fargate@2002:environment:prod',
    aud: 'sts.amazonaws.com',
    environment: 'prod',
    repository_id: '2002',
    workflow: 'Deploy',
    job_workflow_ref: 'example-org/fargate/.github/workflows/environment.yml@refs/heads/main',
    workflow_ref: 'example-org/fargate/.github/workflows/main.yml@refs/heads/main',
    iss: 'https://token.actions.githubusercontent.com',
  })
  await place.close()
})
