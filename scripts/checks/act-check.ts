/** nektos/act runs the same workflows as the rehearsal's own runner, and the two are compared. See act.md. */
import { onAct, onOwnRunner, type Scenario } from './act/runners.ts'
import { differences, type Trace } from './act/trace.ts'
import { type Check, type Finding, failed, passed } from './lib/check.ts'
import { goTool } from './lib/tools.ts'

const scenarios: Record<string, Scenario> = {
  'a release to all environments': { faults: [], ends: 'success' },
  'a release that fails in its first environment': {
    faults: [{ environment: 'dev', name: 'unhealthy-tasks', options: {} }],
    ends: 'failure',
  },
}
const names = { left: "the rehearsal's runner", right: 'act' }

export const actCheck: Check = {
  name: 'act',
  async run() {
    await goTool('act')
    const findings: Finding[] = []
    const traces: Trace[] = []
    for (const [name, scenario] of Object.entries(scenarios)) {
      const own = await onOwnRunner(scenario)
      const theirs = await onAct(scenario)
      findings.push(compare(name, scenario, own, theirs))
      traces.push(own, theirs)
    }
    return [...findings, ...objects(traces)]
  },
}

function compare(scenario: string, { ends }: Scenario, own: Trace, theirs: Trace): Finding {
  const name = `act: ${scenario}`
  const found = differences(own, theirs, names)
  if (found.length > 0) return failed(name, `${found.length} differences`, found.join('\n'))
  const last = own.jobs.at(-1)
  if (last?.conclusion !== ends) return failed(name, `both ended with ${last?.name} ${last?.conclusion}, not ${ends}`)
  return passed(name, `the same ${own.jobs.length} jobs, ${stepsOf(own)} steps and ${callsOf(own)} AWS calls`)
}

/** Runs of different scenarios have to be found different. */
function objects(traces: readonly Trace[]): Finding[] {
  const [first] = traces
  const last = traces.at(-1)
  if (!first || !last) return []
  const found = differences(first, last, names)
  const name = 'act: the comparison objects'
  if (found.length > 0) return [passed(name, `${found.length} differences between the first scenario and the last`)]
  return [failed(name, 'it finds no difference between the first scenario and the last')]
}

function stepsOf({ jobs }: Trace): number {
  return jobs.reduce((sum, { steps }) => sum + steps.length, 0)
}

function callsOf({ calls }: Trace): number {
  return [...calls.values()].reduce((sum, operations) => sum + operations.length, 0)
}
