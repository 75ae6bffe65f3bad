import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { forAct } from './repository.ts'

const workflow = `
on: workflow_call
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment:
      name: \${{ inputs.environment }}
    permissions:
      id-token: write # a role
    steps:
      - uses: actions/checkout@0123 # v6
        with:
          ref: \${{ inputs.commit }}
          persist-credentials: false
      - uses: ./actions/verify
        with:
          ref: kept
  report:
    if: \${{ fromJSON(needs.release.outputs.environments)[4] != null }}
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps: []
  other:
    permissions:
      id-token: write
    uses: ./.github/workflows/other.yml
`

test('only a job with steps that may ask for identity tokens gets the address of its own', () => {
  const { jobs } = parse(forAct(workflow, 'http://127.0.0.1:1'))

  expect(jobs.deploy.env.ACTIONS_ID_TOKEN_REQUEST_URL).toBe(
    `http://127.0.0.1:1/deploy/\${{ inputs.environment }}?api-version=2.0`,
  )
  expect(jobs.report.env).toBeUndefined()
  expect(jobs.other.env).toBeUndefined()
})

test('what act does not do is taken out', () => {
  const { jobs } = parse(forAct(workflow, 'http://127.0.0.1:1'))

  expect(jobs.deploy.steps[0].with).toEqual({ 'persist-credentials': false })
  expect(jobs.deploy.steps[1].with).toEqual({ ref: 'kept' })
  expect(jobs.report.if).toBe(`\${{ fromJSON(needs.release.outputs.environments)[4] }}`)
})
