/** A simulated account for tests: a clock that the test turns, and settings for the real SDK clients. */
import { XMLParser } from 'fast-xml-parser'
import { VirtualClock } from '../../clock/virtual-clock.ts'
import { type Fault, Faults } from '../../faults/faults.ts'
import { iam } from '../iam/room.ts'
import type { IamState } from '../iam/state.ts'
import { type Aws, type AwsOptions, startAws } from '../index.ts'
import { sts } from '../sts/room.ts'
import { makeAccessKey } from './credentials.ts'
import { authorizationOf } from './signature.ts'
import type { Created, HandlerContext, Place, Properties, Room } from './types.ts'
import { serviceCaller } from './world.ts'

export interface TestAccountOptions extends Partial<Omit<AwsOptions, 'faults' | 'rooms'>> {
  /** The rooms under test; iam and sts are always there. Default: all. */
  rooms?: Room[]
  faults?: readonly Fault[]
  /** Calls are made by the role test-ENVIRONMENT-deploy (allowed everything) instead of the administrator. */
  environment?: string
}

export interface ClientConfig {
  endpoint: string
  region: string
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
}

export interface TestAccount extends Aws, Place {
  clock: VirtualClock
  /** For `new XClient(config)`. */
  config: ClientConfig
  /** The session of a role that has just these policy statements, for `new XClient(...)`. */
  roleConfig(name: string, statements: object[], environment?: string): ClientConfig
  /** Turns the clock by virtual seconds. */
  advance(seconds: number): Promise<void>
}

/** Closes itself with `await using`, or with close(). */
export async function openTestAccount(options: TestAccountOptions = {}): Promise<TestAccount & AsyncDisposable> {
  const { rooms, faults, environment, clock = new VirtualClock(Date.UTC(2026, 10, 2, 9)), ...rest } = options
  const place = { account: '111122223333', region: 'us-west-1' }
  const aws = await startAws({
    seed: 1,
    ...rest,
    clock,
    faults: new Faults(faults),
    ...(rooms === undefined ? {} : { rooms: [...new Set([iam, sts, ...rooms])] }),
  })
  const base = { endpoint: aws.url, region: place.region }
  const roleConfig = (name: string, statements: object[], roleEnvironment?: string) => ({
    ...base,
    credentials: sessionOf(aws, place, name, statements, roleEnvironment),
  })
  const everything = [{ Effect: 'Allow', Action: '*', Resource: '*' }]
  const config =
    environment === undefined
      ? { ...base, credentials: aws.administrator(place.account, place.region) }
      : roleConfig(`test-${environment}-deploy`, everything, environment)
  return {
    ...aws,
    ...place,
    clock,
    config,
    roleConfig,
    advance: (seconds) => clock.advance(seconds * 1000),
    [Symbol.asyncDispose]: () => aws.close(),
  }
}

/** A call of a Query service that has no SDK client here: the answer's XML, parsed. */
export async function queryCall(
  account: Pick<TestAccount, 'url' | 'config'>,
  service: string,
  parameters: Record<string, string>,
) {
  const { accessKeyId, secretAccessKey, sessionToken } = account.config.credentials
  const body = Buffer.from(new URLSearchParams(parameters).toString())
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const headers: Record<string, string> = {
    host: new URL(account.url).host,
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    'x-amz-date': stamp,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  }
  const signed = {
    accessKeyId,
    date: stamp.slice(0, 8),
    region: account.config.region,
    service,
    signedHeaders: Object.keys(headers).sort(),
  }
  const authorization = authorizationOf({ method: 'POST', path: '/', headers, body }, signed, secretAccessKey)
  const response = await fetch(account.url, { method: 'POST', headers: { ...headers, authorization }, body })
  return { status: response.status, xml: new XMLParser().parse(await response.text()) }
}

/** Has a resource made as CloudFormation would, by the administrator unless `caller` is given. */
export async function createResource(
  account: TestAccount,
  type: string,
  properties: Properties,
  more: Partial<HandlerContext> = {},
): Promise<Created> {
  const handler = account.world.handler(type)
  if (!handler) throw new Error(`No room creates ${type}`)
  return await handler.create(properties, handlerContext(account, more))
}

export function handlerContext(account: TestAccount, more: Partial<HandlerContext> = {}): HandlerContext {
  return {
    account: account.account,
    region: account.region,
    world: account.world,
    now: account.clock.now(),
    stackName: 'fargate-dev-test',
    logicalId: 'Resource',
    tags: {},
    caller: serviceCaller('cloudformation', account),
    ...more,
  }
}

function sessionOf(aws: Aws, place: Place, name: string, statements: object[], environment: string | undefined) {
  const arn = `arn:aws:iam::${place.account}:role/${name}`
  const state = aws.world.state<IamState>('iam', place)
  state.roles[name] = {
    name,
    id: `AROA${name}`,
    path: '/',
    arn,
    description: '',
    trust: { Statement: [] },
    inline: { test: { Version: '2012-10-17', Statement: statements as never } },
    managed: [],
    maxSessionSeconds: 3600,
    tags: environment === undefined ? {} : { Environment: environment },
    createdAt: aws.world.now(),
  }
  const key = makeAccessKey(aws.world, `test session ${name}`, 'ASIA')
  key.expiresAt = aws.world.now() + 3_600_000
  key.caller = {
    account: place.account,
    arn: `arn:aws:sts::${place.account}:assumed-role/${name}/test`,
    roleArn: arn,
    ...(environment === undefined ? {} : { environment }),
  }
  aws.world.saved.keys[key.accessKeyId] = key
  return { accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey, sessionToken: key.sessionToken ?? '' }
}
