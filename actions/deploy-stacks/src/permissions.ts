import type { PermissionNeed } from '#core/action/permission.ts'

const stacks = 'arn:{partition}:cloudformation:{region}:{account}:stack/{system}-{environment}-*'
const bucket = 'arn:{partition}:s3:::{system}-{environment}-artifacts-{account}'

export const permissions: readonly PermissionNeed[] = [
  {
    actions: [
      'cloudformation:DescribeStacks',
      'cloudformation:CreateChangeSet',
      'cloudformation:DescribeChangeSet',
      'cloudformation:DeleteChangeSet',
      'cloudformation:ListChangeSets',
      'cloudformation:TagResource',
    ],
    resource: stacks,
    reason: 'plan each stack as a change set, and take the plan back where it is empty or refused',
  },
  {
    actions: ['cloudformation:ExecuteChangeSet', 'cloudformation:DescribeStackEvents', 'cloudformation:GetTemplate'],
    resource: stacks,
    reason: 'execute what was planned, follow it, and remember the template before for a rollback',
  },
  {
    actions: ['cloudformation:DescribeEvents'],
    resource: stacks,
    reason: 'say what early validation or a hook found where a change set fails',
  },
  {
    actions: ['cloudformation:CancelUpdateStack'],
    resource: stacks,
    reason: 'roll an update back when the job is cancelled',
  },
  {
    actions: ['cloudformation:DeleteStack'],
    resource: stacks,
    reason: 'remove an empty stack that this run itself began to create; no other is ever deleted',
  },
  {
    actions: ['cloudformation:UpdateTerminationProtection'],
    resource: stacks,
    reason: 'only with the input `termination-protection`',
  },
  {
    actions: ['iam:PassRole'],
    resource: 'arn:{partition}:iam::{account}:role/{system}-{environment}-cloudformation',
    reason: 'hand CloudFormation its execution role',
    condition: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
  },
  {
    actions: ['ssm:GetParameter', 'ssm:GetParameters'],
    resource: 'arn:{partition}:ssm:{region}:{account}:parameter/{system}/{environment}/*',
    reason: 'parameters that earlier stacks wrote, and the name of the template bucket',
  },
  {
    actions: ['s3:PutObject', 's3:GetObject'],
    resource: `${bucket}/*`,
    reason: 'only for templates over 51,200 bytes, which CloudFormation takes from a bucket',
  },
]
