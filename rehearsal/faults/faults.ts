/** Named things that go wrong on purpose. `ENV:FAULT` on the command line; ENV may be `*`. */

export interface Fault {
  /** The environment it strikes, or '*' for all. */
  environment: string
  name: FaultName
  /** What a fault may need to know, e.g. {call: '17', when: 'before'} for killed-runner. */
  options: Record<string, string>
}

/** Every fault there is and what it does; the command's help is made from this table. */
export const faultTexts = {
  'unhealthy-tasks': 'new tasks start, but their health check fails and the load balancer takes them out',
  'crash-loop': 'the essential container of new tasks exits with code 1 soon after it started',
  'image-pull-error': 'the image of new tasks cannot be pulled',
  'missing-secret': 'a secret that new tasks need does not exist',
  'no-capacity': 'no capacity is there for new tasks',
  'red-alarm': 'the rollback alarm goes red while the rollout is under way',
  'throttle-storm': 'AWS answers a third of the calls with ThrottlingException',
  'server-errors': 'AWS answers some calls with 5xx',
  'connection-resets': 'some connections to AWS are reset before the answer',
  'expired-token': 'the job’s AWS credentials expire at one AWS call (option call=N)',
  'access-denied': 'one permission is missing from the deploy role',
  'stack-failure': 'the last resource of each changed stack cannot be created (option stack=NAME: of that stack)',
  'failing-migration': 'the newest migration meets rows that it cannot be applied to (SQLSTATE 23505)',
  'killed-runner': 'the runner is lost at one AWS call (option call=N, when=before|after)',
  'cancelled-run': 'somebody cancels the run in the middle of the release’s rollout',
  'failing-check': 'the HTTP check after the rollout answers 503',
} as const

export type FaultName = keyof typeof faultTexts

const storm = { seconds: /^\d+$/, share: /^(0?\.\d+|0|1)$/ }
const call = /^[1-9]\d*$/
const name = /^[\w.-]+$/
const when = /^(before|after)$/

/** The options of each fault, and what their values look like. */
export const faultOptions: Record<FaultName, Record<string, RegExp>> = {
  'unhealthy-tasks': {},
  'crash-loop': {},
  'image-pull-error': {},
  'missing-secret': {},
  'no-capacity': {},
  'red-alarm': {},
  'throttle-storm': storm,
  'server-errors': storm,
  'connection-resets': { ...storm, when },
  'expired-token': { call, role: name },
  'access-denied': { action: /^[\w-]+:\w+$/ },
  'stack-failure': { stack: name, resource: name },
  'failing-migration': {},
  'killed-runner': { call, when, role: name },
  'cancelled-run': {},
  'failing-check': {},
}

export class Faults {
  readonly #faults: readonly Fault[]
  #sparing = false

  constructor(faults: readonly Fault[] = []) {
    this.#faults = faults
  }

  /** The fault of that name that strikes `environment`, if there is one. */
  find(name: FaultName, environment: string | undefined): Fault | undefined {
    if (this.#sparing) return undefined
    return this.#faults.find(
      (fault) => fault.name === name && (fault.environment === '*' || fault.environment === environment),
    )
  }

  has(name: FaultName, environment: string | undefined): boolean {
    return this.find(name, environment) !== undefined
  }

  /** Nothing is struck while `work` goes on: it makes what is there before a rehearsal begins. */
  async spare(work: () => Promise<void>): Promise<void> {
    this.#sparing = true
    try {
      await work()
    } finally {
      this.#sparing = false
    }
  }

  list(): readonly Fault[] {
    return this.#faults
  }
}
