/** nektos/act runs the same workflows as the rehearsal's own runner, and the two are compared. See act.md. */
import { onAct, onOwnRunner, type Scenario } from './act/runners.ts'
import { differences, type Trace } from './act/trace.ts'
import { type Check, type Finding, failed, passed } from './lib/check.ts'
import { goTool } from './lib/tools.ts'

const scenarios: Record<string, Scenario> = {
  'a release to all environments': { faults: [] },
  'a release that fails in its first environment': {
    faults: [{ environment: 'dev', name: 'unhealthy-tasks', options: {} }],
  },
}

export const actCheck: Check = {
  name: 'act',
  async run() {
    await goTool('act')
    const findings: Finding[] = []
    for (const [name, scenario] of Object.entries(scenarios)) findings.push(await compare(name, scenario))
    return findings
  },
}

async function compare(name: string, scenario: Scenario): Promise<Finding> {
  const own = await onOwnRunner(scenario)
  const theirs = await onAct(scenario)
  const found = differences(own, theirs, { left: "the rehearsal's runner", right: 'act' })
  if (found.length > 0) return failed(`act: ${name}`, `${found.length} differences`, found.join('\n'))
  return passed(`act: ${name}`, `the same ${own.jobs.length} jobs, ${stepsOf(own)} steps and ${callsOf(own)} AWS calls`)
}

function stepsOf({ jobs }: Trace): number {
  return jobs.reduce((sum, { steps }) => sum + steps.length, 0)
}

function callsOf({ calls }: Trace): number {
  return [...calls.values()].flatMap((operations) => [...operations.values()]).reduce((sum, times) => sum + times, 0)
}
