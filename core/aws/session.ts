/**
 * AWS access of one role in one Region. Clients are made here and nowhere else, so that all of them share
 * credentials that renew themselves, one rate limiter, one retry policy and one user agent.
 */
import type {
  AwsCredentialIdentityProvider,
  FinalizeRequestHandlerOptions,
  FinalizeRequestMiddleware,
} from '@smithy/types'
import { type Clock, systemClock } from '../clock.ts'
import { createRateLimiter, type RateLimiter } from './rate-limiter.ts'

export interface AwsSession {
  region: string
  /** Undefined: the SDK's own chain (environment, profile, instance or task role). */
  credentials: AwsCredentialIdentityProvider | undefined
  limiter: RateLimiter
}

export interface SessionOptions {
  region: string
  credentials?: AwsCredentialIdentityProvider
  clock?: Clock
}

// Most control-plane APIs of AWS allow 20 or more requests a second for each account; stay at half of that.
const perSecond = 10
const burst = 20

export function createSession({ region, credentials, clock = systemClock }: SessionOptions): AwsSession {
  return { region, credentials, limiter: createRateLimiter({ perSecond, burst, clock }) }
}

/** The same access in another Region, for services that live in one (CloudFront, IAM). */
export function inRegion(session: AwsSession, region: string): AwsSession {
  return { ...session, region }
}

interface ClientConfig {
  region: string
  maxAttempts: number
  retryMode: 'standard'
  customUserAgent: [string, string][]
  credentials?: AwsCredentialIdentityProvider
}

/** The part of every SDK client that is used here. */
interface AwsClient {
  middlewareStack: {
    add(middleware: FinalizeRequestMiddleware<object, object>, options: FinalizeRequestHandlerOptions): void
  }
}

/**
 * `createClient(session, ECSClient)`. Throttling and 5xx are retried by the SDK with exponential back-off (at most
 * 20 s apart), so that a storm of two minutes is survived; AccessDenied and validation errors fail at once.
 */
export function createClient<C extends AwsClient>(
  session: AwsSession,
  Constructor: new (config: ClientConfig) => C,
): C {
  const client = new Constructor({
    region: session.region,
    maxAttempts: 12,
    retryMode: 'standard',
    customUserAgent: [['fairway', '1']],
    ...(session.credentials && { credentials: session.credentials }),
  })
  client.middlewareStack.add(
    (next) => async (request) => {
      await session.limiter.take()
      return next(request)
    },
    // After the retry middleware, so that every attempt takes a token.
    { step: 'finalizeRequest', name: 'fairwayRateLimit' },
  )
  return client
}
