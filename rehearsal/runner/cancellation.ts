/** Who has to stop: a run, a matrix, a job. Cancelling one cancels all below it. */

export class Cancellation {
  #reason: string | undefined
  readonly #listeners = new Set<(reason: string) => void>()

  get cancelled(): boolean {
    return this.#reason !== undefined
  }

  get reason(): string | undefined {
    return this.#reason
  }

  cancel(reason: string): void {
    if (this.cancelled) return
    this.#reason = reason
    for (const listener of [...this.#listeners]) listener(reason)
  }

  /** Tells at once where it is cancelled already. @returns how to stop listening. */
  listen(listener: (reason: string) => void): () => void {
    if (this.#reason !== undefined) listener(this.#reason)
    else this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  below(): Cancellation {
    const below = new Cancellation()
    this.listen((reason) => below.cancel(reason))
    return below
  }

  /** Settles when cancelled; `done` takes the listener away again. */
  wait(): { cancelled: Promise<'cancelled'>; done(): void } {
    const { promise, resolve } = Promise.withResolvers<'cancelled'>()
    return { cancelled: promise, done: this.listen(() => resolve('cancelled')) }
  }
}
