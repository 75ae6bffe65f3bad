/**
 * Environments that ask people: jobs of a run wait until somebody approves or rejects (GitHub documentation,
 * "Reviewing deployments"). One answer holds for all jobs of that run that wait for that environment then.
 */
import type { Actor, Gate, GitHubState } from './state.ts'

export class Gates {
  readonly #state: GitHubState
  readonly #now: () => number
  readonly #nextId: () => number
  readonly #waiters = new Map<number, { resolve(gate: Gate): void; promise: Promise<Gate> }>()

  constructor(state: GitHubState, now: () => number, nextId: () => number) {
    this.#state = state
    this.#now = now
    this.#nextId = nextId
  }

  /** The job waits; `decided` is settled by a review, or by `withdraw` when the job is cancelled. */
  open(request: { runId: number; jobId: number; environment: string }): { gate: Gate; decided: Promise<Gate> } {
    const gate = this.waiting(request.runId, request.environment) ?? this.#create(request.runId, request.environment)
    gate.jobIds.push(request.jobId)
    const waiter = this.#waiters.get(gate.id) ?? Promise.withResolvers<Gate>()
    this.#waiters.set(gate.id, waiter)
    return { gate, decided: waiter.promise }
  }

  waiting(runId: number, environment: string): Gate | undefined {
    return this.#state.gates.find(
      (gate) =>
        gate.runId === runId &&
        gate.state === 'waiting' &&
        gate.environment.toLowerCase() === environment.toLowerCase(),
    )
  }

  ofRun(runId: number): Gate[] {
    return this.#state.gates.filter((gate) => gate.runId === runId)
  }

  /** @returns false where nothing of that run waits for that environment. */
  review(review: {
    runId: number
    environment: string
    decision: 'approved' | 'rejected'
    by: Actor
    comment: string
  }): boolean {
    const gate = this.waiting(review.runId, review.environment)
    if (!gate) return false
    this.#decide(gate, review.decision, { by: review.by, comment: review.comment })
    return true
  }

  /** A job does not wait any more: its run was cancelled, or nobody answered within 30 days. */
  withdraw(jobId: number): void {
    for (const gate of this.#state.gates) {
      if (gate.state !== 'waiting' || !gate.jobIds.includes(jobId)) continue
      gate.jobIds = gate.jobIds.filter((id) => id !== jobId)
      if (gate.jobIds.length === 0) this.#decide(gate, 'cancelled')
    }
  }

  #create(runId: number, environment: string): Gate {
    const gate: Gate = { id: this.#nextId(), runId, environment, jobIds: [], since: this.#now(), state: 'waiting' }
    this.#state.gates.push(gate)
    return gate
  }

  #decide(gate: Gate, state: Gate['state'], review?: { by: Actor; comment: string }): void {
    gate.state = state
    gate.decidedAt = this.#now()
    if (review) Object.assign(gate, review)
    this.#waiters.get(gate.id)?.resolve(gate)
    this.#waiters.delete(gate.id)
  }
}
