/**
 * The caller reference says which release an invalidation was for. CloudFront shows it to whoever asks for the
 * invalidation, so the newest one of ours tells what a distribution serves.
 */
const prefix = 'fairway:'

/**
 * `purpose`: deploy or restore. The same run asks for a component with the same reference, so a repeated request
 * starts no second one.
 */
export function callerReference(
  release: string,
  purpose: 'deploy' | 'restore',
  asked: { run: string; component: string },
): string {
  return `${prefix}${release}:${purpose}:${asked.run}:${asked.component}`
}

export interface Reference {
  release: string
  purpose: string
}

/** Undefined for an invalidation that somebody else asked for. */
export function parseReference(text: string | undefined): Reference | undefined {
  const [, release, purpose] = /^fairway:([^:]+):([^:]+):/.exec(text ?? '') ?? []
  return release && purpose ? { release, purpose } : undefined
}
