/**
 * One kind of error for people: whose fault it is, a stable code, what happened, what to do next, and the cause.
 * Everything that an action or the command says when it fails comes from here.
 */

/** `user`: an input, a file or a permission to correct. `aws`/`github`: the service's answer. `fairway`: a bug of ours. */
export type Fault = 'user' | 'aws' | 'github' | 'fairway'

export interface Location {
  file: string
  line?: number
  column?: number
}

export interface FairwayErrorOptions {
  fault: Fault
  /** Stable, in kebab case: 'unknown-environment', 'access-denied'. */
  code: string
  message: string
  /** The next step for the reader, as a sentence. */
  cure?: string
  location?: Location
  cause?: unknown
}

export class FairwayError extends Error {
  override readonly name = 'FairwayError'
  readonly fault: Fault
  readonly code: string
  readonly cure: string | undefined
  readonly location: Location | undefined

  constructor(options: FairwayErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause })
    this.fault = options.fault
    this.code = options.code
    this.cure = options.cure
    this.location = options.location
  }
}

export function userError(options: Omit<FairwayErrorOptions, 'fault'>): FairwayError {
  return new FairwayError({ ...options, fault: 'user' })
}

/** Whatever was thrown, as an Error: a non-Error throw still fails the job with its text. */
export function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown
  return new Error(typeof thrown === 'string' ? thrown : `something that is not an error was thrown: ${String(thrown)}`)
}

/** The AWS error name (`AccessDeniedException`, `ValidationError`, …), or undefined for errors of other origin. */
export function awsErrorName(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('$metadata' in thrown)) return undefined
  return thrown.name
}
