import type { PermissionNeed } from '#core/action/permission.ts'

export const permissions: readonly PermissionNeed[] = [
  {
    actions: ['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation', 'cloudfront:ListInvalidations'],
    resource: 'arn:{partition}:cloudfront::{account}:distribution/*',
    reason: 'invalidate, wait until it is complete, and see whether the release has been invalidated already',
  },
  {
    actions: ['ssm:GetParameters'],
    resource: 'arn:{partition}:ssm:{region}:{account}:parameter/{system}/{environment}/*',
    reason: 'read the id of the distribution, where the configuration refers to Systems Manager',
  },
]
