/** What changing a stack needs around it. */
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import type { ActionHost } from '../action/host.ts'
import { type AwsSession, createClient } from '../aws/session.ts'

export interface StackContext extends Pick<ActionHost, 'report' | 'clock' | 'signal' | 'journal'> {
  session: AwsSession
  cloudFormation: CloudFormationClient
  /** Who plans: goes into a change set's description, so that a leftover of another run is told apart. */
  run: string
}

export function stackContext(
  host: Pick<ActionHost, 'report' | 'clock' | 'signal' | 'journal' | 'github'>,
  session: AwsSession,
): StackContext {
  const { report, clock, signal, journal } = host
  const run = `run ${host.github.runId}, attempt ${host.github.runAttempt}`
  return { report, clock, signal, journal, session, cloudFormation: createClient(session, CloudFormationClient), run }
}
