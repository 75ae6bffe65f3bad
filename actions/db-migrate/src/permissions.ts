import type { PermissionNeed } from '#core/action/permission.ts'

export const permissions: readonly PermissionNeed[] = [
  {
    actions: ['secretsmanager:GetSecretValue'],
    resource: 'arn:{partition}:secretsmanager:{region}:{account}:secret:rds!*',
    reason: 'read the user and password of the database, where RDS keeps them or where `secret` names them',
  },
  {
    actions: ['kms:Decrypt'],
    resource: 'arn:{partition}:kms:{region}:{account}:key/*',
    reason: 'decrypt that secret, where it is encrypted with a key of your own',
    condition: { StringLike: { 'kms:ViaService': 'secretsmanager.*.amazonaws.com' } },
  },
  {
    actions: ['ssm:GetParameters'],
    resource: 'arn:{partition}:ssm:{region}:{account}:parameter/{system}/{environment}/*',
    reason:
      'read host, port, database and secret of the environment, where its configuration refers to Systems Manager',
  },
]
