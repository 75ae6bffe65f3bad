/** One workflow run on a stage, told to a story and a view, with the faults that strike the run itself. */
import type { GitHub } from '#rehearsal/github/github.ts'
import type { RunEvent } from '#rehearsal/runner/events.ts'
import type { ReviewPolicy, WorkflowEvent } from '#rehearsal/runner/run.ts'
import { type RunResult, startRun, type WorkflowRun } from '#rehearsal/runner/start.ts'
import type { View } from '../view/plain.ts'
import type { Stage } from './stage.ts'
import type { Story } from './story.ts'

export interface PerformOptions {
  stage: Stage
  toolkit: string
  /** Path inside the repository. */
  workflow: string
  event: Omit<WorkflowEvent, 'sha'>
  inputs?: Record<string, string | boolean>
  vars?: Record<string, string>
  reviewers: ReviewPolicy
  story: Story
  view: View
}

export interface Performance extends RunResult {
  runId: number
}

export async function perform(options: PerformOptions): Promise<Performance> {
  const { stage, toolkit, story, view } = options
  let run: WorkflowRun | undefined
  let rollsOut = false
  const stop = stage.aws.onTimeline((entry) => {
    story.observe(entry)
    view.onTimeline(entry)
    if (!stage.faults.has('cancelled-run', entry.environment)) return
    // The release's rollout, not that of the stack that creates the service; and once it is under way.
    if (entry.kind === 'rollout' && isUnderWay(stage, 'UpdateService')) rollsOut = true
    else if (entry.kind === 'task' && rollsOut) run?.cancel('somebody')
  })
  try {
    run = await startRun({
      github: stage.github as GitHub,
      conductor: stage.conductor,
      node: process.execPath,
      workspace: stage.repository.workspace,
      workflowPath: options.workflow,
      event: { ...options.event, sha: stage.repository.sha },
      commits: stage.repository.commits,
      repositories: { [stage.repository.fairway]: toolkit },
      env: stage.env,
      reviewers: options.reviewers,
      ...(options.inputs && { inputs: options.inputs }),
      ...(options.vars && { vars: options.vars }),
      onEvent: (event: RunEvent) => {
        story.tell(event)
        view.onEvent(event)
      },
    })
    stage.killRunner = () => run?.killRunner() ?? Promise.resolve()
    const result = await Promise.race([run.completed, stage.ended])
    return { ...result, runId: run.record.id }
  } catch (error) {
    await abandon(run)
    throw error
  } finally {
    stop()
    view.close()
  }
}

/** A request that has come and is not answered yet. */
function isUnderWay(stage: Stage, operation: string): boolean {
  return stage.aws.calls.some((call) => call.operation === operation && call.status === 0)
}

/** Its machine is lost, and nobody approves what waits: it has ended when this returns. */
async function abandon(run: WorkflowRun | undefined): Promise<void> {
  if (!run) return
  await run.killRunner()
  run.cancel('you')
  await run.completed
}
