/** Cancels older runs of the same workflow that still wait for approval of the same environment. */
import type { ActionHost } from '../action/host.ts'
import type { GitHubClient } from '../github/client.ts'

interface Run {
  id: number
  workflow_id: number
  run_number: number
  html_url: string
}

/** Answers the URLs of the runs that were cancelled. A run that ended in the meantime is left alone. */
export async function supersedeOlderRuns(
  host: Pick<ActionHost, 'github' | 'report'>,
  github: GitHubClient,
  environment: string,
): Promise<string[]> {
  const own = await github.request<Run>('GET /repos/{owner}/{repo}/actions/runs/{run_id}', {
    run_id: host.github.runId,
  })
  const cancelled: string[] = []
  for await (const page of github.pages<Run>('GET /repos/{owner}/{repo}/actions/runs', { status: 'waiting' })) {
    for (const run of page) {
      if (run.workflow_id !== own.workflow_id || run.run_number >= own.run_number) continue
      const pending = await github.request<{ environment: { name: string } }[]>(
        'GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments',
        { run_id: run.id },
      )
      if (!pending.some((deployment) => deployment.environment.name === environment)) continue
      await github.request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel', { run_id: run.id })
      host.report.info(`Cancelled ${run.html_url}: it still waited for ${environment}, and this run is newer.`)
      cancelled.push(run.html_url)
    }
  }
  return cancelled
}
