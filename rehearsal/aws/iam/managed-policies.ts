/**
 * The AWS managed policies that templates may name. Only those listed here are
 * known; any other ARN is an error, because a guess would hide a missing permission.
 * Source: the AWS Managed Policy Reference Guide.
 */
import type { IamState, PolicyDocument, Statement } from './state.ts'

/** The document of a managed policy of AWS or of this account. */
export function findManagedPolicy(iam: IamState, arn: string): PolicyDocument | undefined {
  return iam.policies[arn]?.document ?? awsManagedPolicies[arn]
}

function allow(actions: string[], resource = '*', more: Partial<Statement> = {}): Statement {
  return { Effect: 'Allow', Action: actions, Resource: resource, ...more }
}

function policy(...statements: Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements }
}

const prefix = 'arn:aws:iam::aws:policy/'

export const awsManagedPolicies: Record<string, PolicyDocument> = {
  [`${prefix}AdministratorAccess`]: policy(allow(['*'])),
  [`${prefix}service-role/AmazonECSTaskExecutionRolePolicy`]: policy(
    allow([
      'ecr:GetAuthorizationToken',
      'ecr:BatchCheckLayerAvailability',
      'ecr:GetDownloadUrlForLayer',
      'ecr:BatchGetImage',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]),
  ),
  [`${prefix}service-role/AWSLambdaBasicExecutionRole`]: policy(
    allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']),
  ),
  [`${prefix}service-role/AWSLambdaVPCAccessExecutionRole`]: policy(
    allow([
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ]),
  ),
  [`${prefix}service-role/AmazonRDSEnhancedMonitoringRole`]: policy(
    allow(['logs:CreateLogGroup', 'logs:PutRetentionPolicy'], 'arn:aws:logs:*:*:log-group:RDS*'),
    allow(
      ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams', 'logs:GetLogEvents'],
      'arn:aws:logs:*:*:log-group:RDS*:log-stream:*',
    ),
  ),
}
