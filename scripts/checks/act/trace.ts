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
  /** Per role, how often each operation was called: `111122223333/fargate-dev-deploy` → `ecs:UpdateService` → 1. */
  calls: Map<string, Map<string, number>>
  /** What the pipeline left behind: per environment, the ledger's states and the images that run. */
  left: Record<string, string[]>
}

/** Calls by the role that made them; what comes before a role is assumed is under the role that is asked for. */
export function callsByRole(calls: readonly RecordedCall[]): Trace['calls'] {
  const roles = new Map<string, Map<string, number>>()
  for (const call of calls) {
    const role = roleOf(call)
    const operations = roles.get(role) ?? new Map<string, number>()
    roles.set(role, operations)
    const operation = `${call.service}:${call.operation}${call.errorCode === undefined ? '' : ` → ${call.errorCode}`}`
    operations.set(operation, (operations.get(operation) ?? 0) + 1)
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

function callLines({ calls }: Trace, role: string): string[] {
  return [...(calls.get(role) ?? [])].map(([operation, times]) => `${operation} × ${times}`).sort()
}

function union(left: readonly string[], right: readonly string[]): string[] {
  return [...new Set([...left, ...right])]
}
