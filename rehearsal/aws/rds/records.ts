/** Turns a template's properties into the record of an instance or cluster. */
import { base32 } from '../kernel/credentials.ts'
import { need, requireProperty, tagsOf } from '../kernel/handlers.ts'
import { AwsError, type Context, type HandlerContext, type Properties } from '../kernel/types.ts'
import { keyPermissions } from '../kms/keys.ts'
import { createSecret, randomText } from '../secretsmanager/secrets.ts'
import { checkEngine, type Kind } from './servers.ts'
import type { DatabaseRecord, RdsState } from './state.ts'

export function rdsOf(context: HandlerContext): Context<RdsState> {
  return context.world.context<RdsState>('rds', context)
}

/** A new record without its server. Its errors are those of CreateDBInstance and CreateDBCluster. */
export function makeRecord(
  kind: Kind,
  identifier: string,
  properties: Properties,
  context: HandlerContext,
): DatabaseRecord {
  const engine = requireProperty(properties, 'Engine')
  checkEngine(engine)
  const { arn, world } = rdsOf(context)
  const unique = `${context.account}/${context.region}/${kind}/${identifier}`
  const name = `database ${unique} ${world.count(`database ${unique}`)}`
  const record: DatabaseRecord = {
    identifier,
    arn: arn(`${kind === 'cluster' ? 'cluster' : 'db'}:${identifier}`),
    resourceId: `${kind === 'cluster' ? 'cluster' : 'db'}-${base32(world.hex(name, 60), 26)}`,
    engine,
    engineVersion: String(properties.EngineVersion ?? defaultVersion),
    status: 'creating',
    createdAt: context.now,
    masterUsername: checkUsername(requireProperty(properties, 'MasterUsername')),
    databaseName: String((kind === 'cluster' ? properties.DatabaseName : properties.DBName) ?? 'postgres'),
    endpoint: { address: '', port: 0 },
    ...settingsOf(kind, properties, context),
  }
  return { ...record, ...masterSecret(record, properties, context, name) }
}

/**
 * The permissions of CreateDBInstance and CreateDBCluster: they are checked on the database, and on its
 * subnet, parameter and option group too, of which the default ones have ARNs of their own.
 */
export function needToCreate(kind: Kind, identifier: string, properties: Properties, context: HandlerContext): void {
  const { arn } = rdsOf(context)
  const tagging = Object.keys(tagsOf(properties, context)).length ? ['rds:AddTagsToResource'] : []
  const action = kind === 'cluster' ? 'rds:CreateDBCluster' : 'rds:CreateDBInstance'
  const [noun, group, groupName] =
    kind === 'cluster'
      ? ['cluster', 'cluster-pg', properties.DBClusterParameterGroupName]
      : ['db', 'pg', properties.DBParameterGroupName]
  need(context, [action, ...tagging], arn(`${noun}:${identifier}`))
  const major = Number.parseInt(String(properties.EngineVersion ?? defaultVersion), 10)
  if (properties.DBClusterIdentifier === undefined || kind === 'cluster') {
    need(context, [action], arn(`subgrp:${String(properties.DBSubnetGroupName ?? 'default').toLowerCase()}`))
    need(context, [action], arn(`og:${properties.OptionGroupName ?? `default:${properties.Engine}-${major}`}`))
    need(context, [action], arn(`${group}:${groupName ?? `default.${properties.Engine}${major}`}`))
  } else {
    need(context, [action], arn(`cluster:${properties.DBClusterIdentifier}`))
  }
  const onKey = keyPermissions(context.world, context, properties.KmsKeyId, 'rds', ['DescribeKey', 'CreateGrant'])
  context.world.check(context.caller, onKey, context)
}

/** "If you don't specify a version, the default of the engine": the newest that this account has. */
const defaultVersion = '17.6'

/** What an update may change without a new database. */
export function settingsOf(kind: Kind, properties: Properties, context: HandlerContext) {
  const group: unknown = kind === 'cluster' ? properties.DBClusterParameterGroupName : properties.DBParameterGroupName
  checkGroups(kind, properties, context)
  const { MasterUserPassword: _password, Tags: _tags, ...kept } = properties
  return {
    deletionProtection: String(properties.DeletionProtection ?? false) === 'true',
    ...(group === undefined ? {} : { parameterGroup: String(group) }),
    properties: kept,
    tags: tagsOf(properties, context),
  }
}

function checkGroups(kind: Kind, properties: Properties, context: HandlerContext): void {
  const { state } = rdsOf(context)
  const subnets: unknown = properties.DBSubnetGroupName
  if (subnets !== undefined && !state.subnetGroups[String(subnets).toLowerCase()]) {
    throw new AwsError('DBSubnetGroupNotFoundFault', `DB subnet group '${subnets}' does not exist.`, 404)
  }
  const [groups, name] =
    kind === 'cluster'
      ? [state.clusterParameterGroups, properties.DBClusterParameterGroupName]
      : [state.parameterGroups, properties.DBParameterGroupName]
  if (name !== undefined && !groups[String(name).toLowerCase()] && !String(name).startsWith('default.')) {
    throw new AwsError('DBParameterGroupNotFound', `DBParameterGroup not found: ${name}`, 404)
  }
}

/** With ManageMasterUserPassword, RDS makes and owns the secret rds!db-… or rds!cluster-…. */
function masterSecret(record: DatabaseRecord, properties: Properties, context: HandlerContext, key: string) {
  const managed = String(properties.ManageMasterUserPassword ?? false) === 'true'
  if (managed && properties.MasterUserPassword !== undefined) {
    const message = "You can't specify MasterUserPassword for an instance with ManageMasterUserPassword enabled."
    throw new AwsError('InvalidParameterCombination', message)
  }
  if (!managed) return { masterPassword: checkPassword(requireProperty(properties, 'MasterUserPassword')) }
  const { world } = context
  const secrets = world.context('secretsmanager', context)
  const hex = world.hex(`${key} secret`, 32)
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  const name = `rds!${record.resourceId.startsWith('cluster') ? 'cluster' : 'db'}-${id}`
  need(context, ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'], secrets.arn(`secret:${name}`))
  const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&()*+,-.:;<=>?[]^_{|}~'
  const password = randomText(world, key, 28, alphabet)
  const kmsKeyId: unknown = properties.MasterUserSecret?.KmsKeyId
  // "Permissions required for Secrets Manager integration" in the RDS User Guide.
  const onKey = ['DescribeKey', 'Decrypt', 'GenerateDataKey', 'CreateGrant']
  world.check(context.caller, keyPermissions(world, context, kmsKeyId, 'secretsmanager', onKey), context)
  const secret = createSecret(world, context, {
    name,
    value: JSON.stringify({ username: record.masterUsername, password }),
    description: `Secret associated with primary RDS DB: ${record.arn}`,
    owningService: 'rds',
    ...(kmsKeyId === undefined ? {} : { kmsKeyId: String(kmsKeyId) }),
    tags: { 'aws:rds:primaryDBInstanceArn': record.arn },
  })
  return { masterSecretArn: secret.arn }
}

/** Names that PostgreSQL on RDS keeps for itself ("Reserved words", CreateDBInstance MasterUsername). */
function checkUsername(name: string): string {
  if (/^[A-Za-z][A-Za-z0-9_]{0,62}$/.test(name) && !['admin', 'rdsadmin', 'postgres_exporter'].includes(name))
    return name
  const message = `MasterUsername ${name} cannot be used as it is a reserved word used by the engine`
  throw new AwsError('InvalidParameterValue', message)
}

function checkPassword(password: string): string {
  if (password.length >= 8 && password.length <= 128 && !/[/@" ]/.test(password)) return password
  const message =
    "The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '\"', ' ' may be used."
  throw new AwsError('InvalidParameterValue', message)
}

export function checkIdentifier(identifier: string): string {
  const lower = identifier.toLowerCase()
  if (/^[a-z](?:-?[a-z0-9])*$/.test(lower) && lower.length <= 63) return lower
  throw new AwsError('InvalidParameterValue', `Invalid database identifier: ${identifier}`)
}
