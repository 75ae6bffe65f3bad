import type { PermissionNeed } from '#core/action/permission.ts'

export const permissions: readonly PermissionNeed[] = [
  {
    actions: ['cloudwatch:DescribeAlarms'],
    resource: '*',
    reason: 'read the state of the alarms; composite alarms can be described with no narrower resource',
  },
  {
    actions: ['ssm:GetParameters'],
    resource: 'arn:{partition}:ssm:{region}:{account}:parameter/{system}/{environment}/*',
    reason: 'read addresses and names of alarms, where the configuration refers to Systems Manager',
  },
]
