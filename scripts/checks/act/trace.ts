/** What a workflow run leaves behind, in a form that two runners can be compared in. */
import type { RecordedCall } from '#rehearsal/aws/kernel/types.ts'

export interface StepTrace {
  name: string
  conclusion: string
}

export interface JobTrace {
  /** The job and the environment that it belongs to: `prod / deploy`. */
  name: string
  conclusion: string
  /** Without those that were skipped. */
  steps: StepTrace[]
}

export interface Trace {
  jobs: JobTrace[]
  /** Per role (`111122223333/fargate-dev-deploy`) its calls in their order: `ecs:UpdateService`. */
  calls: Map<string, string[]>
  /** What the pipeline left behind: per environment, the ledger's states and the images that run. */
  left: Record<string, string[]>
}

/** Calls by the role that made them; what comes before a role is assumed is under the role that is asked for. */
export function callsByRole(calls: readonly RecordedCall[]): Trace['calls'] {
  const roles = new Map<string, string[]>()
  for (const call of calls) {
    const role = roleOf(call)
    const operation = `${call.service}:${call.operation}${call.errorCode === undefined ? '' : ` → ${call.errorCode}`}`
    roles.set(role, [...(roles.get(role) ?? []), operation])
  }
  return roles
}

function roleOf(call: RecordedCall): string {
  const asked = call.operation === 'AssumeRoleWithWebIdentity' ? String(call.input.RoleArn) : call.caller
  const [, account, role] = /::(\d+):(?:assumed-)?role\/([^/]+)/.exec(asked) ?? []
  return role === undefined ? asked : `${account}/${role}`
}

/** @returns one line a difference; `left` and `right` are how the two are called. */
export function differences(left: Trace, right: Trace, names: { left: string; right: string }): string[] {
  const compared: [string, string[], string[]][] = [
    ['jobs', left.jobs.map(jobLine), right.jobs.map(jobLine)],
    ...union(
      left.jobs.map(({ name }) => name),
      right.jobs.map(({ name }) => name),
    ).map((name): [string, string[], string[]] => [`steps of ${name}`, stepLines(left, name), stepLines(right, name)]),
    ...union([...left.calls.keys()], [...right.calls.keys()]).map((role): [string, string[], string[]] => [
      `AWS calls of ${role}`,
      callLines(left, role),
      callLines(right, role),
    ]),
    ...union([...left.calls.keys()], [...right.calls.keys()]).map((role): [string, string[], string[]] => [
      `changes by ${role}`,
      changeLines(left, role),
      changeLines(right, role),
    ]),
    ...union(Object.keys(left.left), Object.keys(right.left)).map((name): [string, string[], string[]] => [
      `what ${name} is left with`,
      left.left[name] ?? [],
      right.left[name] ?? [],
    ]),
  ]
  return compared.flatMap(([what, mine, theirs]) => {
    const onlyMine = mine.filter((line) => !theirs.includes(line))
    const onlyTheirs = theirs.filter((line) => !mine.includes(line))
    if (onlyMine.length + onlyTheirs.length > 0) {
      return [
        ...onlyMine.map((line) => `${what}: only ${names.left}: ${line}`),
        ...onlyTheirs.map((line) => `${what}: only ${names.right}: ${line}`),
      ]
    }
    return mine.join('\n') === theirs.join('\n')
      ? []
      : [`${what}: in another order: ${mine.join(', ')} and ${theirs.join(', ')}`]
  })
}

function jobLine({ name, conclusion }: JobTrace): string {
  return `${name} ${conclusion}`
}

function stepLines({ jobs }: Trace, name: string): string[] {
  const steps = jobs.find((job) => job.name === name)?.steps ?? []
  return steps.map((step, index) => `${index + 1}. ${step.name} ${step.conclusion}`)
}

/** How often each operation was called. Reads in parallel may overtake each other, so they have no order here. */
function callLines({ calls }: Trace, role: string): string[] {
  const times = new Map<string, number>()
  for (const operation of calls.get(role) ?? []) times.set(operation, (times.get(operation) ?? 0) + 1)
  return [...times].map(([operation, count]) => `${operation} × ${count}`).sort()
}

/** The calls that change something, in their order. */
function changeLines({ calls }: Trace, role: string): string[] {
  const changes = (calls.get(role) ?? []).filter((operation) => !/:(Describe|Get|List|AssumeRole)/.test(operation))
  return changes.map((operation, index) => `${index + 1}. ${operation}`)
}

function union(left: readonly string[], right: readonly string[]): string[] {
  return [...new Set([...left, ...right])]
}
