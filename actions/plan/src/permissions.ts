import type { PermissionNeed } from '#core/action/permission.ts'

const roles = ['plan'] as const
const stacks = 'arn:{partition}:cloudformation:{region}:{account}:stack/{system}-{environment}-*'

/** What the plan role of each environment needs. It may make change sets, which change nothing, and execute none. */
export const permissions: readonly PermissionNeed[] = [
  {
    actions: [
      'cloudformation:DescribeStacks',
      'cloudformation:CreateChangeSet',
      'cloudformation:DescribeChangeSet',
      'cloudformation:DeleteChangeSet',
      'cloudformation:GetTemplate',
    ],
    resource: stacks,
    reason: 'compare each stack with its template by a change set that is deleted again',
    roles,
  },
  {
    actions: ['iam:PassRole'],
    resource: 'arn:{partition}:iam::{account}:role/{system}-{environment}-cloudformation',
    reason: 'a change set names the role that would execute it',
    condition: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
    roles,
  },
  {
    actions: ['ssm:GetParameter', 'ssm:GetParameters'],
    resource: 'arn:{partition}:ssm:{region}:{account}:parameter/{system}/{environment}/*',
    reason: 'the names of clusters and services, and the values that stacks take from each other',
    roles,
  },
  {
    actions: ['ecs:DescribeServices'],
    resource: 'arn:{partition}:ecs:{region}:{account}:service/{system}-{environment}/*',
    reason: 'which task definition runs',
    roles,
  },
  {
    actions: ['ecs:DescribeTaskDefinition'],
    resource: '*',
    reason: 'which images run; AWS offers no resource for this call',
    roles,
  },
]
