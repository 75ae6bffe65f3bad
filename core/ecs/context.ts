/** What rolling out a service needs around it. */
import { ECSClient } from '@aws-sdk/client-ecs'
import type { ActionHost } from '../action/host.ts'
import { type AwsSession, createClient } from '../aws/session.ts'

type Host = Pick<ActionHost, 'report' | 'clock' | 'signal' | 'journal'>

export interface EcsContext extends Host {
  session: AwsSession
  ecs: ECSClient
}

export function ecsContext(host: Host, session: AwsSession): EcsContext {
  const { report, clock, signal, journal } = host
  return { report, clock, signal, journal, session, ecs: createClient(session, ECSClient) }
}
