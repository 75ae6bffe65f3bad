/** Turns what the SDK throws into an error that says whose fault it is and what to do. */
import { asError, awsErrorName, FairwayError, userError } from '../errors.ts'

const denied = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'AuthorizationError',
  'NotAuthorized',
])
const expired = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired'])
const throttled = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'SlowDown',
])

export function isAccessDenied(thrown: unknown): boolean {
  return denied.has(awsErrorName(thrown) ?? '')
}

/** Anything that is already explained passes through; an AWS error says its own word and a cure. */
export function explainAwsError(thrown: unknown, doing: string): Error {
  const error = asError(thrown)
  if (error instanceof FairwayError) return error
  const name = awsErrorName(error) ?? error.name
  if (denied.has(name)) {
    return userError({
      code: 'access-denied',
      message: `AWS denied ${doing}: ${error.message}`,
      cure: 'Add the permission to the role (each action’s README lists what it needs), or use the right role for this environment.',
      cause: error,
    })
  }
  if (expired.has(name)) {
    return new FairwayError({
      fault: 'aws',
      code: 'credentials-expired',
      message: `the AWS credentials expired while ${doing}: ${error.message}`,
      cure: 'Run the job again with new credentials. Static ones end with their session; those of a role (`id-token: write`) renew themselves.',
      cause: error,
    })
  }
  const code = (error as NodeJS.ErrnoException).code
  if (
    code === 'ECONNREFUSED' ||
    code === 'ENOTFOUND' ||
    code === 'ECONNRESET' ||
    code === 'ETIMEDOUT' ||
    code === 'EAI_AGAIN'
  ) {
    return new FairwayError({
      fault: 'aws',
      code: 'endpoint-unreachable',
      message: `AWS could not be reached ${doing}: ${error.message || code}`,
      cure: 'Check the Region, AWS_ENDPOINT_URL and the network of the runner.',
      cause: error,
    })
  }
  if (error.name === 'CredentialsProviderError') {
    return userError({
      code: 'no-credentials',
      message: `there are no AWS credentials for ${doing}: ${error.message}`,
      cure: 'Give the job `permissions: id-token: write` and name a role, or set AWS_ACCESS_KEY_ID or AWS_PROFILE.',
      cause: error,
    })
  }
  if (awsErrorName(error) !== undefined) {
    return new FairwayError({
      fault: 'aws',
      code: throttled.has(name) ? 'throttled' : 'aws-error',
      message: `AWS refused ${doing}: ${name}: ${error.message}`,
      ...(throttled.has(name) && {
        cure: 'Run the job again; something else in this account uses up the API’s limit.',
      }),
      cause: error,
    })
  }
  return error
}
