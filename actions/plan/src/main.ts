import type { ActionHost } from '#core/action/host.ts'
import { readInputs } from '#core/action/inputs.ts'
import { FairwayError } from '#core/errors.ts'
import { gitHubClient } from '#core/github/client.ts'
import { hasChanges, type Plan } from '#core/plan/model.ts'
import { planMarker, renderComment, renderPlan } from '#core/plan/render-comment.ts'
import { renderTerminal } from '#core/plan/render-terminal.ts'
import { upsertComment } from '#core/plan/sticky-comment.ts'
import { type Inputs, shape } from './inputs.ts'
import { isFork, pullRequestNumber } from './pull-request.ts'
import { run } from './run.ts'

export async function main(host: ActionHost): Promise<void> {
  const inputs = readInputs(host, shape)

  const { plan, errors } = await run(host, inputs)

  for (const line of renderTerminal(plan, { colour: false })) host.report.info(line)
  await host.summarize(renderPlan(plan))
  host.setOutput('changes', String(hasChanges(plan)))
  host.setOutput('plan', JSON.stringify(plan))
  host.setOutput('comment-url', await comment(host, inputs, plan))
  for (const error of errors) {
    const cure = error instanceof FairwayError && error.cure ? `\n${error.cure}` : ''
    host.report.error(`${error.message}${cure}`, { title: 'plan' })
    host.fail()
  }
}

async function comment(host: ActionHost, inputs: Inputs, plan: Plan): Promise<string> {
  const issue = pullRequestNumber(host)
  const token = inputs['github-token']
  if (!inputs.comment || issue === undefined || token === undefined) return ''
  const { serverUrl, repository, runId } = host.github
  const body = renderComment(plan, { summaryUrl: `${serverUrl}/${repository}/actions/runs/${runId}` })
  try {
    return await upsertComment(await gitHubClient(host, token), { issue, marker: planMarker, body })
  } catch (thrown) {
    // GitHub gives a fork's pull request a token that only reads; the summary has the plan.
    if (!isFork(host) || !(thrown instanceof FairwayError) || thrown.code !== 'github-denied') throw thrown
    host.report.warning('No comment: the token of a fork’s pull request may only read. The plan is in the job summary.')
    return ''
  }
}
