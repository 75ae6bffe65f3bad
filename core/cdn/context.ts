/** What invalidating needs around it. */
import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import type { ActionHost } from '../action/host.ts'
import { type AwsSession, createClient, inRegion } from '../aws/session.ts'

export interface CdnContext extends Pick<ActionHost, 'report' | 'clock' | 'signal' | 'journal'> {
  cloudFront: CloudFrontClient
  /** Tells one attempt from another: run id and attempt. */
  run: string
}

export function cdnContext(
  host: Pick<ActionHost, 'report' | 'clock' | 'signal' | 'journal' | 'github'>,
  session: AwsSession,
): CdnContext {
  const { report, clock, signal, journal, github } = host
  // CloudFront is global; its API is in us-east-1 ("Amazon CloudFront endpoints and quotas").
  const cloudFront = createClient(inRegion(session, 'us-east-1'), CloudFrontClient)
  return { report, clock, signal, journal, cloudFront, run: `${github.runId}.${github.runAttempt}` }
}
