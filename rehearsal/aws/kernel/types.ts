/**
 * What a room of the simulated account is made of. A room is one AWS service:
 * its state (plain data, so that an account can be saved, cloned and compared),
 * its operations, and the events that move it in virtual time.
 */
import type { Faults } from '../../faults/faults.ts'

export interface Place {
  account: string
  region: string
}

/** Who calls. `environment` is the GitHub environment named in the web identity token, if any. */
export interface Caller {
  account: string
  /** As STS would say it: arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION, or an IAM user. */
  arn: string
  roleArn?: string
  environment?: string
  /** The account's administrator, who alone is not checked: the person that bootstraps an account. */
  administrator?: boolean
}

/** One permission that a call needs, as IAM would check it. */
export interface Permission {
  action: string
  resource: string
  /** Condition keys beside the global ones, e.g. {'iam:PassedToService': 'ecs-tasks.amazonaws.com'}. */
  context?: Record<string, string | string[]>
}

/** Plain data only: no class instances, functions, Dates, Maps. Times are virtual epoch milliseconds. */
export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain }

export interface Context<State> extends Place {
  /** This room's state in this account and Region; mutate it in place. */
  state: State
  now: number
  caller: Caller
  world: World
  /** arn:aws:SERVICE:REGION:ACCOUNT:resource */
  arn(resource: string): string
  /** Plans an event of this room here; it is dispatched to `room.events[kind]`. */
  schedule(afterMs: number, kind: string, data?: Plain): void
}

// biome-ignore lint/suspicious/noExplicitAny: a wire request is untyped until the room has read it
export type Input = Record<string, any>
export type Output = Record<string, unknown> | undefined

export interface Operation<State> {
  /** Called without a signature: only STS AssumeRoleWithWebIdentity is. */
  anonymous?: boolean
  /** What IAM has to allow. An empty list is only right where AWS checks nothing. */
  needs(input: Input, context: Context<State>): Permission[]
  run(input: Input, context: Context<State>): Output | Promise<Output>
}

/** How requests of a service travel. `json`: x-amz-target; `query`: form in, XML out; `rest`: own routes. */
export type Protocol =
  | { kind: 'json'; target: string; version: '1.0' | '1.1'; queryCompatible?: boolean }
  | { kind: 'query'; version: string; namespace: string }
  /** EC2's own dialect of query: no result wrapper, lists as <item>. */
  | { kind: 'ec2'; version: string; namespace: string }
  | { kind: 'rest'; route(request: RestRequest): RestMatch | undefined; render(reply: RestReply): HttpReply }

export interface RestRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string>
  body: Buffer
}
export interface RestMatch {
  operation: string
  input: Input
}
export interface RestReply {
  operation: string
  output: Output
  error?: { code: string; status: number; message: string }
  requestId: string
}
export interface HttpReply {
  status: number
  headers: Record<string, string>
  body: string | Buffer
}

// biome-ignore lint/suspicious/noExplicitAny: rooms of different states live in one table
export interface Room<State = any> {
  /** The signing name in the SigV4 scope: ecs, ssm, monitoring, logs, elasticloadbalancing, … */
  service: string
  /** The service in ARNs and IAM actions where it differs from the signing name, e.g. cloudwatch for monitoring. */
  arnService?: string
  /** One state per account for global services (iam, s3, cloudfront), else per account and Region. */
  scope: 'regional' | 'global'
  protocol: Protocol
  empty(): State
  operations: Record<string, Operation<State>>
  events?: Record<string, (data: Plain, context: Context<State>) => void | Promise<void>>
  /** The CloudFormation resource types that this service really creates. */
  resources?: ResourceHandler[]
  /** Called once when an account starts or is loaded, to bring back what plain data cannot hold (listening ports). */
  wake?(world: World): Promise<void>
}

/** Thrown by operations; the kernel writes it in the protocol's form. */
export class AwsError extends Error {
  readonly code: string
  readonly status: number
  constructor(code: string, message: string, status = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}

/** What the rehearsal shows of the account: task started, traffic shifted, alarm red … */
export interface TimelineEntry {
  at: number
  account: string
  region: string
  environment?: string
  service: string
  /** e.g. 'rollout', 'task', 'target', 'stack', 'alarm', 'invalidation' */
  kind: string
  subject: string
  text: string
}

export interface World {
  now(): number
  /** The state of another room at a place; created empty on first use. */
  // biome-ignore lint/suspicious/noExplicitAny: the caller knows the room it asks for
  state<State = any>(service: string, place: Place): State
  /** A context of another room, acting as `caller` (default: the service itself, unchecked). */
  // biome-ignore lint/suspicious/noExplicitAny: the caller knows the room it asks for
  context<State = any>(service: string, place: Place, caller?: Caller): Context<State>
  /** Runs another room's operation from inside, checked against IAM as `caller` where one is given. */
  call(service: string, operation: string, input: Input, place: Place, caller?: Caller): Promise<Output>
  /** A value in [0, 1) that depends on the seed and how often it was asked. */
  random(): number
  /** Lower-case hex that depends on the seed and on `key` alone (never on the order of calls). Make keys unique. */
  hex(key: string, length: number): string
  /** The next number of a named counter, starting at 1; saved with the account. */
  count(name: string): number
  faults: Faults
  timeline(entry: Omit<TimelineEntry, 'at'>): void
  /** Throws AccessDenied as IAM would if `caller` lacks one of the permissions. Resource handlers use it. */
  check(caller: Caller, permissions: Permission[], place: Place): void
  /** Where a room has state so far; for services whose names are shared by all accounts. */
  places(service: string): Place[]
  /** Rewrites ports that changed when an account was loaded elsewhere, wherever they were written down. */
  replacePorts(moved: ReadonlyMap<number, number>): void
  /** Real database servers, where this account may run any. */
  databases?: Databases
  handler(type: string): ResourceHandler | undefined
}

/** The real servers behind simulated databases. `id` is unique per account, Region and database. */
export interface Databases {
  /** Listens for a database and returns the port; `port` is the one it had before. The server starts at the first connection. */
  open(id: string, options: DatabaseOptions): Promise<number>
  /** Closes the port and deletes the data. */
  remove(id: string): Promise<void>
}

export interface DatabaseOptions {
  port?: number
  user: string
  /** Asked at each start of the server, because a rotated secret changes it. */
  password: () => string
  database: string
  /** Refuse connections without TLS, as rds.force_ssl=1 does. */
  forceTls: boolean
}

export interface HandlerContext extends Place {
  world: World
  now: number
  stackName: string
  logicalId: string
  /** Stack tags and the resource's own; `Environment` says which environment a resource belongs to. */
  tags: Record<string, string>
  /** The principal that CloudFormation acts as: the execution role, or the caller. */
  caller: Caller
  /** Of `remove` alone: whether the template wants a last snapshot of the data. */
  deletionPolicy?: 'Delete' | 'Snapshot'
}

// biome-ignore lint/suspicious/noExplicitAny: properties are as free as the resource specification
export type Properties = Record<string, any>

export interface Created {
  /** What Ref returns. */
  physicalId: string
  /** What Fn::GetAtt returns, by attribute name. */
  attributes: Record<string, string | number | string[]>
}

/** How CloudFormation makes one resource type real in another room. Throw AwsError to fail the resource. */
export interface ResourceHandler {
  type: string
  /** Virtual seconds that creating and updating takes before `stabilized` is first asked; default 5. */
  seconds?: number
  create(properties: Properties, context: HandlerContext): Created | Promise<Created>
  update(
    physicalId: string,
    properties: Properties,
    before: Properties,
    context: HandlerContext,
  ): Created | Promise<Created>
  remove(physicalId: string, properties: Properties, context: HandlerContext): void | Promise<void>
  /** Asked every 5 virtual seconds until it is not 'pending'; absent means at once ready. */
  stabilized?(
    physicalId: string,
    properties: Properties,
    context: HandlerContext,
  ): 'ready' | 'pending' | { failed: string }
  /** As `stabilized`, after `remove`; absent means gone at once. */
  removed?(physicalId: string, context: HandlerContext): 'ready' | 'pending' | { failed: string }
  /** The attributes once the resource is ready, where `create` could not know them yet. */
  attributes?(physicalId: string, context: HandlerContext): Created['attributes']
  /** The live properties, for drift; absent means as created. */
  read?(physicalId: string, properties: Properties, context: HandlerContext): Properties | undefined
}

/** One AWS request of a rehearsal, as it came over the wire; the third-party checks read these. */
export interface RecordedCall {
  at: number
  caller: string
  account: string
  region: string
  service: string
  operation: string
  method: string
  /** Path with query, as sent. */
  path: string
  headers: Record<string, string>
  /** UTF-8 body as sent; base64 where it is not UTF-8. */
  body: string
  bodyEncoding: 'utf8' | 'base64'
  input: Input
  status: number
  errorCode?: string
  /** The permissions that IAM checked, for least-privilege reports. */
  permissions: Permission[]
}
